package scraper

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/lists"
	"mingpao/scraper/verdict"
	"mingpao/store/queue"
)

// workOnOrder reads the list of the next section's day that is ordered. It reports false where none is due.
func (c *Crawl) workOnOrder(ctx, keep context.Context) (bool, error) {
	if len(c.Refs) > 0 || c.Recheck || c.hosts.gate(site.NewsHost) != nil || c.hosts.spent(site.NewsHost) >= orderBudget {
		return false, nil
	}
	t, err := c.Archive.NextTask(keep, c.Order, c.Want, c.Now())
	if t == nil || err != nil {
		return false, err
	}
	f, err := c.readDay(ctx, keep, t)
	switch {
	case err != nil:
		return false, err
	case f != nil && (f.Kind == queue.Interrupted || f.Kind == queue.Held):
		return true, nil
	case f != nil:
		t.Attempts++
		t.Cause, t.Fault, t.Due = f.Cause(), f.Detail, c.Now().Add(verdict.DayRetry(t.Attempts))
		c.Log.Info("day not read", "day", t.Day, "section", t.Edition+"/"+t.Code, "reason", f.Error())
	default:
		t.IsDone, t.Cause, t.Fault = true, queue.Cause{}, ""
	}
	return true, c.Archive.SaveTask(keep, *t, c.Now())
}

// readDay finds the articles of a section's day: by its list, by the section's page of the day, or by the siblings of
// one of them. The fault is that of the most telling way.
func (c *Crawl) readDay(ctx, keep context.Context, t *queue.Task) (*fetch.Fault, error) {
	var first *fetch.Fault
	for _, way := range c.ways(t) {
		found, err := way(ctx, keep, t)
		var f *fetch.Fault
		if !errors.As(err, &f) {
			return nil, err
		}
		if found {
			return nil, nil
		}
		if f.Kind == queue.Interrupted || f.Kind == queue.Held {
			return f, nil
		}
		if first == nil {
			first = f
		}
	}
	if first == nil {
		first = &fetch.Fault{Kind: queue.NotAPage, Subject: "unnamed", Detail: "nothing names its articles"}
	}
	return first, nil
}

type way func(ctx, keep context.Context, t *queue.Task) (bool, error)

func (c *Crawl) ways(t *queue.Task) []way {
	var ways []way
	if t.Edition == site.Instant {
		ways = append(ways, c.byListing)
	}
	if !c.dayPages.Due.After(c.Now()) {
		ways = append(ways, c.byDayPage)
	}
	return append(ways, c.bySiblings, c.bySearch)
}

// byListing reads the list of instant news: three days up to the task's.
func (c *Crawl) byListing(ctx, keep context.Context, t *queue.Task) (bool, error) {
	section, day := c.sectionOf(t.Edition, t.Code), parseDay(t.Day)
	l, err := c.fetchList(ctx, keep, queue.Source{Kind: queue.KindListing, Edition: t.Edition, Code: t.Code},
		section.Listing(day), lists.Listing)
	if err != nil {
		return false, err
	}
	return true, c.takeDay(keep, t, l, daysFrom(site.AddDays(t.Day, -2), t.Day))
}

// byDayPage reads the section's page of the day. Where such pages fail in a row they are left alone, longer and longer.
func (c *Crawl) byDayPage(ctx, keep context.Context, t *queue.Task) (bool, error) {
	l, err := c.fetchList(ctx, keep, queue.Source{Kind: queue.KindDay, Edition: t.Edition, Code: allCode},
		c.sectionOf(t.Edition, t.Code).Day(parseDay(t.Day)), lists.Day)
	if err := c.settleDayPage(keep, err); err != nil {
		return false, err
	}
	l.Entries = slices.DeleteFunc(l.Entries, func(e queue.Listing) bool { return site.Day(e.Ref.Date) != t.Day })
	return true, c.takeDay(keep, t, l, []string{t.Day})
}

// settleDayPage keeps the account of the day pages, and returns the error that they had.
func (c *Crawl) settleDayPage(keep context.Context, err error) error {
	var f *fetch.Fault
	days := &c.dayPages
	switch {
	case err == nil && days.Failures == 0:
		return nil
	case err == nil:
		*days = queue.Source{Kind: days.Kind, Code: days.Code, Answered: c.Now()}
	case !errors.As(err, &f) || f.Kind == queue.Interrupted || f.Kind == queue.Held:
		return err
	default:
		days.Failures++
		days.Asked, days.Cause, days.Fault = c.Now(), f.Cause(), f.Detail
		if days.FailingSince.IsZero() {
			days.FailingSince = c.Now()
		}
		if more := days.Failures - maxRow; more >= 0 {
			days.Due = c.Now().Add(verdict.DayRetry(1 + more))
		}
	}
	return cmp.Or(c.Archive.SaveSource(keep, *days), err)
}

// fetchList reads a list of a past day. An empty one is an answer: no issue that day, or none of that section. What
// cannot be used is kept as an answer of the source.
func (c *Crawl) fetchList(ctx, keep context.Context, source queue.Source, address string,
	read func(string, []byte) (lists.List, error)) (l lists.List, err error) {
	c.report.Tried++
	answer, f, err := c.fetch(ctx, address, queue.Validators{})
	if err != nil {
		return l, err
	}
	if f == nil {
		l, err = read("", answer.Body)
		switch {
		case err == nil && !l.Cut || errors.Is(err, lists.ErrEmpty):
			return l, nil
		case err != nil:
			f = listFault(answer, err)
		default:
			f = cutOff(answer)
		}
	}
	if err := c.keepUnused(keep, source.Key(), f); err != nil {
		return l, err
	}
	if concernsHost(f) {
		if err := c.hosts.failed(keep, f); err != nil {
			return l, err
		}
	}
	return l, f
}

func (c *Crawl) takeDay(keep context.Context, t *queue.Task, l lists.List, days []string) error {
	c.report.Read++
	now := c.Now()
	for i := range l.Entries {
		l.Entries[i].Source, l.Entries[i].Title, l.Entries[i].Time = "", "", "" // not news: only where it is listed
	}
	if _, err := c.Archive.Add(keep, l.Entries, now); err != nil {
		return err
	}
	return c.Archive.Cover(keep, t.Edition, t.Code, days, now)
}

// bySiblings reads an article of the section's day that is known: it names the others.
func (c *Crawl) bySiblings(ctx, keep context.Context, t *queue.Task) (bool, error) {
	p, err := c.Archive.PageOf(keep, *t)
	if p == nil || err != nil {
		return false, orFault(err, "no-known-article", "no article of the day is known to be there")
	}
	p.Validators = queue.Validators{} // its text may be the same: it is wanted for the list of its siblings
	if err := c.visit(ctx, keep, *p); err != nil {
		return false, err
	}
	left, err := c.Archive.Uncovered(keep, t.Edition, t.Code, t.Day, t.Day, c.began)
	if err != nil {
		return false, err
	}
	if len(left) > 0 {
		return false, &fetch.Fault{Kind: queue.NotAPage, Subject: "no-siblings", Detail: "its articles name no others"}
	}
	return true, nil
}

// orFault is an error of the archive, else a fault.
func orFault(err error, subject, detail string) error {
	if err != nil {
		return err
	}
	return &fetch.Fault{Kind: queue.NotAPage, Subject: subject, Detail: detail}
}

func parseDay(day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, site.Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}
