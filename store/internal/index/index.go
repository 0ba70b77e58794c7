// Package index is the archive's index of its texts, as a transaction writes it.
package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/search"
)

// Text is what the index holds of an article.
type Text struct{ Title, Body string }

// Writer is a transaction that writes to the index.
type Writer struct {
	*db.Tx
	IndexesLater bool // the whole index is made anew before the transaction ends: until then nothing is written to it

	noted map[int64]Text // by docid: texts that the index gets when the transaction ends
	size  int            // of them, in bytes
}

// Unindex takes an article's text out of the index. It must still be there: the index reads it.
func (t *Writer) Unindex(ctx context.Context, article int64) error {
	if t.IndexesLater {
		return nil
	}
	docid, found, err := db.One[int64](ctx, t.View, "SELECT docid FROM indexed WHERE article = ?", article)
	if err != nil || !found {
		return err
	}
	if text, noted := t.noted[docid]; noted {
		t.forget(docid, text)
		return nil
	}
	return t.Exec(ctx, "DELETE FROM search WHERE docid = ?", docid)
}

// Index puts an article's text into the index, in the place of none.
func (t *Writer) Index(ctx context.Context, article int64, text Text) error {
	if t.IndexesLater {
		return nil
	}
	docid, found, err := db.One[int64](ctx, t.View, "SELECT docid FROM indexed WHERE article = ?", article)
	if err != nil {
		return err
	}
	if !found {
		return t.IndexNew(ctx, article, text)
	}
	return t.note(ctx, docid, text)
}

// IndexNew does so for an article that the index has never had.
func (t *Writer) IndexNew(ctx context.Context, article int64, text Text) error {
	docid, err := t.Insert(ctx, "INSERT INTO indexed (article) VALUES (?)", article)
	if err != nil {
		return err
	}
	return t.note(ctx, docid, text)
}

// MaxNoted bounds the texts that are noted for the index, in bytes.
const MaxNoted = 1 << 20

// note keeps a text for the index until the transaction ends. SQLite gathers in memory what the index is to hold, but
// writes it to the file before any statement that changes several rows: article by article, that took a third of the
// time of an import.
func (t *Writer) note(ctx context.Context, docid int64, text Text) error {
	if t.noted == nil {
		t.noted = map[int64]Text{}
	}
	t.noted[docid] = text
	if t.size += text.size(); t.size > MaxNoted {
		return t.IndexNoted(ctx)
	}
	return nil
}

func (t *Writer) forget(docid int64, text Text) {
	delete(t.noted, docid)
	t.size -= text.size()
}

func (text Text) size() int { return len(text.Title) + len(text.Body) }

// IndexNoted writes the texts that were noted, in the order that the index has them in.
func (t *Writer) IndexNoted(ctx context.Context) error {
	for _, docid := range slices.Sorted(maps.Keys(t.noted)) {
		text := t.noted[docid]
		if err := At(ctx, t.Tx, docid, text); err != nil {
			return err
		}
		t.forget(docid, text)
	}
	return nil
}

// At puts a text into the index.
func At(ctx context.Context, t *db.Tx, docid int64, text Text) error {
	return t.Exec(ctx, "INSERT INTO search (docid, body, title) VALUES (?, ?, ?)",
		docid, search.Terms(text.Body), search.Terms(text.Title))
}

// RenewFolds keeps the archive's table of folded characters, and its index, by today's cutting of texts.
func (t *Writer) RenewFolds(ctx context.Context) error {
	today := fmt.Sprint(search.TermsVersion)
	version, _, err := t.About(ctx, "terms")
	if err != nil || version == today {
		return err
	}
	if err := t.Exec(ctx, "DELETE FROM folds"); err != nil {
		return err
	}
	// From one text: a statement a row took longer than all else that an archive begins with.
	err = t.Exec(ctx, "INSERT INTO folds (character, folded) SELECT key, value FROM json_each(?)", foldRows())
	if err != nil {
		return err
	}
	if err := t.Reindex(ctx); err != nil {
		return err
	}
	return t.Describe(ctx, "terms", today)
}

// foldRows are the rows of that table as JSON. To look at every character takes longer than all else that an archive
// begins with.
var foldRows = sync.OnceValue(func() string { return captures.List(maps.Collect(search.FoldedRunes())) })

// joinSteadily has the index join its parts a little with each transaction, and not when there are sixteen of a size:
// the largest would write most of the index at once, and the log with it (https://sqlite.org/fts3.html, 8.3).
const joinSteadily = "INSERT INTO search (search) VALUES ('automerge=8')"

// Reindex makes the index anew.
func (t *Writer) Reindex(ctx context.Context) error {
	err := t.Exec(ctx, `DELETE FROM indexed WHERE article NOT IN (SELECT article FROM heads);
		INSERT INTO indexed (article) SELECT article FROM heads WHERE article NOT IN (SELECT article FROM indexed)
			ORDER BY article`)
	if err != nil {
		return err
	}
	if err := t.Exec(ctx, db.EmptyIndex+"; "+joinSteadily); err != nil {
		return err
	}
	t.noted, t.size, t.IndexesLater = nil, 0, false // they are among all
	for last := int64(0); ; {
		if err := t.Ended(); err != nil {
			return err
		}
		var docid int64
		var title, body string
		err := t.Row(ctx, `SELECT docid, title, body FROM indexed JOIN heads USING (article) JOIN texts USING (text)
			WHERE docid > ? ORDER BY docid LIMIT 1`, last).Scan(&docid, &title, &body)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := At(ctx, t.Tx, docid, Text{title, body}); err != nil {
			return err
		}
		last = docid
	}
}
