package scraper

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// Plan is what a run would begin with: it is found out without asking or writing anything.
type Plan struct {
	Lists []queue.Source // that are due, in the order in which they are read
	Skip  []string       // hosts, and sections as pns/s00001, whose pages are left alone
	Hosts []HostPlan
}

// HostPlan is what a host may be asked still.
type HostPlan struct {
	Name string
	Left int       // of today's requests
	Wait time.Time // until when it asks to be left alone; zero: it does not
}

// Plan finds out what Run would begin with now. Lists that are read bring new pages: those it does not know.
func (c *Crawl) Plan(ctx context.Context) (p Plan, err error) {
	if len(c.Refs) > 0 {
		c.began = c.Now()
		err = c.open(ctx)
	} else {
		err = c.begin(ctx)
	}
	if err != nil {
		return p, err
	}
	defer c.fetcher.Close()
	for s := c.nextList(c.Now()); s != nil; s = c.nextList(c.Now()) {
		p.Lists = append(p.Lists, *s)
		c.asked[s.Key()] = true
	}
	p.Skip = c.hosts.skipped()
	for _, name := range site.Hosts {
		host := HostPlan{Name: name, Left: max(0, dayBudget-c.hosts.spent(name))}
		if h := c.hosts.of(name); h.Wait.After(c.Now()) {
			host.Wait = h.Wait
		}
		p.Hosts = append(p.Hosts, host)
	}
	return p, nil
}
