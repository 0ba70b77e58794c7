package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// unindex takes an article's text out of the index. It must still be there: the index reads it.
func (t *writer) unindex(ctx context.Context, article int64) error {
	if t.indexesLater {
		return nil
	}
	docid, found, err := one[int64](ctx, t.view, "SELECT docid FROM indexed WHERE article = ?", article)
	if err != nil || !found {
		return err
	}
	if text, noted := t.noted[docid]; noted {
		t.forget(docid, text)
		return nil
	}
	return t.exec(ctx, "DELETE FROM search WHERE docid = ?", docid)
}

func (t *writer) index(ctx context.Context, article int64, text indexText) error {
	if t.indexesLater {
		return nil
	}
	docid, found, err := one[int64](ctx, t.view, "SELECT docid FROM indexed WHERE article = ?", article)
	if err != nil {
		return err
	}
	if !found {
		return t.indexNew(ctx, article, text)
	}
	return t.note(ctx, docid, text)
}

func (t *writer) indexNew(ctx context.Context, article int64, text indexText) error {
	docid, err := t.insert(ctx, "INSERT INTO indexed (article) VALUES (?)", article)
	if err != nil {
		return err
	}
	return t.note(ctx, docid, text)
}

// maxNoted bounds the texts that are noted for the index, in bytes.
const maxNoted = 1 << 20

// note keeps a text for the index until the transaction ends. SQLite gathers in memory what the index is to hold, but
// writes it to the file before any statement that changes several rows: article by article, that took a third of the
// time of an import.
func (t *writer) note(ctx context.Context, docid int64, text indexText) error {
	if t.noted == nil {
		t.noted = map[int64]indexText{}
	}
	t.noted[docid] = text
	if t.notedSize += text.size(); t.notedSize > maxNoted {
		return t.indexNoted(ctx)
	}
	return nil
}

func (t *writer) forget(docid int64, text indexText) {
	delete(t.noted, docid)
	t.notedSize -= text.size()
}

func (text indexText) size() int { return len(text.title) + len(text.body) }

// indexNoted writes the texts that were noted, in the order that the index has them in.
func (t *writer) indexNoted(ctx context.Context) error {
	for _, docid := range slices.Sorted(maps.Keys(t.noted)) {
		text := t.noted[docid]
		if err := t.indexAt(ctx, docid, text); err != nil {
			return err
		}
		t.forget(docid, text)
	}
	return nil
}

func (t *tx) indexAt(ctx context.Context, docid int64, text indexText) error {
	return t.exec(ctx, "INSERT INTO search (docid, body, title) VALUES (?, ?, ?)", docid, Terms(text.body), Terms(text.title))
}

// renewFolds keeps the archive's table of folded characters, and its index, by today's cutting of texts.
func (t *writer) renewFolds(ctx context.Context) error {
	today := fmt.Sprint(TermsVersion)
	version, _, err := t.about(ctx, "terms")
	if err != nil || version == today {
		return err
	}
	if err := t.exec(ctx, "DELETE FROM folds"); err != nil {
		return err
	}
	// From one text: a statement a row took longer than all else that an archive begins with.
	if err := t.exec(ctx, "INSERT INTO folds (character, folded) SELECT key, value FROM json_each(?)", foldRows()); err != nil {
		return err
	}
	if err := t.reindex(ctx); err != nil {
		return err
	}
	return t.describe(ctx, "terms", today)
}

// foldRows are the rows of that table as JSON. To look at every character takes longer than all else that an archive
// begins with.
var foldRows = sync.OnceValue(func() string { return list(maps.Collect(foldedRunes())) })

// joinSteadily has the index join its parts a little with each transaction, and not when there are sixteen of a size:
// the largest would write most of the index at once, and the log with it (https://sqlite.org/fts3.html, 8.3).
const joinSteadily = "INSERT INTO search (search) VALUES ('automerge=8')"

// reindex makes the index anew.
func (t *writer) reindex(ctx context.Context) error {
	err := t.exec(ctx, `DELETE FROM indexed WHERE article NOT IN (SELECT article FROM heads);
		INSERT INTO indexed (article) SELECT article FROM heads WHERE article NOT IN (SELECT article FROM indexed)
			ORDER BY article`)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, emptyIndex+"; "+joinSteadily); err != nil {
		return err
	}
	t.noted, t.notedSize, t.indexesLater = nil, 0, false // they are among all
	for last := int64(0); ; {
		if err := t.ended(); err != nil {
			return err
		}
		var docid int64
		var title, body string
		err := t.row(ctx, `SELECT docid, title, body FROM indexed JOIN heads USING (article) JOIN texts USING (text)
			WHERE docid > ? ORDER BY docid LIMIT 1`, last).Scan(&docid, &title, &body)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.indexAt(ctx, docid, indexText{title, body}); err != nil {
			return err
		}
		last = docid
	}
}
