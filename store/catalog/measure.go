package catalog

import (
	"context"

	"mingpao/store/internal/db"
)

// Measured is how much there is of a section's day, of an author or of a column.
type Measured struct {
	Day, Edition, SectionCode, Section string
	Name                               string // of the author or column
	Articles                           int
	Characters                         int // of headlines and texts
	Hits                               int // in them, where they were counted
}

// Kinds of what can be measured.
const (
	SectionDays = ""
	ByAuthors   = "author"
	ByColumns   = "column"
)

// Measure counts what a query finds by section and day, the oldest first, or by author or column. Characters are
// counted where they are asked for: that reads every text.
func (a *Catalog) Measure(ctx context.Context, q Query, kind string, characters bool) ([]Measured, error) {
	c, err := a.conditions(ctx, q)
	if err != nil {
		return nil, err
	}
	columns, from, group := "substr(published, 1, 10), edition, section_code, max(section), ''", "heads", "1, 2, 3"
	switch kind {
	case ByAuthors:
		columns, from, group = "'', '', '', '', name", "authors JOIN heads USING (article)", "name"
	case ByColumns:
		columns, group = `'', '', '', '', "column"`, `"column"`
		c.add(`"column" <> ''`)
	}
	length := "0"
	if characters {
		length, from = "sum(length(heads.title) + length(body))", from+" JOIN texts USING (text)"
	}
	where, args := c.where()
	scan := func(row db.Scanner) (m Measured, err error) {
		err = row.Scan(&m.Day, &m.Edition, &m.SectionCode, &m.Section, &m.Name, &m.Articles, &m.Characters)
		return m, err
	}
	all, err := db.Collect(ctx, a.View(), scan, "SELECT "+columns+", count(*), "+length+" FROM "+from+where+
		" GROUP BY "+group+" ORDER BY "+group, args...)
	return all, db.Fault(a.Path(), "count articles", err)
}
