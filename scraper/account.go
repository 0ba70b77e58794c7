package scraper

import (
	"cmp"
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
	if err := cmp.Or(c.accountLate(ctx), c.accountMet(ctx), c.accountPictures(ctx)); err != nil {
		return err
	}
	c.report.IsRefused = c.isRefused()
	switch {
	case c.Order != 0:
		return c.accountOrder(ctx)
	case len(c.Refs) > 0 || c.Recheck:
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
			c.unread.add(c.listed(s), grounds{s.Cause, s.Fault})
			continue
		case c.asked[s.Key()] && s.Entries == 0 && c.allEmpty(s):
			c.unread.add(c.listed(s), grounds{cause: queue.Cause{Kind: queue.NotAPage, Subject: queue.Empty}})
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
			c.unread.add(c.listed(s), reason)
		}
	}
}

func (c *Crawl) listed(s *queue.Source) thing {
	return thing{kind: s.Kind, n: 1, host: site.NewsHost, list: s.Key(), url: AddressOf(*s, c.Now())}
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
	for _, g := range due {
		reason := why
		if held := c.hosts.gate(g.Host); held != nil {
			f := fetch.AsFault(held)
			reason = grounds{f.Cause(), f.Detail}
		} else if c.hosts.missing[g.Host] {
			h := c.hosts.of(g.Host)
			reason = grounds{h.Cause, h.Fault}
		} else if c.hosts.left[g.Section()] {
			reason = c.hosts.why[g.Section()]
		}
		if reason != (grounds{}) {
			c.unread.add(ofGroup(g), reason)
		}
	}
	return c.accountKeptOut(ctx)
}

// accountKeptOut counts the pages that robots.txt forbids: a rule that lasts is asked for once a day, and keeps them
// from being read all the time.
func (c *Crawl) accountKeptOut(ctx context.Context) error {
	kept, err := c.Archive.KeptOut(ctx, c.Want, c.Now())
	for _, g := range kept {
		c.unread.add(ofGroup(g), grounds{cause: queue.Cause{Kind: queue.Disallowed}})
	}
	return err
}

func ofGroup(g queue.Group) thing {
	return thing{kind: "page", n: g.Pages, host: g.Host, section: g.Section()}
}

// isRefused reports whether the site refuses us: all that it was asked, or the pages of section after section; or it
// asks for a pause. Another host of the paper's is not the site.
func (c *Crawl) isRefused() bool {
	all, ofSite := len(c.unread) > 0, len(c.Refs) > 0
	for _, cause := range c.unread {
		all = all && cause.IsRefusal()
		ofSite = ofSite || cause.Hosts[site.NewsHost]
	}
	if all && ofSite && c.report.Read == 0 {
		return true
	}
	h := c.hosts.of(site.NewsHost)
	left := c.hosts.closed[h.Name] || c.hosts.missing[h.Name]
	return len(c.unread) > 0 && (h.Wait.Sub(c.Now()) > shortWait || left && h.Cause.IsRefusal())
}

// accountDays says which days nothing covers, for as long as nothing does.
func (c *Crawl) accountDays(ctx context.Context) error {
	gaps, err := c.Archive.OpenGaps(ctx, c.Want)
	if err != nil || len(gaps) == 0 {
		return err
	}
	c.unread.of(grounds{cause: queue.Cause{Kind: queue.Gap}}).Days = gaps
	return nil
}

// accountOrder says why days of the order that the run was about could not be read.
func (c *Crawl) accountOrder(ctx context.Context) error {
	failing, err := c.Archive.Failing(ctx)
	counted := map[string]bool{}
	for _, t := range failing {
		if t.Order != c.Order {
			continue
		}
		e := c.unread.of(grounds{t.Cause, t.Fault})
		e.Order, e.Hosts[site.NewsHost], e.Sections[t.Edition+"/"+t.Code] = c.Order, true, true
		if key := t.Cause.String() + " " + t.Day; !counted[key] {
			counted[key] = true
			e.Things["day"]++
		}
	}
	return err
}
