package scraper

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// Report is the result of a crawl.
type Report struct {
	Counts
	Causes      []Cause // why something that was due was not read, one entry a cause
	Read        int     // lists and pages that answered as they should
	Tried       int     // all that were asked
	Interrupted bool    // by a signal
	IsRefused   bool    // the site refuses us
	Order       int64   // that was worked on by name; 0: none
}

// Cause is a reason why things were not read.
type Cause struct {
	Reason  string
	Refused bool           // by the site, or by its robots.txt
	Things  map[string]int // feed, list, day page, page
	Hosts   map[string]bool
	Days    map[string][]string // by edition, with a gap
}

// Line says it to a person: 23 feeds and 2 pages not read: HTTP 404.
func (c Cause) Line() string {
	if len(c.Days) > 0 {
		return c.gapLine()
	}
	var parts []string
	for _, thing := range []string{queue.KindFeed, queue.KindListing, queue.KindDay, queue.KindSearch, "page"} {
		if n := c.Things[thing]; n > 0 {
			parts = append(parts, count(n, thing))
		}
	}
	line := join(parts)
	if len(c.Hosts) > 0 && !c.Hosts[site.NewsHost] {
		line += " of " + join(slices.Sorted(maps.Keys(c.Hosts)))
	}
	return line + " not read: " + c.Reason
}

// maxDays of a gap are named.
const maxDays = 5

func (c Cause) gapLine() string {
	var parts []string
	for _, edition := range slices.Sorted(maps.Keys(c.Days)) {
		days := c.Days[edition]
		named := strings.Join(days[:min(len(days), maxDays)], ", ")
		if len(days) > maxDays {
			named = days[0] + " to " + days[len(days)-1]
		}
		parts = append(parts, fmt.Sprintf("%s of %s not covered: %s", count(len(days), "day"), edition, named))
	}
	return strings.Join(parts, "; ")
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// join is a, b and c.
func join(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// ledger collects causes, one entry each.
type ledger map[string]*Cause

func (l ledger) of(why string, refused bool) *Cause {
	c := l[why]
	if c == nil {
		c = &Cause{Reason: why, Things: map[string]int{}, Hosts: map[string]bool{}}
		l[why] = c
	}
	c.Refused = c.Refused || refused
	return c
}

// add notes that n things were not read.
func (l ledger) add(thing string, n int, host, why string, refused bool) {
	if n == 0 {
		return
	}
	c := l.of(why, refused)
	c.Things[thing] += n
	if host != "" {
		c.Hosts[host] = true
	}
}

// hasLists reports whether a list was not read.
func (l ledger) hasLists() bool {
	for _, c := range l {
		if c.Things[queue.KindFeed]+c.Things[queue.KindListing] > 0 {
			return true
		}
	}
	return false
}

// sorted returns the causes, the widest first.
func (l ledger) sorted() []Cause {
	var all []Cause
	for _, c := range l {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b Cause) int {
		if n := b.size() - a.size(); n != 0 {
			return n
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	return all
}

func (c Cause) size() (n int) {
	for _, things := range c.Things {
		n += things
	}
	return n
}

// incidental matches what faults of one cause differ in, and what it is replaced by.
var incidental = sync.OnceValue(func() []replacement {
	return []replacement{
		{regexp.MustCompile(`^HTTP (\d+)\b.*`), "HTTP $1"},
		{regexp.MustCompile(` ?\b(?:news|finance|ol)\.mingpao\.com`), ""},
		{regexp.MustCompile(`\d{6,}`), "…"},
	}
})

type replacement struct {
	pattern *regexp.Regexp
	by      string
}

// reason is the detail of a fault without hosts, numbers and addresses: faults of one cause have it in common.
func reason(f *fetch.Fault) string {
	why := f.Detail
	switch {
	case f.Kind == fetch.Disallowed:
		return disallowed
	case f.To != "":
		return "it leads to " + f.To
	case why == "":
		why = string(f.Kind)
	}
	why = strings.TrimPrefix(why, "robots.txt: ")
	for _, r := range incidental() {
		why = r.pattern.ReplaceAllString(why, r.by)
	}
	return strings.TrimSpace(why)
}

const disallowed = "robots.txt disallows it"

// isRefusalReason reports whether a reason is a refusal by the site.
func isRefusalReason(why string) bool {
	for _, mark := range []string{disallowed, "HTTP 401", "HTTP 403", "HTTP 429", "HTTP 503", "access refused",
		"login page", "robots.txt answers", "the site asks"} {
		if strings.HasPrefix(why, mark) {
			return true
		}
	}
	return false
}

// isRefusal reports whether a fault is a refusal by the site.
func isRefusal(f *fetch.Fault) bool {
	return f.Kind == fetch.Refused || f.Kind == fetch.Disallowed || f.Kind == fetch.Held && isRefusalReason(f.Detail)
}
