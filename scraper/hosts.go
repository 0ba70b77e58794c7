package scraper

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

const (
	// maxRow is the number of faults in a row after which a run leaves a host alone: it is the host then, not the page.
	maxRow = 5
	// shortWait is how long a run waits for a host rather than go on without it.
	shortWait = 2 * time.Minute
	// dayBudget is what a host is asked in a day: half of what the pace would allow.
	dayBudget = 20_000
	// orderBudget of it may go to past days.
	orderBudget = dayBudget * 3 / 4
)

// hostBook keeps the state of the hosts, loaded from the archive and written back. A host that failed in a
// row is asked once in a run, until it answers.
type hostBook struct {
	archive Archive
	now     func() time.Time
	spent   func(host string) int
	known   map[string]*queue.Host
	closed  map[string]bool           // hosts that are not asked any more in this run
	missing map[string]bool           // hosts whose pages are not asked any more in this run
	left    map[string]bool           // sections whose pages are not asked any more in this run: pns/s00001
	row     map[string]map[string]int // by host and section: pages in a row that gave no article in this run
	why     map[string]grounds        // by section, of its last page that gave no article
}

func newHostBook(ctx context.Context, a Archive, now func() time.Time) (*hostBook, error) {
	known, err := a.Hosts(ctx)
	if err != nil {
		return nil, err
	}
	b := &hostBook{archive: a, now: now, known: map[string]*queue.Host{}, closed: map[string]bool{},
		missing: map[string]bool{}, left: map[string]bool{}, row: map[string]map[string]int{}, why: map[string]grounds{}}
	for _, name := range site.Hosts {
		b.known[name] = &queue.Host{Name: name}
	}
	for _, h := range known {
		b.known[h.Name] = &h
	}
	return b, nil
}

func (b *hostBook) of(name string) *queue.Host {
	if b.known[name] == nil {
		b.known[name] = &queue.Host{Name: name}
	}
	return b.known[name]
}

// gate refuses a host that is to be left alone.
func (b *hostBook) gate(name string) error {
	h := b.of(name)
	switch {
	case h.Wait.After(b.now()):
		return &fetch.Fault{Kind: queue.Held, Subject: queue.Wait, Host: name, Detail: waitReason(*h)}
	case b.closed[name]:
		return &fetch.Fault{Kind: queue.Held, Held: h.Cause, Host: name, Detail: h.Fault}
	case b.spent != nil && b.spent(name) >= dayBudget:
		return &fetch.Fault{Kind: queue.Held, Subject: "budget", Host: name, Detail: budgetReason}
	}
	return nil
}

const budgetReason = "the requests of today are used up"

func waitReason(h queue.Host) string {
	return "the site asks to wait until " + h.Wait.In(site.Zone).Format("2006-01-02 15:04")
}

// skipped are the hosts and sections whose pages are not to be asked now.
func (b *hostBook) skipped() (names []string) {
	names = slices.Collect(maps.Keys(b.left))
	for name := range b.known {
		if b.missing[name] || b.gate(name) != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// soonest is the time at which the first waiting host may be asked again, the zero time if none waits.
func (b *hostBook) soonest() (at time.Time) {
	for name, h := range b.known {
		if h.Wait.After(b.now()) && !b.closed[name] && !b.missing[name] && (at.IsZero() || h.Wait.Before(at)) {
			at = h.Wait
		}
	}
	return at
}

// answered notes that a host has given something sound: a list, or an article.
func (b *hostBook) answered(ctx context.Context, name string) error {
	h := b.of(name)
	if h.Failures == 0 {
		return nil
	}
	since := h.Since
	h.Failures, h.Cause, h.Fault, h.Since = 0, queue.Cause{}, "", time.Time{}
	if err := b.archive.SaveHost(ctx, *h); err != nil {
		return err
	}
	return b.archive.Wake(ctx, name, since, b.now())
}

// lately is how long ago pages began to fail that are tried again at once when another one can be read again.
const lately = 2 * day

// gave notes that a host has given an article: its pages are there. Where that could not be read before, others that
// began to fail lately may be there again, too.
func (b *hostBook) gave(ctx context.Context, name string, hadFailed bool) error {
	delete(b.row, name)
	if err := b.answered(ctx, name); err != nil {
		return err
	}
	h := b.of(name)
	if h.Misses == 0 {
		return nil
	}
	since, massed := h.Since, h.Misses >= maxRow
	h.Misses, h.Cause, h.Fault, h.Since = 0, queue.Cause{}, "", time.Time{}
	if err := b.archive.SaveHost(ctx, *h); err != nil || !massed && !hadFailed {
		return err
	}
	if !massed {
		since = b.now().Add(-lately)
	}
	return b.archive.Wake(ctx, name, since, b.now())
}

// failed notes a fault of a host, and what it asks for.
func (b *hostBook) failed(ctx context.Context, f *fetch.Fault) error {
	if f.Host == "" {
		return nil
	}
	h := b.of(f.Host)
	if f.RetryAfter > 0 {
		h.Wait = b.now().Add(f.RetryAfter)
	}
	h.Failures++
	b.blame(h, f)
	if h.Failures >= maxRow || f.Status == http.StatusTooManyRequests && f.RetryAfter == 0 {
		b.closed[f.Host] = true
	}
	return b.archive.SaveHost(ctx, *h)
}

const (
	// maxProbes is how many pages in a row may give no article before a section is left alone for the rest of a run;
	// where one of them had given none before, that one is the probe.
	maxProbes = 2
	// maxGroups is in how many sections pages have to give no article, maxRow in a row and nothing else, before that is
	// the host.
	maxGroups = 3
)

// missed notes a page that gave no article. That concerns its section; where it is so in section after section, the
// host.
func (b *hostBook) missed(ctx context.Context, p queue.Item, f *fetch.Fault) error {
	h, group := b.of(f.Host), groupOf(p)
	h.Misses++
	b.blame(h, f)
	b.why[group] = grounds{f.Cause(), f.Detail}
	if b.row[f.Host] == nil {
		b.row[f.Host] = map[string]int{}
	}
	row := b.row[f.Host]
	row[group]++
	if row[group] >= maxProbes || p.Attempts > 0 {
		b.left[group] = true
	}
	pages := 0
	for _, n := range row {
		pages += n
	}
	if pages >= maxRow && len(row) >= maxGroups {
		b.missing[f.Host] = true
	}
	return b.archive.SaveHost(ctx, *h)
}

func (b *hostBook) blame(h *queue.Host, f *fetch.Fault) {
	h.Cause, h.Fault = f.Cause(), f.Detail
	if h.Since.IsZero() {
		h.Since = b.now()
	}
}

// massed reports whether too many pages of a host in a row gave no article for any single one to mean anything.
func (b *hostBook) massed(name string) bool { return b.of(name).Misses >= maxRow }
