package store

import (
	"context"
	"mingpao/extract/site"
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
func (t *writer) recordFirst(ctx context.Context, run int64, p place, article int64, s Sighting, now time.Time) (done bool, err error) {
	if met, err := t.isMet(ctx, article); met || err != nil {
		return false, err
	}
	capture, found, err := t.captureOf(ctx, s.Capture.sum())
	if err != nil || found && !p.isNew { // somebody may have seen or read it there
		return false, err
	}
	if capture, err = t.keepCapture(ctx, capture, &s.Capture, s.Article.Edition, 0, now); err != nil {
		return false, err
	}
	hash, text, err := t.putReading(ctx, capture, p.address, run, reading{article: s.Article})
	if err != nil {
		return false, err
	}
	if _, err := t.putSighting(ctx, run, p.address, capture, s); err != nil {
		return false, err
	}
	seen := look{site.Stamp(s.At), s.Source, s.Seen, capture, p.address, hash, s.Article.Access, run}
	return true, t.writeFirst(ctx, article, historyOf([]look{seen}), s.Article, text)
}

// isMet tells whether anything in an archive bears on an article: what was read or seen of it, or what is kept
// although that is lost.
func (t *tx) isMet(ctx context.Context, article int64) (met bool, err error) {
	met, _, err = one[bool](ctx, t.view, `SELECT EXISTS (SELECT 1 FROM readings WHERE article = ?1) OR EXISTS (SELECT 1
		FROM heads WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM versions WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM indexed WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM addresses JOIN sightings USING (address) WHERE addresses.article = ?1)`, article)
	return met, err
}

// writeFirst writes the rows of an article that has none, and its text into the index.
func (t *writer) writeFirst(ctx context.Context, article int64, h history, art *extract.Article, text int64) error {
	d := derived{}
	d.addVersions(article, h)
	d.addHead(article, h, art, text)
	for _, table := range derivedTables {
		if err := t.insertRows(ctx, table.name, table.columns, d[table.name]); err != nil {
			return err
		}
	}
	return t.indexNew(ctx, article, indexText{art.Title, art.Body})
}
