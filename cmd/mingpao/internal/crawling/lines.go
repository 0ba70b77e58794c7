package crawling

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

// causeLine says it to a person: 23 feeds and 2 pages not read: HTTP 404.
func causeLine(c scraper.Cause) string {
	if len(c.Days) > 0 {
		return gapLine(c)
	}
	var parts []string
	for _, thing := range []string{queue.KindFeed, queue.KindListing, queue.KindDay, queue.KindSearch, "page"} {
		if n := c.Things[thing]; n > 0 {
			parts = append(parts, counted(n, thing))
		}
	}
	line := joined(parts)
	if len(c.Hosts) > 0 && !c.Hosts[site.NewsHost] {
		line += " of " + joined(slices.Sorted(maps.Keys(c.Hosts)))
	}
	return line + " not read: " + words.English.Reason(words.Reason{Cause: c.Cause, Seen: c.Detail}).Text
}

// maxDays of a gap are named.
const maxDays = 5

func gapLine(c scraper.Cause) string {
	var parts []string
	for _, edition := range slices.Sorted(maps.Keys(c.Days)) {
		days := c.Days[edition]
		named := strings.Join(days[:min(len(days), maxDays)], ", ")
		if len(days) > maxDays {
			named = days[0] + " to " + days[len(days)-1]
		}
		parts = append(parts, fmt.Sprintf("%s of %s not covered: %s", counted(len(days), "day"), edition, named))
	}
	return strings.Join(parts, "; ")
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// joined is a, b and c.
func joined(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
