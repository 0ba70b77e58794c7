package health

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Check is what an examination of an archive found.
type Check struct {
	End      time.Time // of the last crawl
	Articles int       // that were first seen in the day up to it
	Failed   int       // attempts in that day that gave no article
	Last     frontier.Run
	Findings []string // what looks wrong, one line each
	Said     []Saying // the same, for who says it in another language

	lists    []queue.Source
	sections map[string]*section
	gaps     int
}

const (
	// pastDays is how far the comparison goes back.
	pastDays = 14
	// The statuses of a crawl that has read nothing.
	failed, refused = 1, 6
	// deadAfter is how long a list may fail before it is called dead; shorter trouble is the crawl's to tell.
	deadAfter = 3 * time.Hour
)

// Examine looks at the day up to the last crawl and at the days before it.
func Examine(ctx context.Context, a *store.Archive, now time.Time) (*Check, error) {
	last, ok, err := a.Frontier().LastRun(ctx, "crawl")
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("nothing to check: %s has seen no crawl", a.Path())
	}
	c := &Check{End: last.Started, Last: last, sections: map[string]*section{}}
	if !last.Ended.IsZero() {
		c.End = last.Ended
	}
	c.lookAtRun(now)
	seen, err := a.Catalog().SamplesSince(ctx, c.End.AddDate(0, 0, -1-pastDays))
	if err != nil {
		return nil, err
	}
	c.sort(seen)
	for _, look := range []func(context.Context, *store.Archive, time.Time) error{c.lookAtLists, c.lookAtGaps,
		c.lookAtFailures} {
		if err := look(ctx, a, now); err != nil {
			return nil, err
		}
	}
	c.compare()
	accepted, err := a.Frontier().Accepted(ctx)
	if err != nil {
		return nil, err
	}
	c.lookForNotices(seen, accepted)
	return c, nil
}

// Saying is a sentence and what is put into it.
type Saying struct {
	Format string
	Args   []any
}

func (c *Check) find(format string, args ...any) {
	c.Findings = append(c.Findings, fmt.Sprintf(format, args...))
	c.Said = append(c.Said, Saying{format, args})
}

func (c *Check) lookAtRun(now time.Time) {
	switch age := now.Sub(c.End); {
	case age > 24*time.Hour:
		c.find("the last crawl ended %d hours ago: is cron running?", int(age.Hours()))
	case c.Last.Ended.IsZero() && age > time.Hour:
		c.find("the last crawl began %s ago and never ended", Span(age))
	case c.Last.Status == failed || c.Last.Status == refused:
		c.find("the last crawl ended with status %d", c.Last.Status)
	}
}

// lookAtLists finds lists that fail or are not asked any more, one line a cause. An archive that has read no list
// knows nothing.
func (c *Check) lookAtLists(ctx context.Context, a *store.Archive, _ time.Time) (err error) {
	if c.lists, err = a.Frontier().Sources(ctx); err != nil {
		return err
	}
	answered := false
	dead, late := map[string][]string{}, []string{}
	for _, s := range c.lists {
		answered = answered || c.End.Sub(s.Answered) < 24*time.Hour
		switch {
		case s.StandsIn():
		case s.Failures > 0 && c.End.Sub(s.FailingSince) >= deadAfter:
			dead[s.Fault] = append(dead[s.Fault], s.Key())
		case s.Failures == 0 && !s.Answered.IsZero() && c.End.Sub(s.Due) > lateAfter:
			late = append(late, s.Key())
		}
	}
	for _, why := range slices.Sorted(maps.Keys(dead)) {
		c.find("%s not read: %s", named(dead[why]), why)
	}
	if len(late) > 0 {
		c.find("%s not asked since they were due", named(late))
	}
	if !answered {
		c.find("no list was read in the day up to the last crawl")
	}
	if c.Articles == 0 {
		c.find("no article was new in the day up to the last crawl")
	}
	return nil
}

// named lists a few things by their names, and counts many.
func named(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%d lists (%s …)", len(names), names[0])
}

func (c *Check) lookAtGaps(ctx context.Context, a *store.Archive, now time.Time) error {
	gaps, err := a.Frontier().OpenGaps(ctx, queue.Want{}, now)
	for _, edition := range slices.Sorted(maps.Keys(gaps)) {
		c.gaps += len(gaps[edition])
		c.find("%d days of %s not covered: %s", len(gaps[edition]), edition, strings.Join(gaps[edition], ", "))
	}
	return err
}

// lookAtFailures finds what pages could not be read for, in the day up to the last crawl.
func (c *Check) lookAtFailures(ctx context.Context, a *store.Archive, _ time.Time) error {
	since := c.End.AddDate(0, 0, -1)
	failures, err := a.Frontier().FailedSince(ctx, since)
	if err != nil {
		return err
	}
	looks, err := a.Catalog().SightingsSince(ctx, since)
	if err != nil {
		return err
	}
	pages := map[string]map[string]bool{}
	for _, f := range failures {
		if f.Outcome != "failed" {
			continue
		}
		c.Failed++
		reason := known(f.Detail)
		if pages[reason] == nil {
			pages[reason] = map[string]bool{}
		}
		pages[reason][f.URL] = true
	}
	for _, reason := range slices.Sorted(maps.Keys(pages)) {
		n := len(pages[reason])
		if reason == unknownDesign || n >= 5 && n*10 > looks {
			c.find("%d pages not read: %s", n, reason)
		}
	}
	return nil
}

const unknownDesign = "unknown page design"

// known is what many details have in common.
func known(detail string) string {
	for _, reason := range []string{unknownDesign, "empty page", "broken markup"} {
		if strings.Contains(detail, reason) {
			return reason
		}
	}
	return detail
}
