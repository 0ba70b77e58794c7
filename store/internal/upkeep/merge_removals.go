package upkeep

import (
	"context"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"slices"
)

// Disputed are the articles that were removed for good in another archive and are here. Its word does not bind ours:
// they stay, until somebody removes them here.
func Disputed(ctx context.Context, d *db.DB, other *db.DB) (here []catalog.Tombstone, err error) {
	theirs, err := credibleRemovals(ctx, other)
	if err != nil {
		return nil, err
	}
	here, err = heldOf(ctx, d.View(), theirs)
	return here, db.Fault(d.Path(), "look for removed articles", err)
}

// heldOf are those of removed articles that an archive has.
func heldOf(ctx context.Context, v db.View, stones []catalog.Tombstone) (here []catalog.Tombstone, err error) {
	for _, stone := range stones {
		isHere, err := holds(ctx, v, stone)
		if err != nil {
			return nil, err
		}
		if isHere {
			here = append(here, stone)
		}
	}
	return here, nil
}

// holds reports whether an archive has an article, under its own identity or another.
func holds(ctx context.Context, v db.View, stone catalog.Tombstone) (bool, error) {
	found, _, err := db.One[bool](ctx, v, `SELECT EXISTS (SELECT 1 FROM readings WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM heads WHERE article = ?1) OR EXISTS (SELECT 1 FROM aliases WHERE edition = ?2 AND id = ?3)`,
		ident.ArticleNumber(stone.Edition, stone.ID), stone.Edition, stone.ID)
	return found, err
}

// mergeRemovals keeps out what was removed in another archive.
func mergeRemovals(ctx context.Context, d *db.DB, other *db.DB) error {
	theirs, err := credibleRemovals(ctx, other)
	if err != nil || len(theirs) == 0 {
		return err
	}
	_, err = KeepOut(ctx, d, theirs)
	return err
}

// KeepOut keeps out what was removed elsewhere and is not here: it is not asked for any more, either. It returns what
// is here, and stays.
func KeepOut(ctx context.Context, d *db.DB, stones []catalog.Tombstone) (here []catalog.Tombstone, err error) {
	err = d.Write(ctx, "keep out what was removed", func(ctx context.Context, t *db.Tx) error {
		if here, err = heldOf(ctx, t.View, stones); err != nil {
			return err
		}
		for _, stone := range stones {
			if slices.Contains(here, stone) {
				continue
			}
			if err := entomb(ctx, t, ident.ArticleNumber(stone.Edition, stone.ID), stone); err != nil {
				return err
			}
			if err := t.Exec(ctx, "UPDATE pages SET state = 'gone', due = NULL WHERE edition = ? AND id = ?", stone.Edition,
				stone.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return here, err
}
