package store

import (
	"context"
	"mingpao/extract"
)

// writer is a transaction that records what was seen: it keeps in mind what is to follow from that before it ends.
type writer struct {
	*tx
	touched map[int64]bool   // articles whose history must be worked out again
	orphans []int64          // texts that may be needed no more
	reread  map[PageKey]bool // what was read again: once a transaction, even where damage hides that it was

	rewritten func(Rewritten) // told of pages that were read again, and otherwise; nil: nobody asks

	noted     map[int64]indexText // by docid: texts that the index gets when the transaction ends
	notedSize int

	indexesLater bool // the whole index is made anew before the transaction ends: until then nothing is written to it

	dropped  bool // rows of an article were, to remove it: their bytes are to be erased
	removals int  // 0: not known yet; else one more than the articles that were removed for good, at the beginning
}

// record carries out a transaction that records.
func (a *Archive) record(ctx context.Context, op string, do func(context.Context, *writer) error) error {
	return a.write(ctx, op, func(ctx context.Context, t *tx) error { return within(ctx, t, do) })
}

// within records in a transaction; what was noted for the index is written when it has been done.
func within(ctx context.Context, t *tx, do func(context.Context, *writer) error) error {
	w := &writer{tx: t, touched: map[int64]bool{}, reread: map[PageKey]bool{}}
	if err := do(ctx, w); err != nil {
		return err
	}
	return w.indexNoted(ctx)
}

// touch marks articles whose history must be worked out again before the transaction ends.
func (t *writer) touch(articles ...int64) {
	for _, n := range articles {
		if n != 0 {
			t.touched[n] = true
		}
	}
}

// keptAway is isRemoved for those who remove nothing: in most archives nothing ever was.
func (t *writer) keptAway(ctx context.Context, articles ...int64) (bool, error) {
	if t.removals == 0 {
		n, _, err := one[int](ctx, t.view, "SELECT count(*) FROM removed")
		if err != nil {
			return false, err
		}
		t.removals = n + 1
	}
	if t.removals == 1 {
		return false, nil
	}
	return t.isRemoved(ctx, articles...)
}

// sightingKey is a row of the table sightings.
type sightingKey struct {
	address, capture, run       int64
	at, source, outcome, detail string
}

func scanKey(row scanner) (k sightingKey, err error) {
	err = row.Scan(&k.address, &k.at, &k.source, &k.outcome, &k.capture, &k.detail, &k.run)
	return k, err
}

// Rewritten is a page that a program reads otherwise than another one did.
type Rewritten struct {
	Key           PageKey
	Before, After *extract.Article // Before is nil where it is lost
}
