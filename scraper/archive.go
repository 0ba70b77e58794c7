package scraper

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// Archive keeps the results of a crawl. Every method is a transaction: a crawl may be killed between any two.
type Archive interface {
	fetch.RobotsCache
	fetch.Traffic
	pages
	pictures
	accounts
	orders

	// Settle keeps what a look at a page or a picture gave, and what the queue is to do next.
	Settle(ctx context.Context, v queue.Visit) (queue.Outcome, error)
}

// pages are those that are to be fetched.
type pages interface {
	// Add puts listed articles into the queue. A known one becomes due when its list shows another title, time or
	// address than before, and when it could not be read so far.
	Add(ctx context.Context, found []queue.Listing, now time.Time) (queue.Added, error)
	// Require makes articles due at once and returns where they are fetched: an alias leads elsewhere.
	Require(ctx context.Context, refs []site.Ref, now time.Time) ([]site.Ref, error)
	// Next is a page that is due, nil where none is. Pages of the hosts and sections to skip are passed over.
	Next(ctx context.Context, w queue.Want, skip []string, now time.Time) (*queue.Item, error)
	// Due counts the pages that are due, by the host that they are expected from and by section.
	Due(ctx context.Context, w queue.Want, now time.Time) ([]queue.Group, error)
	// KeptOut counts those that robots.txt forbids and that are not due.
	KeptOut(ctx context.Context, w queue.Want, now time.Time) ([]queue.Group, error)
	// Wake makes the pages of a host due at once that have failed, or that are missing, since a time.
	Wake(ctx context.Context, host string, since, now time.Time) error
	// OldestListed is the oldest issue, as 20251203, among the articles that a list has named and whose issue lies at
	// most so many days before now, and not after tomorrow; "" if there is none.
	OldestListed(ctx context.Context, days int, now time.Time) (string, error)
	// PageOf is a page of a section's day that is not known to be missing or unreadable, nil if there is none.
	PageOf(ctx context.Context, t queue.Task) (*queue.Item, error)
}

// pictures are those of articles that somebody asked for.
type pictures interface {
	// Wish has pictures fetched that are not kept, of articles that are read.
	Wish(ctx context.Context, w queue.Wish, now time.Time) error
	// NextPicture is one that has been due since a time, nil where none is.
	NextPicture(ctx context.Context, since, now time.Time) (*queue.Item, error)
	// DuePictures counts those that are due, and of the others those that could not be read so far.
	DuePictures(ctx context.Context, now time.Time) (due, failing int, err error)
}

// accounts are the records of sources and hosts.
type accounts interface {
	Sources(ctx context.Context) ([]queue.Source, error)
	SaveSource(ctx context.Context, s queue.Source) error
	// NamedBy are the articles that a source has named since a time.
	NamedBy(ctx context.Context, source string, since time.Time) ([]queue.Named, error)
	// KeepUnused keeps an answer that could not be used.
	KeepUnused(ctx context.Context, a queue.Unused) error
	// Meet notes sections that no list covers, and returns those that are new.
	Meet(ctx context.Context, met []site.Section, now time.Time) ([]site.Section, error)
	// Calendar are the days on which the daily paper did not appear, as a person says.
	Calendar(ctx context.Context) (map[string]string, error)
	// Vanished makes the articles due that a source named at its answer before and not now, though it reaches further back
	// than they are old. It is told which articles it names now.
	Vanished(ctx context.Context, source string, named []queue.Listing, now time.Time) (int, error)
	Hosts(ctx context.Context) ([]queue.Host, error)
	SaveHost(ctx context.Context, h queue.Host) error
	// Cover notes that a list that was read at a time names all that a section had on some days.
	Cover(ctx context.Context, edition, code string, days []string, at time.Time) error
	// Uncovered returns the days of a section, from and to included, that no list has covered to their end, nor since
	// the run began.
	Uncovered(ctx context.Context, edition, code, from, to string, began time.Time) ([]string, error)
	// IsSilent reports whether all of these days are covered and no article of them is known.
	IsSilent(ctx context.Context, edition, code, from, to string, began time.Time) (bool, error)
}

// orders are past days that are to be fetched.
type orders interface {
	// AddGap orders days of a section that nothing covered. What covers them later ends their tasks.
	AddGap(ctx context.Context, edition, code string, days []string, now time.Time) error
	// NextTask is a section's day to work on, nil where none is due. With an order's number only that order's.
	NextTask(ctx context.Context, order int64, w queue.Want, now time.Time) (*queue.Task, error)
	SaveTask(ctx context.Context, t queue.Task, now time.Time) error
	// OpenGaps are the days of gaps that are not covered yet, by edition.
	OpenGaps(ctx context.Context, w queue.Want) (map[string][]string, error)
	// Failing are the section-days of orders that could not be read so far.
	Failing(ctx context.Context) ([]queue.Task, error)
	// OrderOf is the state of an order.
	OrderOf(ctx context.Context, number int64) (queue.Order, error)
}
