package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// Headline is an article as a list shows it.
type Headline struct {
	Number      int64          `json:"article"`
	Edition     string         `json:"edition"`
	ID          string         `json:"id"`
	Section     string         `json:"section"`
	SectionCode string         `json:"section_code"`
	Title       string         `json:"title"`
	Authors     []string       `json:"authors"`
	Column      string         `json:"column"`
	Published   string         `json:"published"`
	Access      extract.Access `json:"access"`
	Language    string         `json:"language"`
	Revision    int            `json:"revision"`
	Changed     string         `json:"changed"`            // when the latest version was first seen
	Gone        string         `json:"gone"`               // since when the site no longer has it; "" if it has
	Withheld    bool           `json:"withheld,omitempty"` // it has it, and may not show it: for legal reasons
	Lead        string         `json:"lead"`               // the first characters of the text
}

// listColumns read a headline but for the text from the table heads. Where what its page was read as is damaged,
// authors and language are NULL.
const listColumns = `heads.article, edition, id, section, section_code, heads.title, "column", published, heads.access,
	revision, changed, coalesce(gone, ''), withheld,
	CASE WHEN json_valid(fields) THEN coalesce(json_extract(fields, '$.authors'), '[]') END,
	CASE WHEN json_valid(fields) THEN coalesce(json_extract(fields, '$.language'), '') END`

// listTable is heads with what is joined to it for them.
const listTable = " FROM heads LEFT JOIN readings USING (capture, address)"

// headlineColumns read a headline. Of the text they take what two lines of a list hold.
const headlineColumns = listColumns + ", coalesce(substr(body, 1, 160), '')"

// headlineTable is heads with what is joined to it for them.
const headlineTable = listTable + " LEFT JOIN texts ON texts.text = heads.text"

// scanHeadline reads a headline; what is damaged of it is left out.
func scanHeadline(row db.Scanner) (Headline, error) {
	h, _, err := scanListed(row)
	return h, err
}

// scanListed reads a headline, and reports whether all of it could be read.
func scanListed(row db.Scanner) (h Headline, isWhole bool, err error) {
	var authors, language sql.NullString
	err = row.Scan(&h.Number, &h.Edition, &h.ID, &h.Section, &h.SectionCode, &h.Title, &h.Column, &h.Published, &h.Access,
		&h.Revision, &h.Changed, &h.Gone, &h.Withheld, &authors, &language, &h.Lead)
	if err != nil {
		return h, false, err
	}
	h.Language = language.String
	isWhole = json.Unmarshal([]byte(authors.String), &h.Authors) == nil
	return h, isWhole, nil
}

// List yields what a list shows of the articles that a filter admits, the newest first unless the filter says
// otherwise. It reads no texts: the headlines have no lead. One that is damaged is a *Damaged error; the others follow.
func (a *Catalog) List(ctx context.Context, f Filter) iter.Seq2[Headline, error] {
	where, args := f.Where()
	read := func(numbers []int64) (map[int64]Headline, error) { return listed(ctx, a.View(), numbers) }
	return numbered[Headline]{a, "list articles", read}.all(ctx, "SELECT article FROM heads"+where+f.order(), f.Limit,
		args...)
}

// listed reads headlines without their leads; what is not there is left out.
func listed(ctx context.Context, v db.View, numbers []int64) (map[int64]Headline, error) {
	scan := func(row db.Scanner) (Headline, error) {
		h, isWhole, err := scanListed(row)
		if err == nil && !isWhole {
			err = db.Damagedf("what its page was read as cannot be read")
		}
		return h, err
	}
	all, err := db.Collect(ctx, v, scan, "SELECT "+listColumns+", ''"+listTable+
		" WHERE heads.article IN (SELECT value FROM json_each(?))", captures.List(numbers))
	found := make(map[int64]Headline, len(all))
	for _, h := range all {
		found[h.Number] = h
	}
	return found, err
}

// Headlines lists the articles that a filter admits, the newest first, as many as its limit.
func (a *Catalog) Headlines(ctx context.Context, f Filter) ([]Headline, error) {
	where, args := f.Where()
	inner := "SELECT article FROM heads" + where + f.order()
	if f.Limit > 0 {
		inner, args = inner+" LIMIT ?", append(args, f.Limit)
	}
	all, err := db.Collect(ctx, a.View(), scanHeadline, "SELECT "+headlineColumns+headlineTable+
		" WHERE heads.article IN ("+inner+")"+f.order(), args...)
	return all, db.Fault(a.Path(), "list articles", err)
}

// Text is the text of an article.
func (a *Catalog) Text(ctx context.Context, article int64) (string, error) {
	body, found, err := db.One[string](ctx, a.View(),
		"SELECT body FROM heads JOIN texts USING (text) WHERE article = ?", article)
	if err == nil && !found {
		err = db.ErrUnknown
	}
	return body, db.Fault(a.Path(), "read text", err)
}

// Neighbours are the articles before and after one in its section's order of publication; nil where there is none.
func (a *Catalog) Neighbours(ctx context.Context, of *Article) (older, newer *Headline, err error) {
	const section = headlineTable + " WHERE edition = ? AND section_code = ? AND (published, id) "
	for _, side := range []struct {
		into  **Headline
		query string
	}{
		{&older, "< (?, ?) ORDER BY published DESC, id DESC LIMIT 1"},
		{&newer, "> (?, ?) ORDER BY published, id LIMIT 1"},
	} {
		found, err := db.Collect(ctx, a.View(), scanHeadline, "SELECT "+headlineColumns+section+side.query, of.Edition,
			of.SectionCode, of.Published, of.ID)
		if err != nil {
			return nil, nil, db.Fault(a.Path(), "list articles", err)
		}
		if len(found) > 0 {
			*side.into = &found[0]
		}
	}
	return older, newer, nil
}

// NearestDays are the last day with an article before a day, and the first after it; "" where there is none. With ""
// for the day the one before is the newest of all.
func (a *Catalog) NearestDays(ctx context.Context, day string) (before, after string, err error) {
	v := a.View()
	if day == "" {
		before, _, err = db.One[string](ctx, v, "SELECT coalesce(max(published), '') FROM heads")
		return before[:min(10, len(before))], "", db.Fault(a.Path(), "find day", err)
	}
	older, _, err1 := db.One[string](ctx, v,
		"SELECT coalesce(max(published), '') FROM heads WHERE published < ? AND published <> ''", day)
	newer, _, err2 := db.One[string](ctx, v, "SELECT coalesce(min(published), '') FROM heads WHERE published >= ?",
		dayAfter(day))
	return older[:min(10, len(older))], newer[:min(10, len(newer))], db.Fault(a.Path(), "find day",
		errors.Join(err1, err2))
}
