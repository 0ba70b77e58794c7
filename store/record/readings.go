package record

import (
	"context"
	"database/sql"
	"errors"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// SaveReading keeps what a program made of a page, in place of what another one did.
func (t *Writer) SaveReading(ctx context.Context, capture, address, run int64, r captures.Reading) error {
	var old, oldText int64
	err := t.Row(ctx, "SELECT article, coalesce(text, 0) FROM readings WHERE capture = ? AND address = ?", capture,
		address).Scan(&old, &oldText)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if old != 0 && r.Number() == 0 { // what a program could read, another one's refusal does not unmake
		return nil
	}
	t.Touch(old, r.Number())
	_, text, err := putReading(ctx, t.Tx, capture, address, run, r)
	if oldText != 0 && oldText != text {
		t.Orphans = append(t.Orphans, oldText)
	}
	return err
}

// putReading writes what a program made of a page. It returns the fingerprint and the number of the text.
func putReading(ctx context.Context, t *db.Tx, capture, address, run int64, r captures.Reading) (hash string, text int64, err error) {
	art := r.Article
	if art == nil {
		art = &extract.Article{}
	} else {
		if text, err = saveText(ctx, t, art.Body); err != nil {
			return "", 0, err
		}
		hash = captures.Fingerprint(art)
	}
	return hash, text, t.Exec(ctx, `INSERT INTO readings (capture, address, run, article, refusal, sha256, access, title, text,
		fields)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (capture, address) DO UPDATE SET run = excluded.run,
		article = excluded.article, refusal = excluded.refusal, sha256 = excluded.sha256, access = excluded.access,
		title = excluded.title, text = excluded.text, fields = excluded.fields`,
		capture, address, run, r.Number(), r.Refusal, hash, string(art.Access), art.Title, captures.NullNumber(text), captures.FieldsOf(art))
}

// saveText keeps a text once and returns its number.
func saveText(ctx context.Context, t *db.Tx, body string) (int64, error) {
	hash := ident.NumberOf(body)
	result, err := t.Sql.ExecContext(ctx, `INSERT INTO texts (hash, body) SELECT ?1, ?2
		WHERE NOT EXISTS (SELECT 1 FROM texts WHERE hash = ?1 AND body = ?2)`, hash, body)
	if err != nil {
		return 0, err
	}
	if n, err := result.RowsAffected(); n > 0 || err != nil {
		number, _ := result.LastInsertId()
		return number, err
	}
	number, _, err := db.One[int64](ctx, t.View, "SELECT text FROM texts WHERE hash = ? AND body = ?", hash, body)
	return number, err
}

// dropTexts forgets texts that no reading needs any more. The heads have been rebuilt: theirs are readings' texts.
func (t *Writer) dropTexts(ctx context.Context) error {
	for _, number := range t.Orphans {
		if err := t.Exec(ctx, "DELETE FROM texts WHERE text = ?1 AND NOT EXISTS (SELECT 1 FROM readings WHERE text = ?1)",
			number); err != nil {
			return err
		}
	}
	t.Orphans = nil
	return nil
}
