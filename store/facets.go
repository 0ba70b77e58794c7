package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
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
	Edition, SectionCode string
	Month                string // 2025-12; "" where the day is not known
	Articles             int
}

// Facets counts what a query finds; of authors and columns so many. The three counts are made at the same time: for a word that
// half of all articles have, each goes through a whole index.
func (a *Archive) Facets(ctx context.Context, q Query, names int) (f Facets, err error) {
	c, err := a.conditions(ctx, q)
	if err != nil {
		return f, err
	}
	var all sync.WaitGroup
	var faults [3]error
	all.Go(func() { f.Groups, faults[0] = a.at(ctx).facetGroups(c) })
	all.Go(func() { f.Authors, faults[1] = a.at(ctx).facetAuthors(c, q, names) })
	all.Go(func() { f.Columns, faults[2] = a.at(ctx).facetColumns(c, names) })
	all.Wait()
	for _, g := range f.Groups {
		f.Articles += g.Articles
	}
	return f, fault(a.path, "count hits", errors.Join(faults[:]...))
}

// facetGroups counts by section and month. All that it reads is in an index.
func (v view) facetGroups(c conditions) ([]FacetGroup, error) {
	where, args := c.where()
	scan := func(row scanner) (g FacetGroup, err error) {
		err = row.Scan(&g.Edition, &g.SectionCode, &g.Month, &g.Articles)
		return g, err
	}
	return collect(v, scan, "SELECT edition, section_code, substr(published, 1, 7), count(*) FROM heads"+where+
		" GROUP BY edition, section_code, substr(published, 1, 7)", args...)
}

func scanNameCount(row scanner) (n NameCount, err error) {
	err = row.Scan(&n.Name, &n.Articles)
	return n, err
}

// facetAuthors counts by author, without a look at the articles where nothing but words is asked for.
func (v view) facetAuthors(c conditions, q Query, names int) ([]NameCount, error) {
	from := "heads JOIN authors USING (article)"
	where, args := c.where()
	if f := q.Filter.conditions(); len(f.parts) == 0 && !q.Except.IsAny() {
		from, where = "authors", strings.ReplaceAll(where, "heads.article", "authors.article")
	}
	return collect(v, scanNameCount, "SELECT name, count(*) FROM "+from+where+" GROUP BY name ORDER BY count(*) DESC, name LIMIT ?", slices.Concat(args, []any{names})...)
}

func (v view) facetColumns(c conditions, names int) ([]NameCount, error) {
	c.parts, c.args = slices.Clone(c.parts), slices.Clone(c.args) // the other counts read them
	c.add(`"column" <> ''`)
	where, args := c.where()
	return collect(v, scanNameCount, `SELECT "column", count(*) FROM heads`+where+
		` GROUP BY "column" ORDER BY count(*) DESC, "column" LIMIT ?`, slices.Concat(args, []any{names})...)
}
