package scraper

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// What may end a crawl early. All that was finished is kept.
var (
	ErrRefused     = errors.New("the site refuses us; it was left alone, and the next run goes on where it may")
	ErrInterrupted = errors.New("interrupted")
	ErrUnreachable = errors.New("the site cannot be reached; the next run goes on")
)

// Crawl brings an archive up to date.
type Crawl struct {
	Fetcher *Fetcher
	Archive Archive
	Log     *slog.Logger
	Now     func() time.Time

	Want     Want
	Refs     []site.Ref    // fetch just these, now
	Follow   bool          // queue the siblings of what is fetched
	MaxPages int           // 0: no limit
	MaxTime  time.Duration // 0: no limit
	Progress func(done, due int)

	counts  Counts
	horizon string // siblings of an older issue are left alone
	held    bool   // a host has asked for a long wait
}

// Counts is what a crawl did with pages. Excerpts are counted among the new, changed or unchanged, too.
type Counts struct {
	New, Changed, Unchanged, Gone, Excerpt, Failed, Refused int
}

// Run discovers and fetches until nothing is due. The counts are right whatever the error.
func (c *Crawl) Run(ctx context.Context) (Counts, error) {
	began := c.Now()
	if len(c.Refs) > 0 {
		refs, err := c.Archive.Require(c.Refs)
		if err != nil {
			return c.counts, err
		}
		for _, r := range refs {
			c.Want.IDs = append(c.Want.IDs, r.ID)
		}
	} else if err := c.discover(ctx); err != nil {
		return c.counts, err
	}
	horizon, err := c.findHorizon()
	if err != nil {
		return c.counts, err
	}
	c.horizon = horizon
	return c.counts, c.fetchAll(ctx, began)
}

func (c *Crawl) fetchAll(ctx context.Context, began time.Time) error {
	refusals, faults := 0, 0
	for done := 0; c.MaxPages == 0 || done < c.MaxPages; done++ {
		if ctx.Err() != nil {
			return ErrInterrupted
		}
		if c.MaxTime > 0 && c.Now().Sub(began) >= c.MaxTime {
			return nil
		}
		page, err := c.next(ctx)
		switch {
		case err != nil:
			return err
		case page == nil && c.held:
			return ErrRefused
		case page == nil:
			return nil
		}
		fault, err := c.visit(ctx, *page)
		if err != nil {
			return err
		}
		refusals, faults = count(refusals, fault, Refused), count(faults, fault, Unreachable, TooSlow, ServerError)
		switch {
		case fault != nil && fault.Kind == Interrupted:
			return ErrInterrupted
		case refusals >= maxRefusals:
			return ErrRefused
		case faults >= maxRefusals:
			return ErrUnreachable
		}
		c.report(done + 1)
	}
	return nil
}

// count counts faults of some kinds in a row.
func count(n int, f *Fault, kinds ...FaultKind) int {
	if f != nil && slices.Contains(kinds, f.Kind) {
		return n + 1
	}
	return 0
}

func (c *Crawl) report(done int) {
	if c.Progress == nil {
		return
	}
	if due, err := c.Archive.Due(c.Want); err == nil {
		c.Progress(done, due)
	}
}

// shortWait is how long a run waits for a host rather than end.
const shortWait = 2 * time.Minute

// next is a page to fetch, nil where nothing is left. A host that has asked to be left alone is passed over; where only such
// hosts have pages due, a short wait is waited and a long one ends the run.
func (c *Crawl) next(ctx context.Context) (*Page, error) {
	for {
		skip, soonest, err := c.waiting()
		if err != nil {
			return nil, err
		}
		page, err := c.Archive.Next(c.Want, skip)
		if page != nil || err != nil || len(skip) == 0 {
			return page, err
		}
		if held, err := c.Archive.Next(c.Want, nil); held == nil || err != nil {
			return nil, err
		}
		wait := soonest.Sub(c.Now())
		if wait > shortWait {
			return nil, ErrRefused
		}
		if sleep(ctx, wait) != nil {
			return nil, ErrInterrupted
		}
	}
}

// waiting lists the editions of hosts that have asked to be left alone, and when the first of them may be asked again.
func (c *Crawl) waiting() (skip []string, soonest time.Time, err error) {
	for _, host := range site.Hosts {
		until, err := c.Archive.Waiting(host)
		if err != nil {
			return nil, time.Time{}, err
		}
		if !until.After(c.Now()) {
			continue
		}
		skip = append(skip, site.EditionsOn(host)...)
		if soonest.IsZero() || until.Before(soonest) {
			soonest = until
		}
	}
	return skip, soonest, nil
}

// visit fetches one page and settles what became of it. The fault, if any, is settled, too; an error is the archive's.
func (c *Crawl) visit(ctx context.Context, p Page) (*Fault, error) {
	answer, err := c.Fetcher.Fetch(p.URL, p.Validators)
	if err != nil {
		return c.fail(p, asFault(err))
	}
	if answer.NotModified() {
		c.counts.Unchanged++
		return nil, c.Archive.Unchanged(p, visitAfter(p.Ref.Edition, time.Time{}, p.FirstSeen, c.Now()))
	}
	article, fault := judge(ctx, p, answer)
	if fault != nil {
		fault.Host = hostOf(answer.URL)
		return c.fail(p, fault)
	}
	// The siblings first: a page that is saved must not have to be fetched again for them.
	if err := c.addSiblings(answer.Body); err != nil {
		return nil, err
	}
	outcome, err := c.Archive.Save(p, article, answer, nextVisit(article, p.FirstSeen, c.Now()))
	if err != nil {
		return nil, err
	}
	c.tally(outcome, article)
	c.Log.Info("page", "outcome", string(outcome), "url", article.URL, "title", article.Title)
	return nil, nil
}

func (c *Crawl) tally(o Outcome, a *extract.Article) {
	switch o {
	case New:
		c.counts.New++
	case Changed:
		c.counts.Changed++
	default:
		c.counts.Unchanged++
	}
	if a.Access == extract.Excerpt {
		c.counts.Excerpt++
	}
}

// fail settles a page that gave no article.
func (c *Crawl) fail(p Page, f *Fault) (*Fault, error) {
	switch f.Kind {
	case Interrupted:
		return f, nil // the page was not asked for: it is still due
	case Gone:
		c.counts.Gone++
		c.Log.Info("page", "outcome", "gone", "url", p.URL, "reason", f.Error())
		return f, c.Archive.Gone(p, f.Error(), c.goneAgain(p))
	}
	if err := c.heed(f); err != error(f) {
		return nil, err
	}
	refused := f.Kind == Refused
	if refused {
		c.counts.Refused++
	} else {
		c.counts.Failed++
	}
	c.Log.Warn("page not read", "url", p.URL, "reason", f.Error())
	return f, c.Archive.Fail(p, refused, f.Error(), nextTry(p, f, c.Now()))
}

// goneAgain looks daily, for some days, at a page that is gone: some come back.
func (c *Crawl) goneAgain(p Page) time.Time {
	if c.Now().Sub(p.FirstSeen) > settled {
		return time.Time{}
	}
	return c.Now().Add(24 * time.Hour)
}

// heed remembers what a host has asked for, across runs, and returns the fault again.
func (c *Crawl) heed(f *Fault) error {
	wait := f.RetryAfter
	if wait == 0 && (f.Status == 429 || f.Status == 503) {
		wait = time.Minute
	}
	c.held = c.held || wait > shortWait
	if wait > 0 && f.Host != "" {
		if err := c.Archive.Wait(f.Host, c.Now().Add(wait)); err != nil {
			return err
		}
	}
	return f
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
