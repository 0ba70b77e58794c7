package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// Text is what an article says, with what its words are counted and listed by.
type Text struct {
	Number      int64
	Edition     string
	ID          string
	Section     string
	SectionCode string
	Column      string
	Published   string
	Authors     []string
	Title, Body string
	SHA256      string // of the page that the version was first seen on
}

// Texts yields the texts of the articles that a query finds, in the order of Search, of which it is the lighter form.
func (a *Catalog) Texts(ctx context.Context, q Query) iter.Seq2[Text, error] {
	read := func(numbers []int64) (map[int64]Text, error) { return textsOf(ctx, a.View(), numbers) }
	return db.Until(ctx, a.DB, "read texts", func(yield func(Text, error) bool) {
		query, args, err := a.searchQuery(ctx, q)
		if err != nil {
			yield(Text{}, err)
			return
		}
		for text, err := range (numbered[Text]{a, "read texts", read}).all(ctx, query, q.Limit, args...) {
			if !yield(text, err) {
				return
			}
		}
	})
}

// textColumns read a text.
const textColumns = `SELECT heads.article, edition, id, section, section_code, "column", published, heads.title, body,
	(SELECT json_group_array(name) FROM authors WHERE authors.article = heads.article)`

// textsOf reads texts; what is not there is left out.
func textsOf(ctx context.Context, v db.View, numbers []int64) (map[int64]Text, error) {
	scan := func(row db.Scanner) (t Text, err error) {
		var hash sql.NullInt64
		var page string
		if t, err = scanText(row, &page, &hash); err == nil && ident.NumberOf(t.Body) != hash.Int64 {
			err = db.Damagedf("its text is not the one that was kept: its hash differs")
		}
		t.SHA256 = page
		return t, err
	}
	all, err := db.Collect(ctx, v, scan, textColumns+`, coalesce(captures.sha256, ''), texts.hash
		FROM heads LEFT JOIN texts USING (text) LEFT JOIN captures USING (capture)
		WHERE heads.article IN (SELECT value FROM json_each(?))`, captures.List(numbers))
	found := make(map[int64]Text, len(all))
	for _, t := range all {
		found[t.Number] = t
	}
	return found, err
}

func scanText(row db.Scanner, more ...any) (t Text, err error) {
	var body, authors sql.NullString
	err = row.Scan(append([]any{&t.Number, &t.Edition, &t.ID, &t.Section, &t.SectionCode, &t.Column,
		&t.Published, &t.Title, &body, &authors}, more...)...)
	if err != nil {
		return t, err
	}
	if t.Body = body.String; !body.Valid {
		return t, db.Damagedf("its text is missing")
	}
	if authors.String != "[]" {
		err = json.Unmarshal([]byte(authors.String), &t.Authors)
	}
	return t, err
}

// AllTexts yields the same in no order, without hashes and by one statement: for counts, which are made at once.
func (a *Catalog) AllTexts(ctx context.Context, q Query) iter.Seq2[Text, error] {
	return db.Until(ctx, a.DB, "read texts", func(yield func(Text, error) bool) {
		c, err := a.conditions(ctx, q)
		if err != nil {
			yield(Text{}, err)
			return
		}
		where, args := c.where()
		query := textColumns + " FROM heads LEFT JOIN texts USING (text)" + where
		for r, err := range db.Each(ctx, a.View(), scanRead, query, args...) {
			if err = db.Fault(a.Path(), "read texts", err); r.damage != nil {
				err = &db.Damaged{Article: r.ID, Err: r.damage}
			}
			if !yield(r.Text, err) {
				return
			}
		}
	})
}

// read is a text, or what is wrong with it.
type read struct {
	Text
	damage error
}

func scanRead(row db.Scanner) (r read, err error) {
	if r.Text, err = scanText(row); db.IsDamage(err) {
		return read{r.Text, err}, nil
	}
	return r, err
}
