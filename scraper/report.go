package scraper

import (
	"slices"
	"strings"

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

// Cause is why things were not read.
type Cause struct {
	queue.Cause
	Detail string         // what was seen the first time, for people
	Things map[string]int // feed, list, day page, page
	Hosts  map[string]bool
	Days   map[string][]string // by edition, with a gap
}

// ledger collects causes, one entry each.
type ledger map[queue.Cause]*Cause

func (l ledger) of(why queue.Cause, detail string) *Cause {
	if l[why] == nil {
		l[why] = &Cause{Cause: why, Detail: detail, Things: map[string]int{}, Hosts: map[string]bool{}}
	}
	return l[why]
}

// add notes that n things were not read.
func (l ledger) add(thing string, n int, host string, why queue.Cause, detail string) {
	if n == 0 {
		return
	}
	c := l.of(why, detail)
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
		return strings.Compare(a.String(), b.String())
	})
	return all
}

func (c Cause) size() (n int) {
	for _, things := range c.Things {
		n += things
	}
	return n
}
