package scraper

import (
	"context"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper/fetch"
)

// Archive keeps the results of a crawl. Every method is a transaction: a crawl may be killed between any two.
type Archive interface {
	fetch.RobotsCache
	fetch.Traffic
	queue
	accounts
	orders

	// Settle keeps what a look at a page gave, and what the queue is to do next.
	Settle(ctx context.Context, v Visit) (Outcome, error)
}

// queue holds the pages that are to be fetched.
type queue interface {
	// Add puts listed articles into the queue. A known one becomes due when its list shows another title, time or
	// address than before, and when it could not be read so far.
	Add(ctx context.Context, found []site.Listing, now time.Time) (site.Added, error)
	// Require makes articles due at once and returns where they are fetched: an alias leads elsewhere.
	Require(ctx context.Context, refs []site.Ref, now time.Time) ([]site.Ref, error)
	// Next is a page that is due, nil where none is. Pages of the hosts to skip are passed over.
	Next(ctx context.Context, w site.Want, skip []string, now time.Time) (*site.Page, error)
	// Due counts the pages that are due, by the host that they are expected from.
	Due(ctx context.Context, w site.Want, now time.Time) (map[string]int, error)
	// Wake makes the pages of a host due at once that have failed, or that are missing, since a time.
	Wake(ctx context.Context, host string, since, now time.Time) error
	// OldestListed is the oldest issue, as 20251203, among the articles that a list has named and whose issue lies at
	// most so many days before now, and not after tomorrow; "" if there is none.
	OldestListed(ctx context.Context, days int, now time.Time) (string, error)
	// PageOf is a page of a section's day that is not known to be missing or unreadable, nil if there is none.
	PageOf(ctx context.Context, t site.Task) (*site.Page, error)
}

// accounts are the records of sources and hosts.
type accounts interface {
	Sources(ctx context.Context) ([]site.Source, error)
	SaveSource(ctx context.Context, s site.Source) error
	// Vanished makes the articles due that a source named at its answer before and not now, though it reaches further back
	// than they are old. It is told which articles it names now.
	Vanished(ctx context.Context, source string, named []site.Listing, now time.Time) (int, error)
	Hosts(ctx context.Context) ([]site.Host, error)
	SaveHost(ctx context.Context, h site.Host) error
	// Cover notes that a list that was read at a time names all that a section had on some days.
	Cover(ctx context.Context, edition, code string, days []string, at time.Time) error
	// Uncovered returns the days of a section, from and to included, that no list has covered to their end, nor since
	// the run began.
	Uncovered(ctx context.Context, edition, code, from, to string, began time.Time) ([]string, error)
}

// orders are past days that are to be fetched.
type orders interface {
	// AddGap orders days of a section that nothing covered. What covers them later ends their tasks.
	AddGap(ctx context.Context, edition, code string, days []string, now time.Time) error
	// NextTask is a section's day to work on, nil where none is due. With an order's number only that order's.
	NextTask(ctx context.Context, order int64, w site.Want, now time.Time) (*site.Task, error)
	SaveTask(ctx context.Context, t site.Task, now time.Time) error
	// OpenGaps are the days of gaps that are not covered yet, by edition.
	OpenGaps(ctx context.Context, w site.Want, now time.Time) (map[string][]string, error)
	// OrderOf is the state of an order.
	OrderOf(ctx context.Context, number int64) (site.Order, error)
}

// Visit is one look at a page.
type Visit struct {
	Page    site.Page
	At      time.Time
	Look    Look
	Detail  string           // why it is no article
	Article *extract.Article // with Look Read
	Answer  *fetch.Answer    // nil where nothing was answered
	Again   time.Time        // when to look again
	Host    string           // that was asked last; "" is as before
	Keep    bool             // the answer is kept though no article could be read of it
}

// Look is the kind of result of a look at a page.
type Look string

// The looks. All but Failed are sightings: something of the page was seen.
const (
	Read        Look = "article"
	NotModified Look = "not modified"
	Missing     Look = "gone"
	Vanished    Look = "vanished" // gone, and absent from a list that ought to have it
	Denied      Look = "refused"
	Unreadable  Look = "unreadable"
	Failed      Look = "failed" // the network or the host failed: the page was not seen
)

// Outcome says how a saved article compares with the archive.
type Outcome string

// The outcomes of Settle.
const (
	New       Outcome = "new"
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged"
)
