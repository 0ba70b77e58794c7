package catalog

import (
	"context"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
)

// DayCount is how many articles of a section were published on a day.
type DayCount struct {
	Day         string `json:"day"`
	Edition     string `json:"edition"`
	SectionCode string `json:"section_code"`
	Section     string `json:"section"`
	Articles    int    `json:"articles"`
}

// Days counts articles by day and section, the oldest day first.
func (a *Catalog) Days(ctx context.Context, f Filter) ([]DayCount, error) {
	where, args := f.Where()
	scan := func(row db.Scanner) (d DayCount, err error) {
		err = row.Scan(&d.Day, &d.Edition, &d.SectionCode, &d.Section, &d.Articles)
		return d, err
	}
	all, err := db.Collect(ctx, a.View(), scan, `SELECT substr(published, 1, 10) AS day, edition, section_code,
		max(section), count(*) FROM heads`+where+`
		GROUP BY day, edition, section_code ORDER BY day, edition, section_code`, args...)
	return all, db.Fault(a.Path(), "count articles", err)
}

// Sample is an article as the health check looks at it.
type Sample struct {
	Edition, SectionCode, Section string
	FirstSeen                     time.Time
	Authors                       int
	Length                        int // characters of the body
	Title                         string
	Body                          string
	Marks                         []string // of its page's design: section, time, pictures, keywords, column, excerpt
}

// marks are those that an article's reading has kept.
const marks = `iif(section <> '', 'section ', '') || iif(length(published) > 10, 'time ', '') ||
	iif(EXISTS (SELECT 1 FROM images WHERE images.article = heads.article), 'pictures ', '') ||
	iif(EXISTS (SELECT 1 FROM keywords WHERE keywords.article = heads.article), 'keywords ', '') ||
	iif("column" <> '', 'column ', '') || iif(access = 'excerpt', 'excerpt', '')`

// SamplesSince lists the articles that were first seen at or after a time, the oldest first.
func (a *Catalog) SamplesSince(ctx context.Context, from time.Time) ([]Sample, error) {
	scan := func(row db.Scanner) (s Sample, err error) {
		var first, found string
		err = row.Scan(&s.Edition, &s.SectionCode, &s.Section, &first, &s.Authors, &s.Length, &s.Title, &s.Body, &found)
		s.FirstSeen, s.Marks = site.ParseStamp(first), strings.Fields(found)
		return s, err
	}
	all, err := db.Collect(ctx, a.View(), scan, `SELECT edition, section_code, section, first_seen,
		(SELECT count(*) FROM authors WHERE authors.article = heads.article), length(body), title, body,
		`+marks+`
		FROM heads JOIN texts USING (text) WHERE first_seen >= ? ORDER BY first_seen`, site.Stamp(from))
	return all, db.Fault(a.Path(), "read articles", err)
}

// Totals are the archive's figures as a whole.
type Totals struct {
	Articles int    `json:"articles"`
	Days     int    `json:"days"`  // on which some were published
	First    string `json:"first"` // of those days; "" where there is none
	Last     string `json:"last"`
	Versions int    `json:"versions"`
	Changed  int    `json:"changed"` // articles of more than one version
	Gone     int    `json:"gone"`
	Excerpts int    `json:"excerpts"` // known by their opening only
	Unknown  int    `json:"unknown"`  // not known to be whole
}

// Totals counts the archive's articles.
func (a *Catalog) Totals(ctx context.Context) (t Totals, err error) {
	err = a.View().Row(ctx, `SELECT count(*), (SELECT count(DISTINCT nullif(substr(published, 1, 10), '')) FROM heads),
		substr(coalesce(min(nullif(published, '')), ''), 1, 10), substr(coalesce(max(published), ''), 1, 10),
		(SELECT count(*) FROM versions), (SELECT count(*) FROM heads WHERE revision > 1),
		(SELECT count(*) FROM heads WHERE gone IS NOT NULL),
		coalesce(sum(access = 'excerpt'), 0), coalesce(sum(access = 'unknown'), 0)
		FROM heads`).Scan(&t.Articles, &t.Days, &t.First, &t.Last, &t.Versions, &t.Changed, &t.Gone, &t.Excerpts, &t.Unknown)
	return t, db.Fault(a.Path(), "count articles", err)
}
