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
	Source  site.TimeSource // what told the time
	Witness Witness         // whose word it is; without a kind: ours, with what is known of the file
	Record  int             // in the witness's file; 0: the file is the page, or not known
	TakenIn string          // the day on which the archive first had it; "": today
	Seen    queue.Seen
	Detail  string           // of what is no page: HTTP 404
	Capture captures.Capture // the page or picture; of SeenUnmodified where it is at hand: it is kept if it is not there
	Article *extract.Article // what the rules made of it; nil: nothing
	Refusal string           // then: why
	SHA256  string           // of SeenUnmodified: the page that is still there, if it is known; else the latest one
	Answer  string           // the status line and the header, as the fetcher keeps them; "" where they were not kept

	TakenBack  *Retraction // by the word of the file that brings it; nil: it was not
	Retraction int64       // in the table retractions; 0: it counts
	Run        int64       // that took it in; 0: the one that records it
	ReadBy     int64       // the run whose program read the page; 0: the one that took it in
}

// PictureURL is the address of the picture that the look was at, "" for other looks.
func (s Sighting) PictureURL() string { return site.PictureURL(s.URL) }

// IsOfPicture reports whether the look was at the address of a picture.
func (s Sighting) IsOfPicture() bool { return s.PictureURL() != "" }

// anew is what a look sees that finds something.
func (s Sighting) anew() queue.Seen {
	if s.IsOfPicture() {
		return queue.SeenPicture
	}
	return queue.SeenPage
}

// SightingKey is a row of the table sightings.
type SightingKey struct {
	Address, Capture, Run, Witness, Retraction, Answer int64
	At, Outcome, Detail, TakenIn                       string
	Record                                             int
}

// ThisLook finds the look with the Values of a key.
const ThisLook = " WHERE address = ? AND at = ? AND witness = ? AND outcome = ? AND capture = ?"

// Values are what tells a look from every other, as ThisLook takes them.
func (k SightingKey) Values() []any { return []any{k.Address, k.At, k.Witness, k.Outcome, k.Capture} }

// KeyColumns are the columns that ScanKey scans; of the table s.
const KeyColumns = "s.address, s.at, s.witness, s.outcome, s.capture, s.detail, s.record, s.taken_in, s.run, " +
	"s.retraction, s.answer"

// ScanKey scans a row of KeyColumns.
func ScanKey(row db.Scanner) (k SightingKey, err error) {
	err = row.Scan(&k.Address, &k.At, &k.Witness, &k.Outcome, &k.Capture, &k.Detail, &k.Record, &k.TakenIn, &k.Run,
		&k.Retraction, &k.Answer)
	return k, err
}
