package health

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/told"
	"mingpao/scraper/fresh"
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
	Findings []Finding // what looks wrong

	lists    []queue.Source
	calendar map[string]string // days without a paper
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
	last, ok, err := a.Frontier().LastRun(ctx, "crawl", now)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, told.Errorf("nothing to check: %s has seen no crawl", a.Path())
	}
	c := &Check{End: last.Started, Last: last, sections: map[string]*section{}}
	if !last.Ended.IsZero() {
		c.End = last.Ended
	}
	c.lookAtRun(now, trouble.AttemptsAt(a.Path()))
	seen, err := a.Catalog().SamplesSince(ctx, c.End.AddDate(0, 0, -1-pastDays))
	if err != nil {
		return nil, err
	}
	c.sort(seen)
	for _, look := range []func(context.Context, *store.Archive, time.Time) error{c.lookAtLists, c.lookAtGaps,
		c.lookAtFailures, c.lookAtPictures} {
		if err := look(ctx, a, now); err != nil {
			return nil, err
		}
	}
	if c.calendar, err = a.Frontier().Calendar(ctx); err != nil {
		return nil, err
	}
	c.compare()
	c.lookForMarks(seen)
	accepted, err := a.Frontier().Accepted(ctx)
	if err != nil {
		return nil, err
	}
	c.lookForNotices(seen, accepted)
	return c, nil
}

// Finding is something that looks wrong: a key, and what its sentence names.
type Finding struct {
	Kind string
	Args []any
}

// In is a finding as a sentence.
func (f Finding) In(s words.Speech) string { return s.Finding(f.Kind, f.Args...) }

// Answer is a check for programs.
type Answer struct {
	Findings []Found      `json:"findings"`
	Troubles []Trouble    `json:"troubles"`
	Seal     *store.Claim `json:"seal"` // of the last day that was sealed; null: none was
}

// Found is a finding for programs.
type Found struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// JSON is the check for programs, with the troubles that crawls have told of.
func (c *Check) JSON(ctx context.Context, a *store.Archive) (Answer, error) {
	answer := Answer{Findings: []Found{}}
	for _, f := range c.Findings {
		answer.Findings = append(answer.Findings, Found{f.Kind, f.In(words.English)})
	}
	var err error
	if answer.Troubles, err = Troubles(ctx, a); err == nil {
		answer.Seal, err = SealOf(ctx, a)
	}
	return answer, err
}

// SealOf is an archive's latest seal; nil before the first.
func SealOf(ctx context.Context, a *store.Archive) (*store.Claim, error) {
	claims, err := a.Claims(ctx)
	if len(claims) == 0 || claims[0].Run != 0 {
		return nil, err
	}
	return &claims[0], err
}

func (c *Check) find(kind string, args ...any) { c.Findings = append(c.Findings, Finding{kind, args}) }

// lookAtRun finds that no crawl has ended lately, or well. Where crawls are tried and cannot write, that is said.
func (c *Check) lookAtRun(now time.Time, tried trouble.Attempts) {
	age := now.Sub(c.End)
	isHeld := now.Sub(tried.Last) < 24*time.Hour && len(tried.Troubles) > 0
	switch {
	case age > 24*time.Hour && isHeld:
		c.find("crawl-held", int(age.Hours()), tried.Troubles[len(tried.Troubles)-1].Line)
	case age > 24*time.Hour:
		c.find("crawl-old", int(age.Hours()))
	case c.Last.Ended.IsZero() && age > time.Hour:
		c.find("crawl-unended", age)
	case c.Last.Status == failed || c.Last.Status == refused:
		c.find("crawl-failed", c.Last.Status)
	}
}

// lookAtLists finds lists that fail or are not asked any more, one line a cause. An archive that has read no list
// knows nothing.
func (c *Check) lookAtLists(ctx context.Context, a *store.Archive, _ time.Time) (err error) {
	if c.lists, err = a.Frontier().Sources(ctx); err != nil {
		return err
	}
	answered := false
	dead, late, stale := grouped{}, words.Names{}, map[string]words.Names{}
	for _, s := range c.lists {
		answered = answered || c.End.Sub(s.Answered) < 24*time.Hour
		switch {
		case s.StandsIn() || s.Choice.IsOff:
		case fresh.StateOf(s, c.End) == fresh.Stale:
			stale[s.Shows] = append(stale[s.Shows], s.Key())
		case s.Failures > 0 && c.End.Sub(s.FailingSince) >= deadAfter:
			dead.add(words.Reason{Cause: s.Cause, Seen: s.Fault}, s.Key())
		case s.Failures == 0 && !s.Answered.IsZero() && c.End.Sub(s.Due) > lateAfter:
			late = append(late, s.Key())
		}
	}
	for _, why := range dead.sorted() {
		c.find("lists-unread", words.Names(slices.Sorted(maps.Keys(dead[why]))), why)
	}
	for _, day := range slices.Sorted(maps.Keys(stale)) {
		c.find("lists-stale", stale[day], day)
	}
	if len(late) > 0 {
		c.find("lists-late", late)
	}
	if !answered {
		c.find("no-list")
	}
	if c.Articles == 0 {
		c.find("no-article")
	}
	return nil
}

// grouped are the names of what was not read, by the reason.
type grouped map[words.Reason]map[string]bool

// add puts a name to those of the same cause. Where none was recorded, what was seen parts them.
func (g grouped) add(why words.Reason, name string) {
	for known := range g {
		if known.Cause == why.Cause && (why.Cause != queue.Cause{} || known.Seen == why.Seen) {
			why = known
		}
	}
	if g[why] == nil {
		g[why] = map[string]bool{}
	}
	g[why][name] = true
}

func (g grouped) sorted() []words.Reason {
	return slices.SortedFunc(maps.Keys(g), func(a, b words.Reason) int {
		return strings.Compare(words.English.Reason(a).Text, words.English.Reason(b).Text)
	})
}

func (c *Check) lookAtGaps(ctx context.Context, a *store.Archive, _ time.Time) error {
	gaps, err := a.Frontier().OpenGaps(ctx, queue.Want{})
	for _, edition := range slices.Sorted(maps.Keys(gaps)) {
		c.gaps += len(gaps[edition])
		c.find("days-missing", len(gaps[edition]), edition, strings.Join(gaps[edition], ", "))
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
	pages := grouped{}
	for _, f := range failures {
		if f.Outcome != "failed" {
			continue
		}
		c.Failed++
		pages.add(words.Reason{Cause: f.Cause, Seen: f.Detail}, f.URL)
	}
	told := map[queue.Cause]bool{}
	for _, why := range pages.sorted() {
		n := len(pages[why])
		if why.Cause == unknownDesign || n >= 5 && n*10 > looks {
			c.find("pages-unread", n, why)
			told[why.Cause] = true
		}
	}
	return c.lookAtLasting(ctx, a, told)
}

// lookAtLasting finds pages that crawls have told of for hours: be they few, as of a section that is refused, they are
// not read.
func (c *Check) lookAtLasting(ctx context.Context, a *store.Archive, told map[queue.Cause]bool) error {
	troubles, err := a.Frontier().Troubles(ctx)
	lasts := map[queue.Cause]bool{}
	for _, t := range troubles {
		lasts[t.Cause] = t.Well.IsZero() && c.End.Sub(t.Since) >= deadAfter && !told[t.Cause]
	}
	if err != nil || !slices.Contains(slices.Collect(maps.Values(lasts)), true) {
		return err
	}
	waiting, err := a.Frontier().Queue(ctx, c.End)
	for _, w := range waiting {
		if lasts[w.Cause] {
			c.find("pages-unread", w.Due+w.Later, words.Reason{Cause: w.Cause, Seen: w.Reason})
		}
	}
	return err
}

// unknownDesign is told of from the first page on.
var unknownDesign = queue.Cause{Kind: queue.NotAPage, Subject: extract.UnknownDesign.Key()}
