package trouble

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store/queue"
)

// line says a cause to a person, with what it concerns: 23 feeds and 2 pages of news.mingpao.com not read: HTTP 404.
func line(c scraper.Cause) string {
	if len(c.Days) > 0 {
		return gapLine(c)
	}
	if isLate(c.Cause) {
		return lateLine(c)
	}
	return object(c) + " not read: " + words.English.Reason(words.Reason{Cause: c.Cause, Seen: c.Detail}).Text
}

// object names what was not read: the one list or page, or how many of which hosts.
func object(c scraper.Cause) string {
	var parts []string
	n := 0
	for _, thing := range things {
		if c.Things[thing] > 0 {
			parts = append(parts, counted(c.Things[thing], thing))
		}
		n += c.Things[thing]
	}
	switch {
	case n == 1 && len(c.Lists) == 1:
		return c.Lists[0]
	case n == 1 && c.URL != "" && c.Things["page"]+c.Things["picture"] == 1:
		return parts[0][len("1 "):] + " " + c.URL
	}
	said := joined(parts)
	if hosts := named(c.Hosts); len(hosts) > 0 {
		said += " of " + joined(hosts)
	}
	return said + sections(named(c.Sections))
}

// things are what can be unread, in the order in which they are said.
var things = []string{queue.KindFeed, queue.KindListing, queue.KindDay, queue.KindSearch, "day", "page", "picture"}

func named(set map[string]bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(set)), func(s string) bool { return s == "" })
}

// maxNamed days of a gap, and sections, are named.
const maxNamed = 5

func sections(names []string) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) > maxNamed:
		return fmt.Sprintf(" (%s)", counted(len(names), "section"))
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func gapLine(c scraper.Cause) string {
	var parts []string
	for _, edition := range slices.Sorted(maps.Keys(c.Days)) {
		days := c.Days[edition]
		said := strings.Join(days[:min(len(days), maxNamed)], ", ")
		if len(days) > maxNamed {
			said = days[0] + " to " + days[len(days)-1]
		}
		parts = append(parts, fmt.Sprintf("%s of %s not covered: %s", counted(len(days), "day"), edition, said))
	}
	return strings.Join(parts, "; ")
}

func counted(n int, thing string) string { return words.Numbered("%d "+thing+"|%d "+thing+"s", n) }

// joined is a, b and c.
func joined(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// advice is the first thing to try against a cause; "" where nothing is known to help.
func advice(c scraper.Cause) string {
	if isLate(c.Cause) {
		return lateAdvice(c)
	}
	hosts := append(named(c.Hosts), site.NewsHost)
	return words.English.Advice(c.Cause, hosts[0], c.URL)
}
