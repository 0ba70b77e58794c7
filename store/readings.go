package store

import (
	"context"
	"database/sql"
	"errors"

	"mingpao/extract"
)

// saveReading keeps what a program made of a page, in place of what another one did.
func (t *writer) saveReading(ctx context.Context, capture, address, run int64, r reading) error {
	var old, oldText int64
	err := t.row(ctx, "SELECT article, coalesce(text, 0) FROM readings WHERE capture = ? AND address = ?", capture,
		address).Scan(&old, &oldText)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if old != 0 && r.number() == 0 { // what a program could read, another one's refusal does not unmake
		return nil
	}
	t.touch(old, r.number())
	_, text, err := t.putReading(ctx, capture, address, run, r)
	if oldText != 0 && oldText != text {
		t.orphans = append(t.orphans, oldText)
	}
	return err
}

// putReading writes what a program made of a page. It returns the fingerprint and the number of the text.
func (t *tx) putReading(ctx context.Context, capture, address, run int64, r reading) (hash string, text int64, err error) {
	art := r.article
	if art == nil {
		art = &extract.Article{}
	} else {
		if text, err = t.saveText(ctx, art.Body); err != nil {
			return "", 0, err
		}
		hash = fingerprint(art)
	}
	return hash, text, t.exec(ctx, `INSERT INTO readings (capture, address, run, article, refusal, sha256, access, title, text,
		fields)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (capture, address) DO UPDATE SET run = excluded.run,
		article = excluded.article, refusal = excluded.refusal, sha256 = excluded.sha256, access = excluded.access,
		title = excluded.title, text = excluded.text, fields = excluded.fields`,
		capture, address, run, r.number(), r.refusal, hash, string(art.Access), art.Title, nullNumber(text), fieldsOf(art))
}

// saveText keeps a text once and returns its number.
func (t *tx) saveText(ctx context.Context, body string) (int64, error) {
	hash := numberOf(body)
	result, err := t.sql.ExecContext(ctx, `INSERT INTO texts (hash, body) SELECT ?1, ?2
		WHERE NOT EXISTS (SELECT 1 FROM texts WHERE hash = ?1 AND body = ?2)`, hash, body)
	if err != nil {
		return 0, err
	}
	if n, err := result.RowsAffected(); n > 0 || err != nil {
		number, _ := result.LastInsertId()
		return number, err
	}
	number, _, err := one[int64](ctx, t.view, "SELECT text FROM texts WHERE hash = ? AND body = ?", hash, body)
	return number, err
}

// dropTexts forgets texts that no reading needs any more. The heads have been rebuilt: theirs are readings' texts.
func (t *writer) dropTexts(ctx context.Context) error {
	for _, number := range t.orphans {
		if err := t.exec(ctx, "DELETE FROM texts WHERE text = ?1 AND NOT EXISTS (SELECT 1 FROM readings WHERE text = ?1)",
			number); err != nil {
			return err
		}
	}
	t.orphans = nil
	return nil
}
