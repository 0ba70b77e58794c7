package record

import (
	"context"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/index"
)

// Writer is a transaction that records what was seen: it keeps in mind what is to follow from that before it ends.
type Writer struct {
	*db.Tx
	*index.Writer
	touched map[int64]bool            // articles whose history must be worked out again
	orphans []int64                   // texts that may be needed no more
	reread  map[captures.PageKey]bool // what was read again: once a transaction, even where damage hides that it was

	Rewritten func(Rewritten) // told of pages that were read again, and otherwise; nil: no one asks

	AsRead bool // pages are not read again, whatever program has read them

	Dropped   bool                  // rows of an article were, to remove it: their bytes are to be erased
	id        string                // of the archive; "": not known yet
	witnesses map[keptWitness]int64 // that were kept, by what they stand for
	added     map[int64]int         // looks, by the run that took them in
	days      map[string]bool       // on which looks are taken in, that are open

	removals int // 0: not known yet; else one more than the articles that were removed for good, at the beginning
	waits    int // 0: not known yet; else one more than the looks that wait for a page
}

// Write carries out a transaction that records.
func Write(ctx context.Context, d *db.DB, op string, do func(context.Context, *Writer) error) error {
	return d.Write(ctx, op, func(ctx context.Context, t *db.Tx) error { return Within(ctx, t, do) })
}

// Within records in a transaction; what was noted for the index is written when it has been done.
func Within(ctx context.Context, t *db.Tx, do func(context.Context, *Writer) error) error {
	w := &Writer{Tx: t, Writer: &index.Writer{Tx: t}, touched: map[int64]bool{}, reread: map[captures.PageKey]bool{},
		witnesses: map[keptWitness]int64{}, added: map[int64]int{}, days: map[string]bool{}}
	if err := do(ctx, w); err != nil {
		return err
	}
	for run, n := range w.added {
		if err := t.Exec(ctx, "UPDATE runs SET looks = looks + ? WHERE run = ?", n, run); err != nil {
			return err
		}
	}
	return w.IndexNoted(ctx)
}

// Touch marks articles whose history must be worked out again before the transaction ends.
func (t *Writer) Touch(articles ...int64) {
	for _, n := range articles {
		if n != 0 {
			t.touched[n] = true
		}
	}
}

// Rewritten is a page that a program reads otherwise than another one did.
type Rewritten struct {
	Key           captures.PageKey
	Before, After *extract.Article // Before is nil where it is lost
}
