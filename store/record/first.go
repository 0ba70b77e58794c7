package record

import (
	"context"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"time"

	"mingpao/extract"
)

// place is an address, and whether nobody had looked at it before.
type place struct {
	address int64
	isNew   bool
}

// recordFirst records the first sighting of an article at its own address, or at one that tells nothing. All that
// follows from it is known without a look at the archive, which record takes in general: most pages of an import are
// the first of their article, and go a third of the way. It does nothing where there is more to look at.
func (t *Writer) recordFirst(ctx context.Context, run int64, p place, article int64, s Sighting, now time.Time) (done bool, err error) {
	if met, err := isMet(ctx, t.Tx, article); met || err != nil {
		return false, err
	}
	capture, found, err := captures.CaptureOf(ctx, t.Tx.View, s.Capture.Sum())
	if err != nil || found && !p.isNew { // somebody may have seen or read it there
		return false, err
	}
	if capture, err = captures.KeepCapture(ctx, t.Tx, capture, &s.Capture, s.Article.Edition, 0, now); err != nil {
		return false, err
	}
	hash, text, err := putReading(ctx, t.Tx, capture, p.address, run, captures.Reading{Article: s.Article})
	if err != nil {
		return false, err
	}
	if _, err := putSighting(ctx, t.Tx, run, p.address, capture, s); err != nil {
		return false, err
	}
	seen := history.Look{At: site.Stamp(s.At), Source: s.Source, Seen: s.Seen, Capture: capture, Address: p.address, Hash: hash, Access: s.Article.Access, Run: run}
	return true, t.writeFirst(ctx, article, history.HistoryOf([]history.Look{seen}), s.Article, text)
}

// isMet tells whether anything in an archive bears on an article: what was read or seen of it, or what is kept
// although that is lost.
func isMet(ctx context.Context, t *db.Tx, article int64) (met bool, err error) {
	met, _, err = db.One[bool](ctx, t.View, `SELECT EXISTS (SELECT 1 FROM readings WHERE article = ?1) OR EXISTS (SELECT 1
		FROM heads WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM versions WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM indexed WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM addresses JOIN sightings USING (address) WHERE addresses.article = ?1)`, article)
	return met, err
}

// writeFirst writes the rows of an article that has none, and its text into the index.
func (t *Writer) writeFirst(ctx context.Context, article int64, h history.History, art *extract.Article, text int64) error {
	d := Derived{}
	d.addVersions(article, h)
	d.addHead(article, h, art, text)
	for _, table := range DerivedTables {
		if err := insertRows(ctx, t.Tx, table.Name, table.Columns, d[table.Name]); err != nil {
			return err
		}
	}
	return t.indexNew(ctx, article, IndexText{art.Title, art.Body})
}
