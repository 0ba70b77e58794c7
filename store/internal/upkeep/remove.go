package upkeep

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Remove removes articles for good: texts, versions, looks, index, the pages that no other article's looks need, and
// what other pages were packed with that held them. A tombstone keeps each from coming back. Then nothing of what went
// is left in the file: where ErrPending says that this could not be done yet, the next one who opens it to write does
// it.
func Remove(ctx context.Context, d *db.DB, refs []site.Ref, reason string, now time.Time) error {
	var stones []catalog.Tombstone
	for _, r := range refs {
		stones = append(stones, catalog.Tombstone{Edition: r.Edition, ID: r.ID, At: site.Stamp(now), Reason: reason})
	}
	return RemoveAs(ctx, d, stones)
}

// RemoveAs is Remove with the tombstones that articles get: those of another archive, which Disputed lists. What was
// removed before keeps its own.
func RemoveAs(ctx context.Context, d *db.DB, stones []catalog.Tombstone) error {
	var remade error
	err := record.Write(ctx, d, "remove", func(ctx context.Context, t *record.Writer) error {
		if err := t.Exec(ctx, "PRAGMA secure_delete = ON"); err != nil { // until Erase has come to an end, which may be later
			return err
		}
		var all []site.Ref
		for _, stone := range stones {
			all = append(all, site.Ref{Edition: stone.Edition, ID: stone.ID})
		}
		for i, stone := range stones {
			r, err := planOf(ctx, t.Tx.View, all[i], all)
			if err == nil && (r.Before == nil || r.IsHere()) {
				err = removeOne(ctx, t, r, stone)
			}
			if err != nil {
				return fmt.Errorf("article %s: %w", stone.ID, err)
			}
		}
		if t.IndexesLater {
			remade = ErrReindexed
			return t.Reindex(ctx)
		}
		return nil
	})
	if err != nil {
		return err
	}
	d.Zip.Forget() // a dictionary in use may be one that was made anew
	return cmp.Or(Erase(ctx, d), remade)
}

func removeOne(ctx context.Context, t *record.Writer, r Removal, stone catalog.Tombstone) error {
	err := t.DropDerived(ctx, r.number) // while the index can still read the text
	if db.IsDamage(err) {
		t.IndexesLater = true // it is made anew without the article
		err = t.DropDerived(ctx, r.number)
	}
	if err != nil {
		return err
	}
	if err := dropLooks(ctx, t, r); err != nil {
		return err
	}
	if err := removePages(ctx, t, r.captures); err != nil {
		return err
	}
	if err := dropPictures(ctx, t, r.pictures); err != nil {
		return err
	}
	for _, ref := range append(r.Aliases, r.Ref) {
		if err := forgetQueued(ctx, t, ref); err != nil {
			return err
		}
	}
	if err := forgetAddresses(ctx, t, r.names); err != nil {
		return err
	}
	t.Touch(r.sharing...)
	if err := t.RebuildTouched(ctx, 0); err != nil {
		return err
	}
	if err := entomb(ctx, t.Tx, r.number, stone); err != nil || !t.Dropped {
		return err
	}
	return t.Describe(ctx, db.ToErase, eraseAll)
}

// entomb leaves a tombstone, which keeps an article from coming back.
func entomb(ctx context.Context, t *db.Tx, article int64, stone catalog.Tombstone) error {
	return t.Exec(ctx,
		"INSERT INTO removed (article, edition, id, at, reason) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		article, stone.Edition, stone.ID, stone.At, stone.Reason)
}

// drop is exec that notes whether anything went.
func drop(ctx context.Context, t *record.Writer, query string, args ...any) error {
	n, err := t.Changed(ctx, query, args...)
	t.Dropped = t.Dropped || n > 0
	return err
}

// dropLooks drops the looks of an article. One at another's address that found a page as before follows the page before
// that one again.
func dropLooks(ctx context.Context, t *record.Writer, r Removal) error {
	for _, l := range r.looks {
		named, _, err := db.One[int64](ctx, t.View, "SELECT article FROM addresses WHERE address = ?", l.Address)
		if err != nil {
			return err
		}
		if l.Detail == record.AsBefore && !slices.Contains(r.names, named) {
			err = forgetPage(ctx, t, l)
		} else {
			err = dropLook(ctx, t, l)
		}
		if err != nil {
			return err
		}
	}
	for _, l := range r.looks { // once none is left that another could follow
		if err := t.DropUnseen(ctx, l.Capture, l.Address); err != nil {
			return err
		}
		if err := t.FollowPage(ctx, 0, l.Address); err != nil {
			return err
		}
	}
	return dropAnswers(ctx, t, r.looks)
}

// dropLook drops a look and keeps its leaf.
func dropLook(ctx context.Context, t *record.Writer, l record.SightingKey) error {
	if err := t.KeepLeaf(ctx, l); err != nil {
		return err
	}
	return drop(ctx, t, "DELETE FROM sightings"+record.ThisLook, l.Values()...)
}

// forgetPage has a look that found a page as before find none.
func forgetPage(ctx context.Context, t *record.Writer, l record.SightingKey) error {
	found := l
	if found.Capture = 0; found != l {
		if err := t.MakeRoom(ctx, found); err != nil {
			return err
		}
	}
	return drop(ctx, t, "UPDATE OR REPLACE sightings SET capture = 0"+record.ThisLook, l.Values()...)
}

// dropAnswers drops the heads of answers to looks that are dropped, where no other look had the same.
func dropAnswers(ctx context.Context, t *record.Writer, looks []record.SightingKey) error {
	for _, l := range looks {
		if l.Answer == 0 {
			continue
		}
		if err := drop(ctx, t, `DELETE FROM answers WHERE answer = ?1
			AND NOT EXISTS (SELECT 1 FROM sightings WHERE answer = ?1)`, l.Answer); err != nil {
			return err
		}
	}
	return nil
}

// forgetQueued drops what lists said of an article, and its place in the queue.
func forgetQueued(ctx context.Context, t *record.Writer, ref site.Ref) error {
	const which = " WHERE page IN (SELECT page FROM pages WHERE edition = ? AND id = ?)"
	for _, table := range []string{"failures", "listings", "pages"} {
		if err := drop(ctx, t, "DELETE FROM "+table+which, ref.Edition, ref.ID); err != nil {
			return err
		}
	}
	return drop(ctx, t, "DELETE FROM unused WHERE instr(url, ?) > 0", ref.ID)
}

// forgetAddresses drops the addresses of articles at which nothing was seen otherwise.
func forgetAddresses(ctx context.Context, t *record.Writer, articles []int64) error {
	for _, n := range articles {
		if err := drop(ctx, t, `DELETE FROM addresses WHERE article = ? AND NOT EXISTS
			(SELECT 1 FROM sightings WHERE sightings.address = addresses.address)`, n); err != nil {
			return err
		}
	}
	return nil
}

// removePages removes pages with all that was read from them. Pages that were packed with them, or with a dictionary
// that holds them, are packed anew.
func removePages(ctx context.Context, t *record.Writer, pages []int64) error {
	for _, n := range pages {
		gone, err := captures.Load(ctx, t.Tx.View, n)
		if err != nil && !db.IsDamage(err) {
			return err
		}
		if err := t.DropReadings(ctx, n); err != nil {
			return err
		}
		if err := repack(ctx, t.Tx, "base = ?", n); err != nil {
			return err
		}
		if err := dropLooksAt(ctx, t, n); err != nil {
			return err
		}
		if err := dropCapture(ctx, t, n); err != nil {
			return err
		}
		if err := dropDictionaries(ctx, t.Tx, gone.Body); err != nil {
			return err
		}
	}
	return nil
}

func dropCapture(ctx context.Context, t *record.Writer, n int64) error {
	if err := drop(ctx, t, "DELETE FROM pictures WHERE capture = ?", n); err != nil {
		return err
	}
	return drop(ctx, t, "DELETE FROM captures WHERE capture = ?", n)
}

// dropLooksAt drops what is left of looks that found a page.
func dropLooksAt(ctx context.Context, t *record.Writer, page int64) error {
	looks, err := db.Collect(ctx, t.View, record.ScanKey,
		"SELECT "+record.KeyColumns+" FROM sightings AS s WHERE capture = ?", page)
	for _, l := range looks {
		if err := dropLook(ctx, t, l); err != nil {
			return err
		}
	}
	return err
}

// dropDictionaries removes the dictionaries that hold a page, and those that cannot be read; of a page that is
// damaged, and so not known, all of them.
func dropDictionaries(ctx context.Context, t *db.Tx, page []byte) error {
	all, err := db.Collect(ctx, t.View, db.Column[int64], "SELECT dictionary FROM dictionaries")
	if err != nil {
		return err
	}
	for _, n := range all {
		text, err := captures.DictionaryText(ctx, t.View, n)
		if db.IsTrouble(err) {
			return err
		}
		if err == nil && !bytes.Contains(text, page) { // a damaged one may still hold it, and opens nothing
			continue
		}
		if err := repack(ctx, t, "dictionary = ?", n); err != nil {
			return err
		}
		if err := t.Exec(ctx, "DELETE FROM dictionaries WHERE dictionary = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// repack packs pages without anything else.
func repack(ctx context.Context, t *db.Tx, where string, number int64) error {
	pages, err := db.Collect(ctx, t.View, db.Column[int64], "SELECT capture FROM captures WHERE "+where, number)
	if err != nil {
		return err
	}
	for _, n := range pages {
		c, err := captures.Load(ctx, t.View, n)
		if db.IsDamage(err) { // lost already; what it needs must go all the same
			if err := t.Exec(ctx, "UPDATE captures SET dictionary = NULL, base = NULL, data = x'' WHERE capture = ?",
				n); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		err = t.Exec(ctx, "UPDATE captures SET dictionary = NULL, base = NULL, data = ? WHERE capture = ?",
			t.Zip.Enc.EncodeAll(c.Body, nil), n)
		if err != nil {
			return err
		}
	}
	return nil
}
