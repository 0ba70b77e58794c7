package upkeep

import (
	"context"
	"database/sql"
	"errors"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/verify"
	"mingpao/store/record"
)

// Repair makes anew what can be made: what pages were read as, what follows from the sightings, SQLite's indexes and
// the index of the text. Pages that are lost stay lost.
func Repair(ctx context.Context, d *db.DB, run int64) error {
	if _, err := d.SQL.ExecContext(ctx, "REINDEX"); err != nil {
		return db.Fault(d.Path(), "repair", err)
	}
	return record.Write(ctx, d, "repair", func(ctx context.Context, t *record.Writer) error {
		if err := repairPictures(ctx, t); err != nil {
			return err
		}
		if err := repairReadings(ctx, t, run); err != nil {
			return err
		}
		articles, err := db.Collect(ctx, t.View, db.Column[int64],
			"SELECT article FROM readings WHERE article <> 0 UNION SELECT article FROM heads UNION SELECT article FROM versions")
		if err != nil {
			return err
		}
		if err := t.Exec(ctx, "DELETE FROM indexed"); err != nil {
			return err
		}
		t.IndexesLater = true
		for _, n := range articles {
			if err := t.Ended(); err != nil {
				return err
			}
			if err := repairArticle(ctx, t, run, n); err != nil {
				return err
			}
		}
		return t.Reindex(ctx)
	})
}

// repairPictures notes anew what pictures are.
func repairPictures(ctx context.Context, t *record.Writer) error {
	all, err := db.Collect(ctx, t.View, db.Column[int64],
		"SELECT capture FROM sightings WHERE outcome = 'picture' UNION SELECT capture FROM pictures")
	for _, n := range all {
		if err == nil {
			err = captures.RepairPicture(ctx, t.Tx, n)
		}
	}
	return err
}

// repairReadings reads pages again that nothing sound says the reading of.
func repairReadings(ctx context.Context, t *record.Writer, run int64) error {
	type key struct{ capture, address int64 }
	keys, err := db.Collect(ctx, t.View, func(row db.Scanner) (k key, err error) {
		err = row.Scan(&k.capture, &k.address)
		return k, err
	}, "SELECT DISTINCT capture, address FROM sightings WHERE capture <> 0 AND capture NOT IN "+
		"(SELECT capture FROM pictures)")
	if err != nil {
		return err
	}
	for _, k := range keys {
		if article, found, err := db.One[int64](ctx, t.View, "SELECT article FROM readings WHERE capture = ? AND address = ?",
			k.capture, k.address); err != nil {
			return err
		} else if found && (article == 0 || verify.Reading(ctx, t.View, k.capture, k.address) == nil) {
			continue
		}
		if err := repairReading(ctx, t, run, k.capture, k.address); err != nil {
			return err
		}
	}
	return nil
}

// repairReading reads a page again; where it cannot be, what there is of its text stays.
func repairReading(ctx context.Context, t *record.Writer, run, capture, address int64) error {
	r, err := captures.ReadPage(ctx, t.Tx.View, history.Look{Capture: capture, Address: address})
	if err != nil || r.Number() == 0 {
		return err
	}
	if err := forgetText(ctx, t.Tx, capture, address); err != nil {
		return err
	}
	return t.SaveReading(ctx, capture, address, run, r)
}

// forgetText drops a text that is not what was kept, so that the right one gets its number.
func forgetText(ctx context.Context, t *db.Tx, capture, address int64) error {
	number, _, err := db.One[int64](ctx, t.View,
		"SELECT coalesce(text, 0) FROM readings WHERE capture = ? AND address = ?", capture, address)
	if err != nil || number == 0 {
		return err
	}
	var hash int64
	var body string
	err = t.Row(ctx, "SELECT hash, body FROM texts WHERE text = ?", number).Scan(&hash, &body)
	if err == nil && ident.NumberOf(body) == hash || errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.Exec(ctx, "UPDATE readings SET text = NULL WHERE text = ?", number); err != nil {
		return err
	}
	return t.Exec(ctx, "DELETE FROM texts WHERE text = ?", number)
}

// repairArticle brings an article's rows in line; one whose text is lost stays as it is.
func repairArticle(ctx context.Context, t *record.Writer, run, article int64) error {
	_, seen, err := db.One[int](ctx, t.View,
		"SELECT 1 FROM readings JOIN sightings USING (capture, address) WHERE readings.article = ? LIMIT 1", article)
	if err != nil || !seen { // its sightings are lost: what is kept of it is all there is
		return err
	}
	err = t.Rebuild(ctx, run, article)
	if db.IsDamage(err) {
		return nil
	}
	return err
}
