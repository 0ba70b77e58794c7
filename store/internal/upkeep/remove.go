package upkeep

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
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
