package store

import (
	"context"
	"database/sql"
	"errors"
)

// Repair makes anew what can be made: what pages were read as, what follows from the sightings, SQLite's indexes and
// the index of the text. Pages that are lost stay lost.
func (a *Archive) Repair(ctx context.Context, run int64) error {
	if _, err := a.db.ExecContext(ctx, "REINDEX"); err != nil {
		return fault(a.Path(), "repair", err)
	}
	return a.record(ctx, "repair", func(ctx context.Context, t *writer) error {
		if err := t.repairReadings(ctx, run); err != nil {
			return err
		}
		articles, err := collect(ctx, t.view, single[int64],
			"SELECT article FROM readings WHERE article <> 0 UNION SELECT article FROM heads UNION SELECT article FROM versions")
		if err != nil {
			return err
		}
		if err := t.exec(ctx, "DELETE FROM indexed"); err != nil {
			return err
		}
		t.indexesLater = true
		for _, n := range articles {
			if err := t.ended(); err != nil {
				return err
			}
			if err := t.repairArticle(ctx, run, n); err != nil {
				return err
			}
		}
		return t.reindex(ctx)
	})
}

// repairReadings reads pages again that nothing sound says the reading of.
func (t *writer) repairReadings(ctx context.Context, run int64) error {
	type key struct{ capture, address int64 }
	keys, err := collect(ctx, t.view, func(row scanner) (k key, err error) {
		err = row.Scan(&k.capture, &k.address)
		return k, err
	}, "SELECT DISTINCT capture, address FROM sightings WHERE capture <> 0")
	if err != nil {
		return err
	}
	c := checker{view: t.view}
	for _, k := range keys {
		if article, found, err := one[int64](ctx, t.view, "SELECT article FROM readings WHERE capture = ? AND address = ?",
			k.capture, k.address); err != nil {
			return err
		} else if found && (article == 0 || c.reading(ctx, k.capture, k.address) == nil) {
			continue
		}
		if err := t.repairReading(ctx, run, k.capture, k.address); err != nil {
			return err
		}
	}
	clear(t.touched)
	return nil
}

// repairReading reads a page again; where it cannot be, what there is of its text stays.
func (t *writer) repairReading(ctx context.Context, run, capture, address int64) error {
	r, err := t.readPage(ctx, look{capture: capture, address: address})
	if err != nil || r.number() == 0 {
		return err
	}
	if err := t.forgetText(ctx, capture, address); err != nil {
		return err
	}
	return t.saveReading(ctx, capture, address, run, r)
}

// forgetText drops a text that is not what was kept, so that the right one gets its number.
func (t *tx) forgetText(ctx context.Context, capture, address int64) error {
	number, _, err := one[int64](ctx, t.view, "SELECT coalesce(text, 0) FROM readings WHERE capture = ? AND address = ?",
		capture, address)
	if err != nil || number == 0 {
		return err
	}
	var hash int64
	var body string
	err = t.row(ctx, "SELECT hash, body FROM texts WHERE text = ?", number).Scan(&hash, &body)
	if err == nil && numberOf(body) == hash || errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.exec(ctx, "UPDATE readings SET text = NULL WHERE text = ?", number); err != nil {
		return err
	}
	return t.exec(ctx, "DELETE FROM texts WHERE text = ?", number)
}

// repairArticle brings an article's rows in line; one whose text is lost stays as it is.
func (t *writer) repairArticle(ctx context.Context, run, article int64) error {
	_, seen, err := one[int](ctx, t.view, "SELECT 1 FROM readings JOIN sightings USING (capture, address) WHERE readings.article = ? LIMIT 1", article)
	if err != nil || !seen { // its sightings are lost: what is kept of it is all there is
		return err
	}
	err = t.rebuild(ctx, run, article)
	if isDamage(err) {
		return nil
	}
	return err
}
