package scraper

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/fresh"
	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// nextList is the list that has been due for longest, nil where none is. What fails in a row is left alone for the
// rest of the run, kind by kind.
func (c *Crawl) nextList(now time.Time) *queue.Source {
	var next *queue.Source
	for _, s := range c.lists {
		if c.asked[s.Key()] || c.kindFaults[kindOf(s)] >= maxRow || !c.isDue(s, now) || c.hosts.gate(site.NewsHost) != nil {
			continue
		}
		if next == nil || s.Due.Before(next.Due) {
			next = s
		}
	}
	return next
}

// kindOf names the lists that fail together: an edition's feeds, its lists.
func kindOf(s *queue.Source) string { return s.Kind + " " + s.Edition }

// readList reads one list and settles its account. A fault is settled, too; an error is the archive's.
func (c *Crawl) readList(ctx, keep context.Context, s *queue.Source) error {
	now := c.Now()
	c.asked[s.Key()] = true
	before := *s
	address := AddressOf(*s, now)
	if s.URL != address || now.Sub(s.Whole) >= wholeAfter || c.isOverdue(*s, now) {
		s.Validators = queue.Validators{}
	}
	s.URL, s.Asked = address, now
	c.report.Tried++
	answer, fault, err := c.fetch(ctx, address, s.Validators)
	if err != nil {
		return err
	}
	if fault != nil {
		return c.listFailed(keep, s, before, fault)
	}
	made := answer.Made()
	if now.Sub(made) > everyRun {
		c.cached[s.Key()] = made
	}
	if answer.NotModified() {
		s.Through = reaches(*s, lists.List{}, made)
		return c.listAnswered(keep, s, 0)
	}
	found, err := reader(s.Kind)(s.Key(), answer.Body)
	if len(found.Parts) > 0 {
		found, err = c.readParts(ctx, s.Key(), found)
	}
	if err != nil && !(errors.Is(err, lists.ErrEmpty) && mayBeEmpty(*s, now)) {
		return c.listFailed(keep, s, before, listFault(answer, err))
	}
	alone, err := c.takeList(keep, s, found, now)
	if err != nil {
		return err
	}
	if found.Cut {
		return c.listFailed(keep, s, before, cutOff(answer))
	}
	s.Validators, s.Whole, s.Entries, s.Note = answer.Validators, now, len(found.Entries), found.Odd
	s.Through = reaches(*s, found, made)
	if s.Followed.IsZero() {
		s.Followed = now
	}
	if err := c.learn(keep, s, now); err != nil {
		return err
	}
	return c.listAnswered(keep, s, alone)
}

func reader(kind string) func(string, []byte) (lists.List, error) {
	switch kind {
	case queue.KindListing:
		return lists.Listing
	case queue.KindSitemap:
		return lists.Sitemap
	}
	return lists.Feed
}

// listFault is the fault of an answer that is no list: one from elsewhere, or one that is not understood.
func listFault(a *fetch.Answer, err error) *fetch.Fault {
	var ofPart *fetch.Fault
	if errors.As(err, &ofPart) {
		return ofPart
	}
	f := &fetch.Fault{Kind: queue.NotAPage, Host: site.HostOf(a.URL), Detail: err.Error(), Answer: a}
	var ofList *lists.Fault
	if errors.As(err, &ofList) {
		f.Subject = ofList.Subject
	}
	to, toErr := url.Parse(a.URL)
	from, fromErr := url.Parse(a.Requested)
	if toErr == nil && fromErr == nil && (to.Host != from.Host || to.Path != from.Path) {
		f.Subject, f.Detail = "led-away", "redirected to the page "+to.Path
	}
	return f
}

// cutOff is the fault of a list whose end is missing.
func cutOff(a *fetch.Answer) *fetch.Fault {
	return &fetch.Fault{Kind: queue.NotAPage, Subject: extract.CutOff.Key(), Host: site.HostOf(a.URL), Detail: "cut off",
		Answer: a}
}

// takeList queues what a list names, looks for what is missing in it, and returns how many articles it alone has
// named in time.
func (c *Crawl) takeList(ctx context.Context, s *queue.Source, l lists.List, now time.Time) (alone int, err error) {
	wanted := slices.DeleteFunc(slices.Clone(l.Entries), func(e queue.Listing) bool { return !c.Want.Holds(e.Ref) })
	added, err := c.Archive.Add(ctx, wanted, now)
	if err != nil {
		return 0, err
	}
	if added.Distrust {
		l.Odd = "it says something else of most articles: that is not believed"
	}
	if !l.Cut { // an entry that is not in it may have come after the cut
		if _, err := c.Archive.Vanished(ctx, s.Key(), wanted, now); err != nil {
			return 0, err
		}
	}
	alone = inTimeOnly(s, added.New)
	if len(added.New) > 0 {
		s.News = now
	}
	if alone > 0 && s.Code != allCode {
		s.Alone = now
	}
	for _, e := range l.Entries {
		c.meetAt(e.Ref)
	}
	c.horizon = ""
	s.Reach = reachOf(l.Entries, now)
	noteNewest(s, l.Entries, now)
	c.Log.Info("list read", "url", s.URL, "articles", len(l.Entries), "new", len(added.New))
	return alone, c.findGap(ctx, *s, l, now)
}

// inTimeOnly counts the articles that nothing else had named and that are younger than the source's answer before.
func inTimeOnly(s *queue.Source, found []site.Ref) (n int) {
	if s.Answered.IsZero() {
		return 0
	}
	for _, r := range found {
		if at, ok := fresh.MadeAt(r.ID); ok && at.After(s.Answered.Add(-time.Hour)) {
			n++
		}
	}
	return n
}

// reachOf is the oldest issue that a list names, as 2025-12-03. Issues after tomorrow are misprints.
func reachOf(entries []queue.Listing, now time.Time) (oldest string) {
	for _, e := range entries {
		if day := site.Day(e.Ref.Date); day <= site.DayOf(now.AddDate(0, 0, 1)) && (oldest == "" || day < oldest) {
			oldest = day
		}
	}
	return oldest
}

func (c *Crawl) listAnswered(ctx context.Context, s *queue.Source, alone int) error {
	now := c.Now()
	c.report.Read++
	c.kindFaults[kindOf(s)] = 0
	wasFailing := s.Failures > 0
	s.Failures, s.FailingSince, s.Answered = 0, time.Time{}, now
	s.Cause, s.Fault = queue.Cause{}, ""
	rest(s, alone, now)
	if wasFailing {
		c.wakeKind(s, now)
	}
	if err := c.coverList(ctx, *s, now); err != nil {
		return err
	}
	if err := c.hosts.answered(ctx, site.NewsHost); err != nil {
		return err
	}
	return c.Archive.SaveSource(ctx, *s)
}

// listFailed settles a list that could not be read. What was known of it stays, its validators above all.
func (c *Crawl) listFailed(ctx context.Context, s *queue.Source, before queue.Source, f *fetch.Fault) error {
	now := c.Now()
	if f.Kind == queue.Interrupted || f.Kind == queue.Held {
		*s = before
		delete(c.asked, s.Key())
		return nil
	}
	asked := s.Asked
	*s = before
	s.Asked, s.Cause, s.Fault = asked, f.Cause(), f.Detail
	s.Failures++
	if s.FailingSince.IsZero() {
		s.FailingSince = now
	}
	if err := c.keepUnused(ctx, s.Key(), f); err != nil {
		return err
	}
	restFailing(s, now)
	c.kindFaults[kindOf(s)]++
	c.Log.Info("list not read", "url", AddressOf(*s, now), "reason", f.Error())
	if concernsHost(f) {
		if err := c.hosts.failed(ctx, f); err != nil {
			return err
		}
	}
	return c.Archive.SaveSource(ctx, *s)
}

// concernsHost reports whether a list's fault is the host's: it cannot be reached, or asks for a pause. What it answers
// otherwise concerns lists of that kind.
func concernsHost(f *fetch.Fault) bool {
	return f.Kind == queue.Unreachable || f.Kind == queue.TooSlow || f.RetryAfter > 0 ||
		f.Status == http.StatusTooManyRequests
}
