package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mingpao/extract/site"
)

// Remove removes articles for good: texts, versions, looks, index, the pages that no other article's looks need, and
// what other pages were packed with that held them. A tombstone keeps each from coming back. Then nothing of what went
// is left in the file: where ErrPending says that this could not be done yet, the next one who opens it to write does
// it.
func (a *Archive) Remove(ctx context.Context, refs []site.Ref, reason string, now time.Time) error {
	var stones []Tombstone
	for _, r := range refs {
		stones = append(stones, Tombstone{r.Edition, r.ID, site.Stamp(now), reason})
	}
	return a.RemoveAs(ctx, stones)
}

// RemoveAs is Remove with the tombstones that articles get: those of another archive, which Disputed lists. What was
// removed before keeps its own.
func (a *Archive) RemoveAs(ctx context.Context, stones []Tombstone) error {
	var remade error
	err := a.record(ctx, "remove", func(ctx context.Context, t *writer) error {
		if err := t.exec(ctx, "PRAGMA secure_delete = ON"); err != nil { // until Erase has come to an end, which may be later
			return err
		}
		for _, stone := range stones {
			r, err := t.removal(ctx, site.Ref{Edition: stone.Edition, ID: stone.ID})
			if err == nil && (r.Before == nil || r.IsHere()) {
				err = t.remove(ctx, r, stone)
			}
			if err != nil {
				return fmt.Errorf("article %s: %w", stone.ID, err)
			}
		}
		if t.indexesLater {
			remade = ErrReindexed
			return t.reindex(ctx)
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.zip.forget() // a dictionary in use may be one that was made anew
	return cmp.Or(a.Erase(ctx), remade)
}

func (t *writer) remove(ctx context.Context, r Removal, stone Tombstone) error {
	err := t.writeDerived(ctx, r.number, derived{}, indexText{}) // while the index can still read the text
	if isDamage(err) {
		t.indexesLater = true // it is made anew without the article
		err = t.writeDerived(ctx, r.number, derived{}, indexText{})
	}
	if err != nil {
		return err
	}
	if err := t.dropLooks(ctx, r); err != nil {
		return err
	}
	if err := t.removePages(ctx, r.captures); err != nil {
		return err
	}
	for _, ref := range append(r.Aliases, r.Ref) {
		if err := t.forgetQueued(ctx, ref); err != nil {
			return err
		}
	}
	t.touch(r.sharing...)
	if err := t.rebuildTouched(ctx, 0); err != nil {
		return err
	}
	if err := t.entomb(ctx, r.number, stone); err != nil || !t.dropped {
		return err
	}
	return t.describe(ctx, toErase, eraseAll)
}

// entomb leaves a tombstone, which keeps an article from coming back.
func (t *tx) entomb(ctx context.Context, article int64, stone Tombstone) error {
	return t.exec(ctx, "INSERT INTO removed (article, edition, id, at, reason) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		article, stone.Edition, stone.ID, stone.At, stone.Reason)
}

// drop is exec that notes whether anything went.
func (t *writer) drop(ctx context.Context, query string, args ...any) error {
	n, err := t.changed(ctx, query, args...)
	t.dropped = t.dropped || n > 0
	return err
}

// dropLooks drops the looks of an article. One at another's address that found a page as before follows the page before
// that one again.
func (t *writer) dropLooks(ctx context.Context, r Removal) error {
	for _, l := range r.looks {
		named, _, err := one[int64](ctx, t.view, "SELECT article FROM addresses WHERE address = ?", l.address)
		if err != nil {
			return err
		}
		const this = " WHERE address = ? AND at = ? AND source = ? AND outcome = ? AND capture = ?"
		statement := "DELETE FROM sightings"
		if l.detail == asBefore && !slices.Contains(r.names, named) {
			statement = "UPDATE OR REPLACE sightings SET capture = 0"
		}
		if err := t.drop(ctx, statement+this, l.address, l.at, l.source, l.outcome, l.capture); err != nil {
			return err
		}
		if err := t.dropUnseen(ctx, l.capture, l.address); err != nil {
			return err
		}
		if err := t.followPage(ctx, 0, l.address); err != nil {
			return err
		}
	}
	return nil
}

// forgetQueued drops what lists said of an article, and its place in the queue.
func (t *writer) forgetQueued(ctx context.Context, ref site.Ref) error {
	const which = " WHERE page IN (SELECT page FROM pages WHERE edition = ? AND id = ?)"
	for _, table := range []string{"failures", "listings", "pages"} {
		if err := t.drop(ctx, "DELETE FROM "+table+which, ref.Edition, ref.ID); err != nil {
			return err
		}
	}
	return nil
}

// removePages removes pages with all that was read from them. Pages that were packed with them, or with a dictionary
// that holds them, are packed anew.
func (t *writer) removePages(ctx context.Context, pages []int64) error {
	for _, n := range pages {
		gone, err := t.capture(ctx, n)
		if err != nil && !isDamage(err) {
			return err
		}
		if err := t.dropReadings(ctx, n); err != nil {
			return err
		}
		if err := t.repack(ctx, "base = ?", n); err != nil {
			return err
		}
		if err := t.exec(ctx, "DELETE FROM sightings WHERE capture = ?", n); err != nil {
			return err
		}
		if err := t.drop(ctx, "DELETE FROM captures WHERE capture = ?", n); err != nil {
			return err
		}
		if err := t.dropDictionaries(ctx, gone.Body); err != nil {
			return err
		}
	}
	return nil
}

func (t *writer) dropReadings(ctx context.Context, capture int64) error {
	texts, err := collect(ctx, t.view, single[int64], "SELECT text FROM readings WHERE capture = ? AND text IS NOT NULL",
		capture)
	if err != nil {
		return err
	}
	articles, err := collect(ctx, t.view, single[int64], "SELECT article FROM readings WHERE capture = ?", capture)
	if err != nil {
		return err
	}
	t.orphans = append(t.orphans, texts...)
	t.touch(articles...)
	return t.exec(ctx, "DELETE FROM readings WHERE capture = ?", capture)
}

// dropDictionaries removes the dictionaries that hold a page, and those that cannot be read; of a page that is
// damaged, and so not known, all of them.
func (t *tx) dropDictionaries(ctx context.Context, page []byte) error {
	all, err := collect(ctx, t.view, single[int64], "SELECT dictionary FROM dictionaries")
	if err != nil {
		return err
	}
	for _, n := range all {
		text, err := t.dictionaryText(ctx, n)
		if isTrouble(err) {
			return err
		}
		if err == nil && !bytes.Contains(text, page) { // a damaged one may still hold it, and opens nothing
			continue
		}
		if err := t.repack(ctx, "dictionary = ?", n); err != nil {
			return err
		}
		if err := t.exec(ctx, "DELETE FROM dictionaries WHERE dictionary = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// repack packs pages without anything else.
func (t *tx) repack(ctx context.Context, where string, number int64) error {
	pages, err := collect(ctx, t.view, single[int64], "SELECT capture FROM captures WHERE "+where, number)
	if err != nil {
		return err
	}
	for _, n := range pages {
		c, err := t.capture(ctx, n)
		if isDamage(err) { // lost already; what it needs must go all the same
			if err := t.exec(ctx, "UPDATE captures SET dictionary = NULL, base = NULL, data = x'' WHERE capture = ?", n); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		err = t.exec(ctx, "UPDATE captures SET dictionary = NULL, base = NULL, data = ? WHERE capture = ?",
			t.zip.enc.EncodeAll(c.Body, nil), n)
		if err != nil {
			return err
		}
	}
	return nil
}
