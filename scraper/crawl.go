package scraper

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/fresh"
	"mingpao/store/queue"
)

// Crawl brings an archive up to date. One value does one run.
type Crawl struct {
	Config  fetch.Config
	Archive Archive
	Log     *slog.Logger
	Now     func() time.Time

	Want     queue.Want
	Refs     []site.Ref    // fetch just these, now
	Order    int64         // work on this order of past days only
	Recheck  bool          // fetch what is due of Want, without reading lists
	Pictures bool          // of articles are wanted, those of the last days included
	Follow   bool          // queue the siblings of what is fetched
	MaxPages int           // 0: no limit
	MaxTime  time.Duration // 0: no limit
	Progress func(done, due int)

	fetcher    *fetch.Fetcher
	hosts      *hostBook
	known      []queue.Source // the accounts of all lists
	lists      []*queue.Source
	asked      map[string]bool       // lists that were asked in this run, by key
	kindFaults map[string]int        // failures of a kind of list in a row
	broken     map[string]bool       // lists that do not go on from what they said before
	cached     map[string]time.Time  // when the answers were made that caches gave for lists
	calendar   fresh.Calendar        // days without a paper
	soughtLate bool                  // what late lists lack was ordered
	met        map[site.Section]bool // sections that pages and lists name and no list covers
	dayPages   queue.Source          // the account of all day pages together
	search     queue.Source          // and of the site's search
	began      time.Time
	started    time.Time // the same, by the machine's clock
	pages      int       // looked at
	horizon    string    // siblings of an older issue are left alone; "" while it is not known
	listTurn   bool
	orderTurn  bool
	isWished   bool // for pictures of articles that are read already
	unread     ledger
	report     Report
}

// Counts are the pages of a crawl by outcome. Excerpts are counted among the new, changed or unchanged, too.
type Counts struct {
	New, Changed, Unchanged, Gone, Excerpt, Failed, Refused int
}

// Run reads what is due: lists, then pages, then pictures and past days that were ordered. The report is right whatever
// the error, which is the archive's.
func (c *Crawl) Run(parent context.Context) (Report, error) {
	ctx, cancel := c.limited(parent)
	defer cancel()
	// What has been read is kept though the run is to end.
	keep := context.WithoutCancel(ctx)
	err := c.begin(keep)
	if err == nil {
		err = c.work(ctx, keep)
	}
	if c.fetcher != nil {
		c.report.ClockIsRight, c.report.ClockDoubt = c.fetcher.Clock()
		c.fetcher.Close()
	}
	c.report.Interrupted = parent.Err() != nil
	c.report.IsWhole = !c.isNarrow() && len(c.Want.Sections) == 0 && !c.report.Interrupted
	if err == nil {
		err = c.account(keep, ctx.Err() != nil)
	}
	c.report.Causes = c.unread.sorted()
	return c.report, err
}

func (c *Crawl) limited(parent context.Context) (context.Context, context.CancelFunc) {
	if c.MaxTime > 0 {
		return context.WithTimeout(parent, c.MaxTime)
	}
	return context.WithCancel(parent)
}

// begin loads what the archive knows of lists and hosts.
func (c *Crawl) begin(keep context.Context) error {
	c.began, c.started, c.unread = c.Now(), time.Now(), ledger{}
	c.asked, c.kindFaults, c.broken = map[string]bool{}, map[string]int{}, map[string]bool{}
	c.cached, c.met = map[string]time.Time{}, map[site.Section]bool{}
	if err := c.open(keep); err != nil {
		return err
	}
	known, err := c.Archive.Sources(keep)
	if err != nil {
		return err
	}
	c.known = known
	c.dayPages = accountOf(known, queue.Source{Kind: queue.KindDay, Code: allCode})
	c.search = accountOf(known, queue.Source{Kind: queue.KindSearch, Code: allCode})
	if len(c.Refs) > 0 {
		refs, err := c.Archive.Require(keep, c.Refs, c.began)
		for _, r := range refs {
			c.Want.IDs = append(c.Want.IDs, r.ID)
		}
		return cmp.Or(err, c.wish(keep))
	}
	if c.isNarrow() {
		return c.wish(keep)
	}
	c.lists = c.sources(known)
	noted, err := c.Archive.Calendar(keep)
	c.calendar = fresh.Calendar{}
	for day := range noted {
		c.calendar[day] = true
	}
	return err
}

// open makes what fetches, once.
func (c *Crawl) open(keep context.Context) (err error) {
	if c.fetcher != nil {
		return nil
	}
	if c.hosts, err = newHostBook(keep, c.Archive, c.Now); err != nil {
		return err
	}
	c.Config.Gate, c.Config.Traffic, c.Config.Robots, c.Config.Now = c.hosts.gate, c.Archive, c.Archive, c.Now
	c.fetcher = fetch.New(c.Config)
	c.hosts.spent = c.fetcher.Spent
	return nil
}

// CheckClock has hosts say, before a run, whether this machine's clock is right: false is that none said so. The error
// is a *fetch.WrongClock, or one of the archive. A run without it checks the clock by its first answers.
func (c *Crawl) CheckClock(ctx context.Context) (bool, error) {
	if err := c.open(ctx); err != nil {
		return false, err
	}
	err := c.fetcher.CheckClock(ctx)
	isRight, _ := c.fetcher.Clock()
	return isRight, err
}

// isNarrow reports whether the run reads no lists, because its articles were named.
func (c *Crawl) isNarrow() bool { return len(c.Refs) > 0 || c.Order != 0 || c.Recheck }

func (c *Crawl) work(ctx, keep context.Context) error {
	for ctx.Err() == nil && !c.isFull() {
		did, err := c.step(ctx, keep)
		if err != nil {
			return err
		}
		if !did && !c.waitForHost(ctx, keep) {
			return nil
		}
		c.tell(keep)
	}
	return nil
}

func (c *Crawl) isFull() bool { return c.MaxPages > 0 && c.pages >= c.MaxPages }

// step does the next thing: a list, a page, a picture, or a day of an order. Lists come first, for a third of the time:
// after that they and the pages take turns, so that neither starves where a host wants long pauses.
func (c *Crawl) step(ctx, keep context.Context) (did bool, err error) {
	s := c.nextList(c.Now())
	if s != nil && (c.listsFirst() || c.listTurn) {
		c.listTurn = false
		return true, c.readList(ctx, keep, s)
	}
	c.listTurn = true
	page, err := c.Archive.Next(keep, c.Want, c.hosts.skipped(), c.Now())
	switch {
	case err != nil:
		return false, err
	case page != nil:
		return true, c.visit(ctx, keep, *page)
	case s != nil:
		return true, c.readList(ctx, keep, s)
	}
	if err := c.seekLate(keep); err != nil {
		return false, err
	}
	return c.workOnRest(ctx, keep)
}

// workOnRest fetches a picture, or goes on with an order: they take turns, so that neither starves.
func (c *Crawl) workOnRest(ctx, keep context.Context) (did bool, err error) {
	turns := []func(ctx, keep context.Context) (bool, error){c.visitPicture, c.workOnOrder}
	if c.orderTurn {
		slices.Reverse(turns)
	}
	c.orderTurn = !c.orderTurn
	for _, work := range turns {
		if did, err = work(ctx, keep); did || err != nil {
			break
		}
	}
	return did, err
}

// listShare of the time of a run goes to lists before pages take turns with them; without a limit a third of a
// quarter of an hour.
const (
	listShare     = 3
	usualListTime = 5 * time.Minute
)

func (c *Crawl) listsFirst() bool {
	share := usualListTime
	if c.MaxTime > 0 {
		share = c.MaxTime / listShare
	}
	return time.Since(c.started) < share
}

// waitForHost waits for a host that has asked for a short pause, where only its pages are due. It reports whether to
// go on.
func (c *Crawl) waitForHost(ctx, keep context.Context) bool {
	at := c.hosts.soonest()
	if at.IsZero() {
		return false
	}
	if held, err := c.Archive.Next(keep, c.Want, nil, c.Now()); held == nil || err != nil {
		return false
	}
	wait := at.Sub(c.Now())
	return wait <= shortWait && fetch.Sleep(ctx, wait) == nil && !at.After(c.Now())
}

func (c *Crawl) tell(ctx context.Context) {
	if c.Progress == nil {
		return
	}
	due, err := c.Archive.Due(ctx, c.Want, c.Now())
	if err != nil {
		return // the next step meets it, too
	}
	total, _, _ := c.Archive.DuePictures(ctx, c.Now())
	for _, g := range due {
		total += g.Pages
	}
	c.Progress(c.pages, total)
}
