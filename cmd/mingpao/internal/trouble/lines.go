package trouble

import (
	"maps"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store/queue"
)

// line says a cause to a person, with what it concerns: 23 feeds and 2 pages of news.mingpao.com not read: HTTP 404.
func line(in words.Speech, c scraper.Cause) string {
	if len(c.Days) > 0 {
		return gapLine(in, c)
	}
	if isLate(c.Cause) {
		return lateLine(in, c)
	}
	return in.Sprintf("%s not read: %s", object(in, c), in.Reason(words.Reason{Cause: c.Cause, Seen: c.Detail}).Text)
}

// object names what was not read: the one list or page, or how many of which hosts.
func object(in words.Speech, c scraper.Cause) string {
	var parts []string
	n := 0
	for _, thing := range things {
		if c.Things[thing] > 0 {
			parts = append(parts, counted(c.Things[thing], thing).In(in))
		}
		n += c.Things[thing]
	}
	switch {
	case n == 1 && len(c.Lists) == 1:
		return c.Lists[0]
	case n == 1 && c.URL != "" && c.Things["page"] == 1:
		return in.Sprintf("page %s", c.URL)
	case n == 1 && c.URL != "" && c.Things["picture"] == 1:
		return in.Sprintf("picture %s", c.URL)
	}
	said := joined(in, parts)
	if hosts := named(c.Hosts); len(hosts) > 0 {
		said = in.Sprintf("%s of %s", said, joined(in, hosts))
	}
	return said + sections(in, named(c.Sections))
}

// things are what can be unread, in the order in which they are said.
var things = []string{queue.KindFeed, queue.KindListing, queue.KindDay, queue.KindSearch, "day", "page", "picture"}

var counts = map[string]string{
	queue.KindFeed: "%d feed|%d feeds", queue.KindListing: "%d list|%d lists", queue.KindDay: "%d day page|%d day pages",
	queue.KindSearch: "%d search|%d searches", "day": "%d day|%d days", "page": "%d page|%d pages",
	"picture": "%d picture|%d pictures", "section": "%d section|%d sections",
}

func named(set map[string]bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(set)), func(s string) bool { return s == "" })
}

// maxNamed days of a gap, and sections, are named.
const maxNamed = 5

func sections(in words.Speech, names []string) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) > maxNamed:
		return in.Sprintf(" (%s)", counted(len(names), "section"))
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func gapLine(in words.Speech, c scraper.Cause) string {
	var parts []string
	for _, edition := range slices.Sorted(maps.Keys(c.Days)) {
		days := c.Days[edition]
		said := strings.Join(days[:min(len(days), maxNamed)], ", ")
		if len(days) > maxNamed {
			said = in.Sprintf("%s to %s", days[0], days[len(days)-1])
		}
		parts = append(parts, in.Sprintf("%s of %s not covered: %s", counted(len(days), "day"), edition, said))
	}
	return strings.Join(parts, "; ")
}

func counted(n int, thing string) words.Counted { return words.Numbered(counts[thing], n) }

func joined(in words.Speech, parts []string) string {
	return words.Joined{Parts: parts, By: "and"}.In(in)
}

// advice is the first thing to try against a cause; "" where nothing is known to help.
func advice(in words.Speech, c scraper.Cause) string {
	if isLate(c.Cause) {
		return lateAdvice(in, c)
	}
	hosts := append(named(c.Hosts), site.NewsHost)
	return in.Advice(c.Cause, hosts[0], c.URL)
}
