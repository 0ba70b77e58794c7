package store

import (
	"context"
	"encoding/json"
	"errors"

	"mingpao/extract"
)

// Headline is an article as a list shows it.
type Headline struct {
	Number      int64
	Edition     string
	ID          string
	Section     string
	SectionCode string
	Title       string
	Authors     []string
	Column      string
	Published   string
	Access      extract.Access
	Language    string
	Revision    int
	Changed     string // when the latest version was first seen
	Gone        string // since when the site no longer has it; "" if it has
	Lead        string // the first characters of the text
}

// headlineColumns read a headline from the table heads. Of the text they take what two lines of a list hold.
const headlineColumns = `heads.article, edition, id, section, section_code, heads.title, coalesce(json_extract(fields, '$.authors'), '[]'), "column",
	published, heads.access, coalesce(json_extract(fields, '$.language'), ''), revision, changed, coalesce(gone, ''),
	coalesce(substr(body, 1, 160), '')`

// headlineTables are joined to heads for them.
const headlineTables = " LEFT JOIN readings USING (capture, address) LEFT JOIN texts ON texts.text = heads.text"

func scanHeadline(row scanner) (h Headline, err error) {
	var authors string
	err = row.Scan(&h.Number, &h.Edition, &h.ID, &h.Section, &h.SectionCode, &h.Title, &authors, &h.Column, &h.Published,
		&h.Access,
		&h.Language, &h.Revision, &h.Changed, &h.Gone, &h.Lead)
	if err == nil && authors != "[]" {
		err = json.Unmarshal([]byte(authors), &h.Authors)
	}
	return h, err
}

// Place is where a list goes on: behind this article. The zero value is its beginning.
type Place struct {
	Published, Edition, SectionCode, ID string
}

// PlaceOf is the place behind an article.
func PlaceOf(h Headline) Place { return Place{h.Published, h.Edition, h.SectionCode, h.ID} }

// Headlines lists the articles that a filter admits, the newest first, as many as its limit.
func (a *Archive) Headlines(ctx context.Context, f Filter) ([]Headline, error) {
	where, args := f.where()
	inner := "SELECT article FROM heads" + where + f.order()
	if f.Limit > 0 {
		inner, args = inner+" LIMIT ?", append(args, f.Limit)
	}
	all, err := collect(a.at(ctx), scanHeadline, "SELECT "+headlineColumns+" FROM heads"+headlineTables+
		" WHERE heads.article IN ("+inner+")"+f.order(), args...)
	return all, fault(a.path, "list articles", err)
}

// Text is the text of an article.
func (a *Archive) Text(ctx context.Context, article int64) (string, error) {
	body, found, err := one[string](a.at(ctx), "SELECT body FROM heads JOIN texts USING (text) WHERE article = ?", article)
	if err == nil && !found {
		err = ErrUnknown
	}
	return body, fault(a.path, "read text", err)
}

// Neighbours are the articles before and behind one in its section's order of publication; nil where there is none.
func (a *Archive) Neighbours(ctx context.Context, of *Article) (older, newer *Headline, err error) {
	const section = " FROM heads" + headlineTables + " WHERE edition = ? AND section_code = ? AND (published, id) "
	for _, side := range []struct {
		into  **Headline
		query string
	}{
		{&older, "< (?, ?) ORDER BY published DESC, id DESC LIMIT 1"},
		{&newer, "> (?, ?) ORDER BY published, id LIMIT 1"},
	} {
		found, err := collect(a.at(ctx), scanHeadline, "SELECT "+headlineColumns+section+side.query, of.Edition,
			of.SectionCode, of.Published, of.ID)
		if err != nil {
			return nil, nil, fault(a.path, "list articles", err)
		}
		if len(found) > 0 {
			*side.into = &found[0]
		}
	}
	return older, newer, nil
}

// NearestDays are the last day with an article before a day, and the first after it; "" where there is none. With ""
// for the day the one before is the newest of all.
func (a *Archive) NearestDays(ctx context.Context, day string) (before, after string, err error) {
	v := a.at(ctx)
	if day == "" {
		before, _, err = one[string](v, "SELECT coalesce(max(published), '') FROM heads")
		return before[:min(10, len(before))], "", fault(a.path, "find day", err)
	}
	older, _, err1 := one[string](v, "SELECT coalesce(max(published), '') FROM heads WHERE published < ? AND published <> ''", day)
	newer, _, err2 := one[string](v, "SELECT coalesce(min(published), '') FROM heads WHERE published >= ?", dayAfter(day))
	return older[:min(10, len(older))], newer[:min(10, len(newer))], fault(a.path, "find day", errors.Join(err1, err2))
}
