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
