package record

import (
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// SourceMoved vouches for times that an archive of version 1 gave without saying where from.
const SourceMoved site.TimeSource = "archive-v1"

// Sighting is a look at an address.
type Sighting struct {
	URL     string // that was asked for; "" for a saved page that does not tell
	At      time.Time
	Source  site.TimeSource // who vouches for the time
	Seen    queue.Seen
	Detail  string           // of what is no page: HTTP 404
	Capture captures.Capture // the page, of SeenPage; of SeenUnmodified where it is at hand: it is kept if it is not there
	Article *extract.Article // what the rules made of it; nil: nothing
	Refusal string           // then: why
	SHA256  string           // of SeenUnmodified: the page that is still there, if it is known; else the latest one

	Run int64 // that saw it; 0: the one that records it
}

// SightingKey is a row of the table sightings.
type SightingKey struct {
	Address, Capture, Run       int64
	At, Source, Outcome, Detail string
}

// ScanKey scans rows of address, at, source, outcome, capture, detail, run.
func ScanKey(row db.Scanner) (k SightingKey, err error) {
	err = row.Scan(&k.Address, &k.At, &k.Source, &k.Outcome, &k.Capture, &k.Detail, &k.Run)
	return k, err
}
