package record

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// keep keeps the page of a sighting, and what the rules made of it.
func (t *Writer) keep(ctx context.Context, a *arrival, now time.Time) (err error) {
	switch {
	case a.Seen == queue.SeenPicture && !a.again:
		a.capture, err = captures.KeepPicture(ctx, t.Tx, a.capture, &a.Capture)
		return err
	case a.Seen == queue.SeenPage && !a.again:
		return t.keepPage(ctx, a, now)
	case a.capture != 0:
		return t.readAndTouch(ctx, a.readBy, a.capture, a.address)
	}
	return nil
}

// otherPages is the kind, as dictionaries have it, of pages that hold no article.
const otherPages = "other"

func (t *Writer) keepPage(ctx context.Context, a *arrival, now time.Time) (err error) {
	kind, like := otherPages, a.found
	if a.Article != nil {
		kind = a.Article.Edition
	}
	if a.first {
		like = 0
	}
	if a.capture, err = captures.KeepCapture(ctx, t.Tx, a.capture, &a.Capture, kind, like, now); err != nil {
		return err
	}
	made := captures.Reading{Article: a.Article, Refusal: a.Refusal}
	if a.first { // there is no other to replace
		a.reading, err = putReading(ctx, t.Tx, a.capture, a.address, a.readBy, made)
		return err
	}
	if a.ReadBy != 0 || a.Run != 0 { // another archive's reading does not replace ours, which may be of newer rules
		_, found, err := db.One[int](ctx, t.View, "SELECT 1 FROM readings WHERE capture = ? AND address = ? AND article <> 0",
			a.capture, a.address)
		if found || err != nil {
			return err
		}
	}
	return t.SaveReading(ctx, a.capture, a.address, a.readBy, made)
}

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
	kept, err := putReading(ctx, t.Tx, capture, address, run, r)
	if oldText != 0 && oldText != kept.text {
		t.orphans = append(t.orphans, oldText)
	}
	return err
}

// reading is how the table keeps what a program made of a page.
type reading struct {
	hash string // the fingerprint
	text int64  // the number of the text; 0: none
}

// putReading writes what a program made of a page.
func putReading(ctx context.Context, t *db.Tx, capture, address, run int64, made captures.Reading) (
	r reading, err error) {
	art := made.Article
	if art == nil {
		art = &extract.Article{}
	} else {
		if r.text, err = saveText(ctx, t, art.Body); err != nil {
			return r, err
		}
		r.hash = captures.Fingerprint(art)
	}
	return r, t.Exec(ctx, `INSERT INTO readings (capture, address, run, article, refusal, sha256, access, title, text,
		fields)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (capture, address) DO UPDATE SET run = excluded.run,
		article = excluded.article, refusal = excluded.refusal, sha256 = excluded.sha256, access = excluded.access,
		title = excluded.title, text = excluded.text, fields = excluded.fields`,
		capture, address, run, made.Number(), made.Refusal, r.hash, string(art.Access), art.Title,
		captures.NullNumber(r.text), captures.FieldsOf(art))
}

// saveText keeps a text once and returns its number.
func saveText(ctx context.Context, t *db.Tx, body string) (int64, error) {
	hash := ident.NumberOf(body)
	result, err := t.SQL.ExecContext(ctx, `INSERT INTO texts (hash, body) SELECT ?1, ?2
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

// DropUnseen drops what a page was read as at an address where no one is said to have seen it any more.
func (t *Writer) DropUnseen(ctx context.Context, capture, address int64) error {
	var article, text int64
	err := t.Row(ctx, `SELECT article, coalesce(text, 0) FROM readings WHERE capture = ?1 AND address = ?2
		AND NOT EXISTS (SELECT 1 FROM sightings WHERE capture = ?1 AND address = ?2)`, capture, address).Scan(&article, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	t.Touch(article)
	t.orphans = append(t.orphans, text)
	return t.Exec(ctx, "DELETE FROM readings WHERE capture = ? AND address = ?", capture, address)
}

// DropReadings drops what a page was read as, wherever it was seen.
func (t *Writer) DropReadings(ctx context.Context, capture int64) error {
	texts, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT text FROM readings
		WHERE capture = ? AND text IS NOT NULL`, capture)
	if err != nil {
		return err
	}
	articles, err := db.Collect(ctx, t.View, db.Column[int64], "SELECT article FROM readings WHERE capture = ?", capture)
	if err != nil {
		return err
	}
	t.orphans = append(t.orphans, texts...)
	t.Touch(articles...)
	return t.Exec(ctx, "DELETE FROM readings WHERE capture = ?", capture)
}

// readAndTouch is readHere that marks the article, whose history has one look more.
func (t *Writer) readAndTouch(ctx context.Context, run, capture, address int64) error {
	article, err := t.readAt(ctx, run, capture, address)
	t.Touch(article)
	return err
}

// readAt is readHere that returns the article, 0 for none.
func (t *Writer) readAt(ctx context.Context, run, capture, address int64) (article int64, err error) {
	if err := t.readHere(ctx, run, capture, address); err != nil {
		return 0, err
	}
	article, _, err = db.One[int64](ctx, t.View, "SELECT article FROM readings WHERE capture = ? AND address = ?", capture,
		address)
	return article, err
}

// readHere makes sure that a page has been read at an address. One that cannot be read again is what it was read as
// elsewhere.
func (t *Writer) readHere(ctx context.Context, run, capture, address int64) error {
	_, found, err := db.One[int](ctx, t.View, "SELECT 1 FROM readings WHERE capture = ? AND address = ?", capture, address)
	if found || err != nil {
		return err
	}
	if is, err := captures.IsPicture(ctx, t.View, capture); is || err != nil { // there is nothing to read in it
		return err
	}
	r, err := captures.ReadPage(ctx, t.Tx.View, history.Look{Capture: capture, Address: address})
	if err != nil {
		return err
	}
	if r.Number() != 0 {
		return t.SaveReading(ctx, capture, address, run, r)
	}
	return CopyReading(ctx, t.Tx, capture, address)
}

// CopyReading makes a page at an address what it was read as elsewhere.
func CopyReading(ctx context.Context, t *db.Tx, capture, address int64) error {
	return t.Exec(ctx, `INSERT INTO readings (capture, address, run, article, refusal, sha256, access, title, text, fields)
		SELECT capture, ?2, run, article, refusal, sha256, access, title, text, fields FROM readings
		WHERE capture = ?1 ORDER BY article = 0, address LIMIT 1 ON CONFLICT DO NOTHING`, capture, address)
}

// dropTexts forgets texts that no reading needs any more. The heads have been rebuilt: theirs are readings' texts.
func (t *Writer) dropTexts(ctx context.Context) error {
	for _, number := range t.orphans {
		if err := t.Exec(ctx, "DELETE FROM texts WHERE text = ?1 AND NOT EXISTS (SELECT 1 FROM readings WHERE text = ?1)",
			number); err != nil {
			return err
		}
	}
	t.orphans = nil
	return nil
}
