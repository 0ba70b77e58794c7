package store

import (
	"context"
	"database/sql"
	"errors"
	"mingpao/extract"
	"mingpao/extract/site"
)

// reading is what the rules make of a page at an address: an article, or why there is none.
type reading struct {
	article *extract.Article
	refusal string
}

// number is that of the article, 0 for none.
func (r reading) number() int64 {
	if r.article == nil {
		return 0
	}
	return articleNumber(r.article.Edition, r.article.ID)
}

// Read is what today's rules make of a page. An article whose page does not tell where it is from has the identity of
// its address.
func Read(url string, c Capture) (*extract.Article, error) {
	a, err := extract.Parse(extract.Page{URL: url, ContentType: c.ContentType, Body: c.Body})
	if err != nil {
		return nil, err
	}
	if ref, ok := site.ParseURL(url); ok && a.ID == "" {
		a.ID, a.Edition, a.SectionCode, a.URL = ref.ID, ref.Edition, ref.SectionCode, ref.URL()
	}
	return a, nil
}

func readAgain(url string, c Capture) reading {
	a, err := Read(url, c)
	if err != nil {
		return reading{refusal: err.Error()}
	}
	return reading{article: a}
}

// PageKey is a capture at an address: what a reading is of.
type PageKey struct{ capture, address int64 }

// readPage is what today's rules make of a look's page; nothing of a damaged one.
func (v view) readPage(ctx context.Context, l look) (reading, error) {
	url, _, err := one[string](ctx, v, "SELECT url FROM addresses WHERE address = ?", l.address)
	if err != nil {
		return reading{}, err
	}
	c, err := v.capture(ctx, l.capture)
	if isDamage(err) {
		return reading{refusal: err.Error()}, nil
	}
	if err != nil {
		return reading{}, err
	}
	return readAgain(url, c), nil
}

// readingOf is what a page was read as. Where that is missing or damaged, the page, which is sound, is read again.
func (v view) readingOf(ctx context.Context, capture, address int64) (*extract.Article, string, error) {
	var article int64
	var refusal, hash, data, body string
	err := v.row(ctx, `SELECT article, refusal, sha256, fields, coalesce(body, '') FROM readings LEFT JOIN texts USING (text)
		WHERE capture = ? AND address = ?`, capture, address).Scan(&article, &refusal, &hash, &data, &body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v.readingAnew(ctx, capture, address)
	case err != nil || article == 0:
		return nil, refusal, err
	}
	art, err := articleOf(data, body)
	if err != nil || fingerprint(&art) != hash || !isCredible(&art) {
		return v.readingAnew(ctx, capture, address)
	}
	return &art, "", nil
}

// readingAnew is what today's rules make of a page whose reading is lost.
func (v view) readingAnew(ctx context.Context, capture, address int64) (*extract.Article, string, error) {
	r, err := v.readPage(ctx, look{capture: capture, address: address})
	if err == nil && r.article == nil {
		err = damagedf("what page %d was read as is damaged, and it cannot be read again: %s", capture, r.refusal)
	}
	return r.article, "", err
}

// latest is the article of a look with the number of its text.
func (v view) latest(ctx context.Context, l look) (art extract.Article, text int64, err error) {
	var data, body string
	err = v.row(ctx, "SELECT fields, text, body FROM readings JOIN texts USING (text) WHERE capture = ? AND address = ?",
		l.capture, l.address).
		Scan(&data, &text, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return art, 0, damagedf("the text of page %d is missing", l.capture)
	}
	if err != nil {
		return art, 0, err
	}
	art, err = articleOf(data, body)
	return art, text, err
}

func (v view) before(ctx context.Context, k PageKey) (*extract.Article, error) {
	art, _, err := v.latest(ctx, look{capture: k.capture, address: k.address})
	if isDamage(err) {
		return nil, nil
	}
	return &art, err
}
