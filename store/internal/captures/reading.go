package captures

import (
	"context"
	"database/sql"
	"errors"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/history"
	"mingpao/store/internal/ident"
)

// Reading is what the rules make of a page at an address: an article, or why there is none.
type Reading struct {
	Article *extract.Article
	Refusal string
}

// Number is that of the article, 0 for none.
func (r Reading) Number() int64 {
	if r.Article == nil {
		return 0
	}
	return ident.ArticleNumber(r.Article.Edition, r.Article.ID)
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

func readAgain(url string, c Capture) Reading {
	a, err := Read(url, c)
	if err != nil {
		return Reading{Refusal: err.Error()}
	}
	return Reading{Article: a}
}

// PageKey is a capture at an address: what a reading is of.
type PageKey struct{ Capture, Address int64 }

// ReadPage is what today's rules make of a look's page; nothing of a damaged one.
func ReadPage(ctx context.Context, v db.View, l history.Look) (Reading, error) {
	url, _, err := db.One[string](ctx, v, "SELECT url FROM addresses WHERE address = ?", l.Address)
	if err != nil {
		return Reading{}, err
	}
	c, err := Load(ctx, v, l.Capture)
	if db.IsDamage(err) {
		return Reading{Refusal: err.Error()}, nil
	}
	if err != nil {
		return Reading{}, err
	}
	return readAgain(url, c), nil
}

// ReadingOf is what a page was read as. Where that is missing or damaged, the page, which is sound, is read again.
func ReadingOf(ctx context.Context, v db.View, capture, address int64) (*extract.Article, string, error) {
	var article int64
	var refusal, hash, data, body string
	err := v.Row(ctx, `SELECT article, refusal, sha256, fields, coalesce(body, '') FROM readings
		LEFT JOIN texts USING (text)
		WHERE capture = ? AND address = ?`, capture, address).Scan(&article, &refusal, &hash, &data, &body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return readingAnew(ctx, v, capture, address)
	case err != nil || article == 0:
		return nil, refusal, err
	}
	art, err := ArticleOf(data, body)
	if err != nil || Fingerprint(&art) != hash || !isCredible(&art) {
		return readingAnew(ctx, v, capture, address)
	}
	return &art, "", nil
}

// readingAnew is what today's rules make of a page whose reading is lost.
func readingAnew(ctx context.Context, v db.View, capture, address int64) (*extract.Article, string, error) {
	r, err := ReadPage(ctx, v, history.Look{Capture: capture, Address: address})
	if err == nil && r.Article == nil {
		err = db.Damagedf("what page %d was read as is damaged, and it cannot be read again: %s", capture, r.Refusal)
	}
	return r.Article, "", err
}

// Latest is the article of a look with the number of its text.
func Latest(ctx context.Context, v db.View, l history.Look) (art extract.Article, text int64, err error) {
	var data, body string
	err = v.Row(ctx, "SELECT fields, text, body FROM readings JOIN texts USING (text) WHERE capture = ? AND address = ?",
		l.Capture, l.Address).
		Scan(&data, &text, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return art, 0, db.Damagedf("the text of page %d is missing", l.Capture)
	}
	if err != nil {
		return art, 0, err
	}
	art, err = ArticleOf(data, body)
	return art, text, err
}

func ReadAs(ctx context.Context, v db.View, k PageKey) (*extract.Article, error) {
	art, _, err := Latest(ctx, v, history.Look{Capture: k.Capture, Address: k.Address})
	if db.IsDamage(err) {
		return nil, nil
	}
	return &art, err
}
