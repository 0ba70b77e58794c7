package scraper

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fresh"
	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// maxGap is the number of days of a gap that become an order: longer gaps are fetched with --from and --to.
const maxGap = 60

// coverList notes which days a list covers, now that it has been read: all after the oldest issue in it up to the
// newest, or to when it was made, and the oldest too where the list goes on from what it said before.
func (c *Crawl) coverList(ctx context.Context, s queue.Source, now time.Time) error {
	if s.Code == allCode || s.Reach == "" {
		return nil
	}
	from, to := s.Reach, min(max(s.Shows, site.DayOf(s.Through)), site.DayOf(now))
	if c.broken[s.Key()] {
		from = site.AddDays(from, 1)
	}
	if made, isOld := c.cached[s.Key()]; isOld {
		now = made
	}
	return c.Archive.Cover(ctx, s.Edition, s.Code, daysFrom(from, to), now)
}

// findGap orders the days that a list no longer reaches back to, though nothing has covered them.
func (c *Crawl) findGap(ctx context.Context, s queue.Source, l lists.List, now time.Time) error {
	delete(c.broken, s.Key())
	if s.Code == allCode || s.Reach == "" {
		return nil
	}
	if s.Answered.IsZero() {
		c.broken[s.Key()] = true
		return nil
	}
	from, to, found := gapOf(s, l, now)
	if !found {
		return nil
	}
	c.broken[s.Key()] = true
	from = max(from, site.DayOf(now.AddDate(0, 0, -maxGap)))
	days, err := c.Archive.Uncovered(ctx, s.Edition, s.Code, from, to, c.began)
	if err != nil || len(days) == 0 {
		return err
	}
	return c.Archive.AddGap(ctx, s.Edition, s.Code, days, now)
}

// gapOf are the days between a list's answer before and the oldest that it names now. That one may be there in part.
func gapOf(s queue.Source, l lists.List, now time.Time) (from, to string, found bool) {
	last := s.Answered
	if !s.Late.IsZero() {
		last = s.Through // what it said since was old
	}
	from, to = site.DayOf(last), s.Reach
	if s.Edition == site.Instant {
		return from, to, oldestTime(l.Entries, now).After(last)
	}
	if to == site.DayOf(now) {
		to = site.AddDays(to, -1) // the paper of today alone: it is whole
	}
	return from, to, s.Reach > from && to >= from
}

// oldestTime returns the time at which the oldest article of a list was made, by its identity.
func oldestTime(entries []queue.Listing, now time.Time) (oldest time.Time) {
	for _, e := range entries {
		if at, ok := fresh.MadeAt(e.Ref.ID); ok && !at.After(now) && (oldest.IsZero() || at.Before(oldest)) {
			oldest = at
		}
	}
	return oldest
}

// daysFrom lists the days from one to another, the newest first, at most those that a gap may have.
func daysFrom(from, to string) (days []string) {
	for day := to; day >= from && len(days) < maxGap; day = site.AddDays(day, -1) {
		days = append(days, day)
	}
	return days
}
