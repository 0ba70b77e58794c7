package scraper

import (
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// Archive is where a crawl keeps what it finds. Every method is a transaction: a crawl may be killed between any two.
type Archive interface {
	RobotsCache

	// Add puts listed articles into the queue and returns how many are new. A known one becomes due when its list shows
	// another title or time than before.
	Add([]site.Listing) (added int, err error)
	// Require makes articles due at once and returns where they are fetched: an alias leads elsewhere.
	Require([]site.Ref) ([]site.Ref, error)
	// Next is a page that is due, nil where none is. Pages of the editions to skip are passed over.
	Next(w Want, skip []string) (*Page, error)
	// OldestListed is the oldest issue, as 20251203, among the articles that a feed or list has named and whose issue lies at
	// most so many days before the newest; "" where none is.
	OldestListed(days int) (string, error)
	// Due counts the pages that are due.
	Due(Want) (int, error)

	// Save keeps an article; again is when to look at it again, the zero time never.
	Save(p Page, a *extract.Article, from *Answer, again time.Time) (Outcome, error)
	// Unchanged notes that a page has not changed, by the site's own word.
	Unchanged(p Page, again time.Time) error
	// Gone notes that the site no longer has a page.
	Gone(p Page, detail string, again time.Time) error
	// Fail notes an attempt that gave no article.
	Fail(p Page, refused bool, detail string, again time.Time) error

	// Source and SaveSource remember the validators of feeds and lists.
	Source(url string) (site.Validators, error)
	SaveSource(url string, v site.Validators) error
	// Wait and Waiting remember until when a host has asked to be left alone.
	Wait(host string, until time.Time) error
	Waiting(host string) (time.Time, error)
}

// Outcome is what became of an article that was saved.
type Outcome string

// The outcomes of Save.
const (
	New       Outcome = "new"
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged"
)

// Page is an address to fetch.
type Page struct {
	Number     int64
	Ref        site.Ref
	URL        string
	Attempts   int // failures in a row
	Visits     int // answers so far
	Validators site.Validators
	FirstSeen  time.Time
}

// Want narrows a crawl. The zero value wants everything.
type Want struct {
	Sections []site.Section
	From, To string // issue dates, 2025-12-03; "" is open
	IDs      []string
}
