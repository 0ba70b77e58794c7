package queue

import (
	"time"

	"mingpao/extract/site"
)

// Kinds of sources.
const (
	KindFeed    = "feed"
	KindListing = "list"
	KindDay     = "day page" // all day pages together: they are refused together
	KindSearch  = "search"
	KindSitemap = "sitemap" // asked only while the feed of its edition fails
)

// Source is the account of a feed or list: what it said, and when it is to be asked again.
type Source struct {
	Kind         string
	Edition      string
	Code         string // of the section; "all" is every section of the edition
	URL          string // that the validators are of
	Validators   Validators
	Asked        time.Time  // last
	Answered     time.Time  // last answer that was understood
	Whole        time.Time  // last of them with a body
	News         time.Time  // last article that nothing had named before
	Alone        time.Time  // last article that only this source named in time
	Entries      int        // of the last whole answer
	Reach        string     // the oldest issue in it, 2025-12-03
	Followed     time.Time  // when it was first read
	Shows        string     // the newest issue that it has named
	Newest       time.Time  // when the newest article that it has named was made
	Through      time.Time  // until when its word reaches: its newest entry, or when it was made
	Usual        site.Usual // as learned from its own record; zero while too little is known
	Learned      time.Time  // when that was worked out
	Late         time.Time  // since when it names less than it usually does; zero: it does not; to come: it may pause
	Failures     int        // in a row
	FailingSince time.Time
	Cause        Cause  // of the last failure; the zero value when it answers
	Fault        string // what was seen of it, for people
	Note         string // what of the last answer was not understood
	Interval     time.Duration
	Due          time.Time
	Choice       Choice
}

// Choice is what a person has said of a list.
type Choice struct {
	Address string // where it is; "": where the program knows it to be
	Name    string // of the section
	IsOff   bool   // it is not read
	Quiet   string // the last day on which its silence is known, 2025-12-03
}

// ForGood is the last day of a silence that is known for good.
const ForGood = "9999-12-31"

// Named is an article that a list has named.
type Named struct {
	ID        string
	Issue     string // 2025-12-03
	FirstSeen time.Time
}

// Unused is an answer that could not be used, as far as it is kept.
type Unused struct {
	Source  string // the list's key, or page and its host
	URL     string
	At      time.Time
	Cause   Cause
	Program string // that could not use it, with its version
	Status  int
	Head    string // without what is private
	Size    int    // of the whole body
	Body    []byte // its beginning
}

// Key names a source: "feed pns/s00001".
func (s Source) Key() string { return s.Kind + " " + s.Edition + "/" + s.Code }

// StandsIn tells a source that is asked only for want of others: it is never late, and its own failure is no trouble.
func (s Source) StandsIn() bool {
	return s.Kind == KindSitemap || s.Kind == KindDay || s.Kind == KindSearch
}
