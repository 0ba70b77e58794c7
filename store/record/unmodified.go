package record

import (
	"context"
	"database/sql"
	"errors"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"strings"
)

// The detail of a look that found a page unmodified says which one. It is worked out again when pages come in late.
const (
	AsBefore = "as before" // the latest one before the look, whatever that is
	OfPage   = "sha256 "   // this one, which is not here yet
)

// sameArticle are an address and the others of the article that it names.
const sameArticle = `(SELECT ?1 UNION SELECT address FROM addresses WHERE article <> 0
	AND article = (SELECT article FROM addresses WHERE address = ?1))`

// whichPage is that detail; "" where the look names the page and it is here.
func whichPage(s Sighting, capture int64) string {
	switch {
	case s.Detail == AsBefore || s.SHA256 == "":
		return AsBefore
	case capture == 0:
		return OfPage + s.SHA256
	}
	return ""
}

// Unmodified is the page that a look found still there: the one that the sighting names, else the latest before it; 0
// where that is not known yet.
func Unmodified(ctx context.Context, v db.View, address int64, s Sighting) (capture int64, err error) {
	if s.SHA256 != "" && s.Detail != AsBefore {
		capture, _, err = captures.CaptureOf(ctx, v, s.SHA256)
		return capture, err
	}
	capture, _, err = db.One[int64](ctx, v, `SELECT capture FROM sightings
		WHERE address IN `+sameArticle+` AND capture <> 0 AND at <= ?2
		AND detail <> ?3 ORDER BY at DESC, capture LIMIT 1`, address, site.Stamp(s.At), AsBefore)
	return capture, err
}

// FollowPage works out anew which page the looks at an article's addresses found unmodified, after another one has
// come in.
func (t *Writer) FollowPage(ctx context.Context, run, address int64) error {
	looks, err := db.Collect(ctx, t.View, ScanKey, `SELECT address, at, source, outcome, capture, detail, run FROM sightings
		WHERE address IN `+sameArticle+` AND outcome = 'unmodified' AND detail <> ''`, address)
	if err != nil {
		return err
	}
	for _, k := range looks {
		if err := t.followLook(ctx, run, k); err != nil {
			return err
		}
	}
	return nil
}

func (t *Writer) followLook(ctx context.Context, run int64, k SightingKey) error {
	s := Sighting{At: site.ParseStamp(k.At), Detail: k.Detail}
	s.SHA256, _ = strings.CutPrefix(k.Detail, OfPage)
	capture, err := Unmodified(ctx, t.Tx.View, k.Address, s)
	if err != nil || capture == k.Capture || capture == 0 {
		return err
	}
	err = t.Exec(ctx, `UPDATE OR REPLACE sightings SET capture = ?1, detail = ?2
		WHERE address = ?3 AND at = ?4 AND source = ?5 AND outcome = ?6 AND capture = ?7`,
		capture, whichPage(s, capture), k.Address, k.At, k.Source, k.Outcome, k.Capture)
	if err != nil {
		return err
	}
	if err := t.DropUnseen(ctx, k.Capture, k.Address); err != nil {
		return err
	}
	return t.readAndTouch(ctx, run, capture, k.Address)
}

// DropUnseen drops what a page was read as at an address where nobody is said to have seen it any more.
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
	t.Orphans = append(t.Orphans, text)
	return t.Exec(ctx, "DELETE FROM readings WHERE capture = ? AND address = ?", capture, address)
}

// readAndTouch is readHere that marks the article, whose history has one look more.
func (t *Writer) readAndTouch(ctx context.Context, run, capture, address int64) error {
	if err := t.readHere(ctx, run, capture, address); err != nil {
		return err
	}
	article, _, err := db.One[int64](ctx, t.View, "SELECT article FROM readings WHERE capture = ? AND address = ?", capture,
		address)
	t.Touch(article)
	return err
}

// readHere makes sure that a page has been read at an address. One that cannot be read again is what it was read as
// elsewhere.
func (t *Writer) readHere(ctx context.Context, run, capture, address int64) error {
	_, found, err := db.One[int](ctx, t.View, "SELECT 1 FROM readings WHERE capture = ? AND address = ?", capture, address)
	if found || err != nil {
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
