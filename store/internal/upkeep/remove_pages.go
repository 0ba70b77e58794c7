package upkeep

import (
	"bytes"
	"context"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

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
