package scraper

import (
	"slices"
	"strings"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// Report is the result of a crawl.
type Report struct {
	Counts
	Causes      []Cause // why something that was due was not read, one entry a cause
	IsWhole     bool    // all that is due was wanted, not some sections, days or pages
	Pictures    Pictures
	Met         []site.Section // sections that no list covers, met for the first time
	Notes       []Cause        // what a person may want to know, though everything that was due was read
	Read        int            // lists and pages that answered as they should
	Tried       int            // all that were asked
	Interrupted bool           // by a signal
	IsRefused   bool           // the site refuses us
	Order       int64          // that was worked on by name; 0: none

	ClockIsRight bool   // a host says so
	ClockDoubt   string // the host that alone says otherwise; "" is none
}

// Pictures counts those that were asked for.
type Pictures struct {
	Read, Failed int
	Bytes        int64 // of those that came
}

// Cause is why things were not read.
type Cause struct {
	queue.Cause
	Detail   string         // what was seen the first time, for people
	Things   map[string]int // feed, list, day page, day, page, picture
	Hosts    map[string]bool
	Lists    []string            // by their keys
	Sections map[string]bool     // of pages: pns/s00001
	URL      string              // of the first page that was asked for
	Days     map[string][]string // by edition, with a gap
	Order    int64               // whose days were not read; 0: none
}

// thing is what was not read.
type thing struct {
	kind    string
	n       int
	host    string
	list    string // its key
	section string // of pages
	url     string // of a page that was asked for
}

// ledger collects causes, one entry each.
type ledger map[queue.Cause]*Cause

func (l ledger) of(why grounds) *Cause {
	if l[why.cause] == nil {
		l[why.cause] = &Cause{Cause: why.cause, Detail: why.detail, Things: map[string]int{}, Hosts: map[string]bool{},
			Sections: map[string]bool{}}
	}
	return l[why.cause]
}

// add notes what was not read.
func (l ledger) add(t thing, why grounds) {
	if t.n == 0 {
		return
	}
	c := l.of(why)
	c.Things[t.kind] += t.n
	c.Hosts[t.host] = true
	if t.list != "" {
		c.Lists = append(c.Lists, t.list)
	}
	if t.section != "" {
		c.Sections[t.section] = true
	}
	if c.URL == "" {
		c.URL = t.url
	}
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
