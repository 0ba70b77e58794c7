package queue

import (
	"time"

	"mingpao/extract/site"
)

// Item is an address of the queue: a page's, or a picture's.
type Item struct {
	Number     int64 // of a page; 0: it is a picture
	Ref        site.Ref
	URL        string
	Host       string // that is expected to answer
	Attempts   int    // failures in a row
	Visits     int    // answers so far
	IsRead     bool   // an article was read here
	IsMissed   bool   // a list that ought to name it no longer does
	Validators Validators
	FirstSeen  time.Time
	Listed     time.Time // when a list named it last; zero for never; of a picture the day of its article
	Missing    time.Time // since when the site says that it has none; zero: it does not
}

// Group is pages that a host answers alike: those of a section.
type Group struct {
	Host    string
	Edition string
	Code    string // of the section
	Pages   int
}

// Section names the group's section: pns/s00001.
func (g Group) Section() string { return g.Edition + "/" + g.Code }

// Want narrows a crawl. The zero value wants everything.
type Want struct {
	Sections []site.Section
	From, To string // issue dates, 2025-12-03; "" is open
	IDs      []string
}

// Holds reports whether an article is wanted.
func (w Want) Holds(r site.Ref) bool {
	day := site.Day(r.Date)
	if w.From != "" && day < w.From || w.To != "" && day > w.To {
		return false
	}
	return len(w.Sections) == 0 || w.HoldsSection(r.Edition, r.SectionCode)
}

// HoldsSection reports whether a section is wanted.
func (w Want) HoldsSection(edition, code string) bool {
	for _, s := range w.Sections {
		if s.Edition == edition && s.Code == code {
			return true
		}
	}
	return len(w.Sections) == 0
}

// Host is what is known of a host between runs.
type Host struct {
	Name     string
	Wait     time.Time // until when it has asked to be left alone
	Failures int       // faults of the host in a row
	Misses   int       // pages in a row that gave no article, for reasons of the page
	Cause    Cause     // of the last one; the zero value when it answers
	Fault    string    // what was seen of it, for people
	Since    time.Time // of the first one in the row
}

// Task is a section's day that an order wants.
type Task struct {
	Order    int64
	Day      string // 2025-12-03
	Edition  string
	Code     string
	Attempts int
	Due      time.Time
	Cause    Cause  // of the last failure
	Fault    string // what was seen of it, for people
	IsDone   bool
}

// Added is what a list brought.
type Added struct {
	New      []site.Ref // not in the queue before
	Changed  int        // due again, since the list says something else of them
	Distrust bool       // the list says something else of most of its articles: none of them was made due
}

// Why an order exists.
const (
	OrderAsked = "asked" // --from, --to
	OrderGap   = "gap"   // the last good run was older than the lists reach back
)

// Order is a range of past days that is to be fetched, newest first.
type Order struct {
	Number      int64
	Reason      string
	From, To    string   // 2025-12-03
	Sections    []string // pns/s00001; none: all
	Made        time.Time
	Next        string    // the newest day that has no tasks yet; below From: none is left
	Ended       time.Time // done or cancelled
	IsCancelled bool
	Tasks       int // section-days that were begun
	Done        int // of them, read
	Failing     int // of them, tried without success
}
