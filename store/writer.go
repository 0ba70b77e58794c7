package store

import "context"

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
func (a *Archive) record(ctx context.Context, op string, do func(*writer) error) error {
	return a.write(ctx, op, func(t *tx) error { return within(t, do) })
}

// within records in a transaction; what was noted for the index is written when it has been done.
func within(t *tx, do func(*writer) error) error {
	w := &writer{tx: t, touched: map[int64]bool{}, reread: map[PageKey]bool{}}
	if err := do(w); err != nil {
		return err
	}
	return w.indexNoted()
}

// touch marks articles whose history must be worked out again before the transaction ends.
func (t *writer) touch(articles ...int64) {
	for _, n := range articles {
		if n != 0 {
			t.touched[n] = true
		}
	}
}
