package catalog

import (
	"context"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
)

// NameCount is an author or a column with the articles that bear the name.
type NameCount struct {
	Name     string `json:"name"`
	Articles int    `json:"articles"`
	First    string `json:"first"` // the day of the oldest
	Last     string `json:"last"`
}

// SectionCount is a section with its articles.
type SectionCount struct {
	Edition  string `json:"edition"`
	Code     string `json:"section_code"`
	Name     string `json:"section"` // as printed above its latest article
	Articles int    `json:"articles"`
	First    string `json:"first"`
	Last     string `json:"last"`
}

// Authors are the authors of the articles that a filter admits, the most frequent first.
func (a *Catalog) Authors(ctx context.Context, f Filter) ([]NameCount, error) {
	return a.names(ctx, "name", "authors JOIN heads USING (article)", f)
}

// Columns are the columns of the articles that a filter admits, the most frequent first.
func (a *Catalog) Columns(ctx context.Context, f Filter) ([]NameCount, error) {
	return a.names(ctx, `"column"`, "heads", f)
}

// Keywords are the keywords of the articles that a filter admits, the most frequent first.
func (a *Catalog) Keywords(ctx context.Context, f Filter) ([]NameCount, error) {
	return a.names(ctx, "keyword", "keywords JOIN heads USING (article)", f)
}

func (a *Catalog) names(ctx context.Context, name, from string, f Filter) ([]NameCount, error) {
	where, args := f.Where()
	scan := func(row db.Scanner) (c NameCount, err error) {
		err = row.Scan(&c.Name, &c.Articles, &c.First, &c.Last)
		return c, err
	}
	all, err := db.Collect(ctx, a.View(), scan, "SELECT "+name+" AS called, count(*), substr(min(published), 1, 10), "+
		"substr(max(published), 1, 10) FROM "+from+where+
		" GROUP BY called HAVING called <> '' ORDER BY count(*) DESC, called", args...)
	return all, db.Fault(a.Path(), "count names", err)
}

// Sections are the sections of the articles that a filter admits, by edition and code.
func (a *Catalog) Sections(ctx context.Context, f Filter) ([]SectionCount, error) {
	where, args := f.Where()
	scan := func(row db.Scanner) (c SectionCount, err error) {
		var latest string
		err = row.Scan(&c.Edition, &c.Code, &c.Articles, &c.First, &latest)
		c.Last, c.Name, _ = strings.Cut(latest, unit)
		c.Last = c.Last[:min(len(time.DateOnly), len(c.Last))]
		return c, err
	}
	all, err := db.Collect(ctx, a.View(), scan, `SELECT edition, section_code, count(*),
		substr(min(published), 1, 10), max(published || char(31) || section)
		FROM heads`+where+` GROUP BY edition, section_code
		ORDER BY CASE edition WHEN 'pns' THEN 1 WHEN 'ins' THEN 2 WHEN 'fin' THEN 3 ELSE 4 END, section_code`, args...)
	return all, db.Fault(a.Path(), "count sections", err)
}

// SectionNames are the archive's sections by edition and code, each as printed above its latest article. It passes from
// one section to the next in the index, and counts nothing.
func (a *Catalog) SectionNames(ctx context.Context) ([]site.Section, error) {
	scan := func(row db.Scanner) (s site.Section, err error) {
		err = row.Scan(&s.Edition, &s.Code, &s.Label)
		return s, err
	}
	all, err := db.Collect(ctx, a.View(), scan, `WITH RECURSIVE latest (article) AS (
		SELECT * FROM (SELECT article FROM heads ORDER BY edition, section_code, published DESC, id LIMIT 1)
		UNION ALL SELECT coalesce((SELECT article FROM heads WHERE edition = last.edition AND section_code > last.section_code
				ORDER BY section_code, published DESC, id LIMIT 1),
			(SELECT article FROM heads WHERE edition > last.edition ORDER BY edition, section_code, published DESC, id LIMIT 1))
			FROM latest CROSS JOIN heads AS last USING (article))
		SELECT edition, section_code, section FROM latest CROSS JOIN heads USING (article)
		ORDER BY CASE edition WHEN 'pns' THEN 1 WHEN 'ins' THEN 2 WHEN 'fin' THEN 3 ELSE 4 END, section_code`)
	return all, db.Fault(a.Path(), "list sections", err)
}

// unit parts the time of publication from the section's name after it, so that the greatest has the latest name.
const unit = "\x1f"
