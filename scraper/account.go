package scraper

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// emptyFor is the time that a list may be empty before that is trouble: early in the day it may be.
const emptyFor = 6 * time.Hour

// account says what was due and not read, at the end of a run: lists that fail, whether it was their turn or not;
// lists and pages that were not reached; days that nothing covers.
func (c *Crawl) account(ctx context.Context, late bool) error {
	var why grounds
	switch {
	case c.report.Interrupted:
		return nil // it says so itself
	case late:
		why.cause = queue.Cause{Kind: queue.Limit, Subject: "time"}
	case c.isFull():
		why.cause = queue.Cause{Kind: queue.Limit, Subject: "pages"}
	}
	c.accountLists(why)
	if err := c.accountPages(ctx, why); err != nil {
		return err
	}
	c.report.IsRefused = c.isRefused()
	if len(c.Refs) > 0 || c.Recheck {
		return nil
	}
	return c.accountDays(ctx)
}

// grounds are why something was not reached, and what was seen of it; the zero value where it was.
type grounds struct {
	cause  queue.Cause
	detail string
}

func (c *Crawl) accountLists(why grounds) {
	now := c.Now()
	for _, s := range c.lists {
		if s.StandsIn() {
			continue
		}
		held, reason := c.hosts.gate(site.NewsHost), why
		switch {
		case s.Failures > 0 && s.Cause.Subject == queue.Empty && now.Sub(s.FailingSince) < emptyFor && !c.allEmpty(s):
			continue
		case s.Failures > 0:
			c.unread.add(s.Kind, 1, site.NewsHost, s.Cause, s.Fault)
			continue
		case c.asked[s.Key()] && s.Entries == 0 && c.allEmpty(s):
			c.unread.add(s.Kind, 1, site.NewsHost, queue.Cause{Kind: queue.NotAPage, Subject: queue.Empty}, "")
			continue
		case c.asked[s.Key()] || !c.isDue(s, now):
			continue
		case held != nil:
			f := fetch.AsFault(held)
			reason = grounds{f.Cause(), f.Detail}
		case c.kindFaults[kindOf(s)] >= maxRow:
			reason = c.faultOfKind(s)
		}
		if reason != (grounds{}) {
			c.unread.add(s.Kind, 1, site.NewsHost, reason.cause, reason.detail)
		}
	}
}

// allEmpty reports whether no list of a kind names anything: that is no quiet morning.
func (c *Crawl) allEmpty(one *queue.Source) bool {
	n := 0
	for _, s := range c.lists {
		if kindOf(s) != kindOf(one) {
			continue
		}
		if s.Entries > 0 && s.Failures == 0 {
			return false
		}
		n++
	}
	return n > 1
}

// faultOfKind returns the reason why the lists of a kind were left alone.
func (c *Crawl) faultOfKind(one *queue.Source) grounds {
	for _, s := range c.lists {
		if kindOf(s) == kindOf(one) && s.Failures > 0 {
			return grounds{s.Cause, s.Fault}
		}
	}
	return grounds{}
}

// accountPages counts the pages that are still due, with the reason why they were not reached.
func (c *Crawl) accountPages(ctx context.Context, why grounds) error {
	due, err := c.Archive.Due(ctx, c.Want, c.Now())
	if err != nil {
		return err
	}
	for host, n := range due {
		reason := why
		if held := c.hosts.gate(host); held != nil {
			f := fetch.AsFault(held)
			reason = grounds{f.Cause(), f.Detail}
		} else if c.hosts.missing[host] {
			h := c.hosts.of(host)
			reason = grounds{h.Cause, h.Fault}
		}
		if reason != (grounds{}) {
			c.unread.add("page", n, host, reason.cause, reason.detail)
		}
	}
	return nil
}

// isRefused reports whether the site refuses us: it said so in a row, it asked for a pause, or said nothing else at
// all.
func (c *Crawl) isRefused() bool {
	all := len(c.unread) > 0
	for _, cause := range c.unread {
		all = all && cause.IsRefusal()
	}
	if all && c.report.Read == 0 {
		return true
	}
	for name, h := range c.hosts.known {
		if h.Wait.Sub(c.Now()) > shortWait || c.hosts.closed[name] && h.Cause.IsRefusal() {
			return len(c.unread) > 0
		}
	}
	return false
}

// accountDays says which days nothing covers. Where lists fail that is their doing, and said already.
func (c *Crawl) accountDays(ctx context.Context) error {
	if c.Order != 0 || c.unread.hasLists() {
		return nil
	}
	gaps, err := c.Archive.OpenGaps(ctx, c.Want, c.Now())
	if err != nil || len(gaps) == 0 {
		return err
	}
	cause := c.unread.of(queue.Cause{Kind: queue.Gap}, "")
	cause.Days = gaps
	return nil
}
