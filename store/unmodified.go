package store

import (
	"context"
	"database/sql"
	"errors"
	"mingpao/extract/site"
	"strings"
)

// The detail of a look that found a page unmodified says which one. It is worked out again when pages come in late.
const (
	asBefore = "as before" // the latest one before the look, whatever that is
	ofPage   = "sha256 "   // this one, which is not here yet
)

// sameArticle are an address and the others of the article that it names.
const sameArticle = `(SELECT ?1 UNION SELECT address FROM addresses WHERE article <> 0
	AND article = (SELECT article FROM addresses WHERE address = ?1))`

// whichPage is that detail; "" where the look names the page and it is here.
func whichPage(s Sighting, capture int64) string {
	switch {
	case s.Detail == asBefore || s.SHA256 == "":
		return asBefore
	case capture == 0:
		return ofPage + s.SHA256
	}
	return ""
}

// unmodified is the page that a look found still there: the one that the sighting names, else the latest before it; 0
// where that is not known yet.
func (v view) unmodified(ctx context.Context, address int64, s Sighting) (capture int64, err error) {
	if s.SHA256 != "" && s.Detail != asBefore {
		capture, _, err = v.captureOf(ctx, s.SHA256)
		return capture, err
	}
	capture, _, err = one[int64](ctx, v, `SELECT capture FROM sightings
		WHERE address IN `+sameArticle+` AND capture <> 0 AND at <= ?2
		AND detail <> ?3 ORDER BY at DESC, capture LIMIT 1`, address, site.Stamp(s.At), asBefore)
	return capture, err
}

// followPage works out anew which page the looks at an article's addresses found unmodified, after another one has
// come in.
func (t *writer) followPage(ctx context.Context, run, address int64) error {
	looks, err := collect(ctx, t.view, scanKey, `SELECT address, at, source, outcome, capture, detail, run FROM sightings
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

func (t *writer) followLook(ctx context.Context, run int64, k sightingKey) error {
	s := Sighting{At: site.ParseStamp(k.at), Detail: k.detail}
	s.SHA256, _ = strings.CutPrefix(k.detail, ofPage)
	capture, err := t.unmodified(ctx, k.address, s)
	if err != nil || capture == k.capture || capture == 0 {
		return err
	}
	err = t.exec(ctx, `UPDATE OR REPLACE sightings SET capture = ?1, detail = ?2
		WHERE address = ?3 AND at = ?4 AND source = ?5 AND outcome = ?6 AND capture = ?7`,
		capture, whichPage(s, capture), k.address, k.at, k.source, k.outcome, k.capture)
	if err != nil {
		return err
	}
	if err := t.dropUnseen(ctx, k.capture, k.address); err != nil {
		return err
	}
	return t.readAndTouch(ctx, run, capture, k.address)
}

// dropUnseen drops what a page was read as at an address where nobody is said to have seen it any more.
func (t *writer) dropUnseen(ctx context.Context, capture, address int64) error {
	var article, text int64
	err := t.row(ctx, `SELECT article, coalesce(text, 0) FROM readings WHERE capture = ?1 AND address = ?2
		AND NOT EXISTS (SELECT 1 FROM sightings WHERE capture = ?1 AND address = ?2)`, capture, address).Scan(&article, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	t.touch(article)
	t.orphans = append(t.orphans, text)
	return t.exec(ctx, "DELETE FROM readings WHERE capture = ? AND address = ?", capture, address)
}

// readAndTouch is readHere that marks the article, whose history has one look more.
func (t *writer) readAndTouch(ctx context.Context, run, capture, address int64) error {
	if err := t.readHere(ctx, run, capture, address); err != nil {
		return err
	}
	article, _, err := one[int64](ctx, t.view, "SELECT article FROM readings WHERE capture = ? AND address = ?", capture,
		address)
	t.touch(article)
	return err
}

// readHere makes sure that a page has been read at an address. One that cannot be read again is what it was read as
// elsewhere.
func (t *writer) readHere(ctx context.Context, run, capture, address int64) error {
	_, found, err := one[int](ctx, t.view, "SELECT 1 FROM readings WHERE capture = ? AND address = ?", capture, address)
	if found || err != nil {
		return err
	}
	r, err := t.readPage(ctx, look{capture: capture, address: address})
	if err != nil {
		return err
	}
	if r.number() != 0 {
		return t.saveReading(ctx, capture, address, run, r)
	}
	return t.copyReading(ctx, capture, address)
}

// copyReading makes a page at an address what it was read as elsewhere.
func (t *tx) copyReading(ctx context.Context, capture, address int64) error {
	return t.exec(ctx, `INSERT INTO readings (capture, address, run, article, refusal, sha256, access, title, text, fields)
		SELECT capture, ?2, run, article, refusal, sha256, access, title, text, fields FROM readings
		WHERE capture = ?1 ORDER BY article = 0, address LIMIT 1 ON CONFLICT DO NOTHING`, capture, address)
}
