package store

import (
	"context"
	"time"

	"mingpao/extract/site"
)

// Imported counts what became of saved pages. FileTimes are those of the first three whose time is only their file's.
type Imported struct{ New, Changed, Unchanged, Known, Removed, Without, FileTimes int }

// Import records saved pages, a batch a transaction.
func (a *Archive) Import(ctx context.Context, run int64, batch []Sighting, now time.Time) (n Imported, err error) {
	outcomes, err := a.Record(ctx, run, batch, now)
	if err != nil {
		return n, err
	}
	for i, o := range outcomes {
		if batch[i].Source == site.TimeFile && o != Known && o != Removed && o != None {
			n.FileTimes++
		}
		switch o {
		case New:
			n.New++
		case Changed:
			n.Changed++
		case Known:
			n.Known++
		case Removed:
			n.Removed++
		case None:
			n.Without++
		default:
			n.Unchanged++
		}
	}
	return n, nil
}

// Knows tells whether the very sighting is in the archive: an import that is repeated, or goes on, need not read the
// page again.
func (a *Archive) Knows(ctx context.Context, s Sighting) (bool, error) {
	ref, _ := site.ParseURL(s.URL)
	url := addressOf(s.URL, ref, articleNumber(ref.Edition, ref.ID))
	_, found, err := one[int](a.at(ctx), knownSighting, addressNumber(url), url, url,
		stamp(s.At), string(s.Source), string(s.Seen), hashOf(s.Capture.Body))
	return found, fault(a.path, "look for sighting", err)
}

const knownSighting = `SELECT 1 FROM sightings JOIN addresses USING (address) LEFT JOIN captures USING (capture)
	WHERE address IN (SELECT address FROM addresses WHERE address = ? OR url = ?) AND url = ?
	AND at = ? AND source = ? AND outcome = ? AND coalesce(sha256, '') = ?`

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
