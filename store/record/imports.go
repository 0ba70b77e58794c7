package record

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Imported counts what became of saved pages. FileTimes are those of the first three whose time is only their file's.
type Imported struct{ New, Changed, Unchanged, Known, Removed, Without, FileTimes int }

// Import records saved pages, a batch a transaction.
func Import(ctx context.Context, a *db.DB, run int64, batch []Sighting, now time.Time) (n Imported, err error) {
	outcomes, err := Record(ctx, a, run, batch, now)
	if err != nil {
		return n, err
	}
	for i, o := range outcomes {
		if batch[i].Source == site.TimeFile && o != queue.Known && o != queue.Removed && o != queue.None {
			n.FileTimes++
		}
		switch o {
		case queue.New:
			n.New++
		case queue.Changed:
			n.Changed++
		case queue.Known:
			n.Known++
		case queue.Removed:
			n.Removed++
		case queue.None:
			n.Without++
		default:
			n.Unchanged++
		}
	}
	return n, nil
}

// Knows tells whether the very sighting is in the archive: an import that is repeated, or goes on, need not read the
// page again. The sighting keeps what was worked out for that.
func Knows(ctx context.Context, a *db.DB, s *Sighting) (bool, error) {
	ref, _ := site.ParseURL(s.URL)
	url := addressOf(s.URL, ref, ident.ArticleNumber(ref.Edition, ref.ID))
	// A statement that may be interrupted costs a goroutine, and this one is short.
	_, found, err := db.One[int](ctx, a.At(), KnownSighting, ident.AddressNumber(url), url,
		site.Stamp(s.At), string(s.Source), string(s.Seen), s.Capture.Sum())
	return found, db.Fault(a.Path(), "look for sighting", err)
}

// IsEmpty tells that nothing was seen yet.
func IsEmpty(ctx context.Context, a *db.DB) (bool, error) {
	some, _, err := db.One[bool](ctx, a.At(), "SELECT EXISTS (SELECT 1 FROM sightings)")
	return !some, db.Fault(a.Path(), "look for sightings", err)
}

// Add adds the counts of another batch.
func (n *Imported) Add(m Imported) {
	n.New += m.New
	n.Changed += m.Changed
	n.Unchanged += m.Unchanged
	n.Known += m.Known
	n.Removed += m.Removed
	n.Without += m.Without
	n.FileTimes += m.FileTimes
}
