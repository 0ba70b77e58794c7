package store

import (
	"context"
)

// Facets count what a query finds, by what one may choose of it next.
type Facets struct {
	Articles int
	Groups   []FacetGroup // by section and month
	Authors  []NameCount  // the most frequent
	Columns  []NameCount
}

// FacetGroup is how many of the articles stand in a section in a month.
type FacetGroup struct {
	Edition, SectionCode, Section string
	Month                         string // 2025-12; "" where the day is not known
	Articles                      int
}

// Facets counts what a query finds; of authors and columns so many.
func (a *Archive) Facets(ctx context.Context, q Query, names int) (f Facets, err error) {
	c, err := a.conditions(ctx, q)
	if err != nil {
		return f, err
	}
	where, args := c.where()
	v := a.at(ctx)
	scanGroup := func(row scanner) (g FacetGroup, err error) {
		err = row.Scan(&g.Edition, &g.SectionCode, &g.Section, &g.Month, &g.Articles)
		return g, err
	}
	f.Groups, err = collect(v, scanGroup, `SELECT edition, section_code, max(section), substr(published, 1, 7), count(*) FROM heads`+where+`
		GROUP BY edition, section_code, substr(published, 1, 7)`, args...)
	if err != nil {
		return f, fault(a.path, "count hits", err)
	}
	for _, g := range f.Groups {
		f.Articles += g.Articles
	}
	scanName := func(row scanner) (n NameCount, err error) {
		err = row.Scan(&n.Name, &n.Articles)
		return n, err
	}
	args = append(args, names)
	f.Authors, err = collect(v, scanName, "SELECT name, count(*) FROM heads JOIN authors USING (article)"+where+
		" GROUP BY name ORDER BY count(*) DESC, name LIMIT ?", args...)
	if err != nil {
		return f, fault(a.path, "count hits", err)
	}
	c.add(`"column" <> ''`)
	where, args = c.where()
	f.Columns, err = collect(v, scanName, `SELECT "column", count(*) FROM heads`+where+
		` GROUP BY "column" ORDER BY count(*) DESC, "column" LIMIT ?`, append(args, names)...)
	return f, fault(a.path, "count hits", err)
}
