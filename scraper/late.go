package scraper

import (
	"context"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fresh"
	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// isOverdue reports whether a list that has named nothing new through a whole usual pause has not been read whole
// since: a cache may answer 304 for ever.
func (c *Crawl) isOverdue(s queue.Source, now time.Time) bool {
	expected := fresh.Expected(s, c.calendar)
	return !expected.IsZero() && now.After(expected) && s.Whole.Before(expected)
}

// mayBeEmpty reports whether a list that names nothing is an answer: it never named anything, or all of that has left
// the days that the site's lists reach back.
func mayBeEmpty(s queue.Source, now time.Time) bool {
	return s.Entries == 0 || s.Shows != "" && now.Sub(parseDay(s.Shows)) >= fresh.Window
}

// noteNewest keeps the newest of what a list names. Misprints of the desk lie in the future.
func noteNewest(s *queue.Source, entries []queue.Listing, now time.Time) {
	for _, e := range entries {
		if day := site.Day(e.Ref.Date); day > s.Shows && day <= site.DayOf(now) {
			s.Shows = day
		}
		if at, ok := fresh.MadeAt(e.Ref.ID); ok && at.After(s.Newest) && !at.After(now) {
			s.Newest = at
		}
	}
}

// reaches is until when a list's word goes: its newest entry, or the time when it was made where that is known. The
// lists of instant news are asked for by the day, and are made when they are asked for.
func reaches(s queue.Source, l lists.List, made time.Time) time.Time {
	through := s.Through
	if s.Newest.After(through) {
		through = s.Newest
	}
	if l.Built.After(through) && !l.Built.After(made) {
		through = l.Built
	}
	if s.Kind == queue.KindListing && made.After(through) {
		through = made
	}
	return through
}

// learn works out once a day what a list usually does.
func (c *Crawl) learn(ctx context.Context, s *queue.Source, now time.Time) error {
	if site.DayOf(s.Learned) == site.DayOf(now) || s.StandsIn() {
		return nil
	}
	named, err := c.Archive.NamedBy(ctx, s.Key(), now.Add(-fresh.LookBack))
	if err != nil {
		return err
	}
	s.Learned = now
	if u, ok := fresh.Learn(s.Edition, named, c.calendar, now); ok {
		s.Usual = u
	}
	return nil
}

// lateDays are the days of the daily paper that a late list does not name, though they ought to be in it.
func (c *Crawl) lateDays(s queue.Source, now time.Time) (from, to string) {
	to = site.DayOf(now)
	today := s
	if today.Shows = site.AddDays(to, -1); fresh.Late(today, c.calendar, now).IsZero() {
		to = today.Shows
	}
	return site.AddDays(s.Shows, 1), to
}

// seekLate orders what a late list of the daily paper lacks: it may be named elsewhere.
func (c *Crawl) seekLate(ctx context.Context) error {
	if c.soughtLate {
		return nil
	}
	c.soughtLate = true
	now := c.Now()
	for _, s := range c.lists {
		if s.Edition != site.Daily || s.Code == allCode || s.Failures > 0 {
			continue
		}
		if late := c.late(*s); late.IsZero() || late.After(s.Answered) {
			continue
		}
		from, to := c.lateDays(*s, now)
		from = max(from, site.DayOf(now.AddDate(0, 0, -maxGap)))
		days, err := c.Archive.Uncovered(ctx, s.Edition, s.Code, from, to, c.began)
		if err != nil {
			return err
		}
		if len(days) == 0 {
			continue
		}
		if err := c.Archive.AddGap(ctx, s.Edition, s.Code, days, now); err != nil {
			return err
		}
	}
	return nil
}

// accountLate notes which lists name less than they usually do. One that has run dry may have nothing to say: that is
// told, and is no failure.
func (c *Crawl) accountLate(ctx context.Context) error {
	now := c.Now()
	notes := ledger{}
	for _, s := range c.lists {
		if s.StandsIn() || s.Failures > 0 || s.Answered.IsZero() {
			continue
		}
		if err := c.noteLate(ctx, s, now); err != nil {
			return err
		}
		switch why := c.whyLate(s); fresh.StateOf(*s, now) {
		case fresh.Stale:
			e := c.unread.of(grounds{why, s.Shows})
			e.Lists = append(e.Lists, s.Key())
		case fresh.Dry:
			e := notes.of(grounds{queue.Cause{Kind: queue.Dry, Subject: s.Key()}, s.Shows})
			e.Lists = append(e.Lists, s.Key())
		}
	}
	c.report.Notes = notes.sorted()
	return nil
}

// late is since when a list is late, as far as it has been read: what it may have named since, nobody knows. It is a
// time to come where its edition may pause: at New Year it does for days.
func (c *Crawl) late(s queue.Source) time.Time {
	late := fresh.Late(s, c.calendar, s.Answered)
	if !late.IsZero() && c.mayPause(s, late) {
		return late.Add(fresh.Window)
	}
	return late
}

// mayPause reports whether nothing tells a late list from one that has nothing to say: no list of its edition has
// brought anything since it is followed, and no cache gave what was made before.
func (c *Crawl) mayPause(s queue.Source, late time.Time) bool {
	if made, isOld := c.cached[s.Key()]; isOld && made.Before(late) {
		return false
	}
	return !slices.ContainsFunc(c.lists, func(o *queue.Source) bool { return o.Edition == s.Edition && fresh.IsAlive(*o) })
}

// noteLate keeps since when a list is late. Days of which somebody saw that they brought nothing make none late; what
// is late already is so until something new comes.
func (c *Crawl) noteLate(ctx context.Context, s *queue.Source, now time.Time) error {
	late := c.late(*s)
	if late.IsZero() == s.Late.IsZero() && !s.Late.After(now) {
		return nil
	}
	if s.Edition == site.Daily && s.Code != allCode && !late.IsZero() {
		from, to := c.lateDays(*s, now)
		silent, err := c.Archive.IsSilent(ctx, s.Edition, s.Code, from, to, c.began)
		if err != nil || silent {
			return err
		}
	}
	s.Late = late
	return c.Archive.SaveSource(ctx, *s)
}

// whyLate is what is late: the list, or the whole edition where no list of it names anything newer.
func (c *Crawl) whyLate(one *queue.Source) queue.Cause {
	for _, s := range c.lists {
		if s.Edition == one.Edition && s != one && s.Shows > one.Shows {
			return queue.Cause{Kind: queue.Stale, Subject: one.Key()}
		}
	}
	if len(c.Want.Sections) > 0 {
		return queue.Cause{Kind: queue.Stale, Subject: one.Key()}
	}
	return queue.Cause{Kind: queue.Stale, Subject: one.Edition}
}
