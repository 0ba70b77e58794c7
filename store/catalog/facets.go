package catalog

import (
	"cmp"
	"context"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
)

// Facets count what was found, by what one may choose of it next.
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

// Facets counts a set; of authors and columns up to a number.
func (c *Catalogue) Facets(s Set, names int) (f Facets) {
	counts := make([]int, len(c.keys))
	for place, found := range s {
		if found {
			counts[c.groups[place]]++
			f.Articles++
		}
	}
	for i, g := range c.keys {
		if g.Articles = counts[i]; g.Articles > 0 {
			f.Groups = append(f.Groups, g)
		}
	}
	f.Authors, f.Columns = s.most(c.authors, names), s.most(c.columns, names)
	return f
}

// Days are the days of publication of a set with their articles, the newest first. Last is the day again.
func (c *Catalogue) Days(s Set) (all []NameCount) {
	counts := make([]int, len(c.dates))
	for place, found := range s {
		if found {
			counts[c.days[place]]++
		}
	}
	for i, day := range c.dates {
		if counts[i] > 0 && site.AddDays(day, 1) != "" {
			all = append(all, NameCount{Name: day, Articles: counts[i], First: day, Last: day})
		}
	}
	slices.SortFunc(all, func(a, b NameCount) int { return cmp.Compare(b.Name, a.Name) })
	return all
}

// Names are names of a kind, author or column, with their articles, the most frequent first.
func (c *Catalogue) Names(kind string) []NameCount {
	listings := c.authors
	if kind == "column" {
		listings = c.columns
	}
	all := make([]NameCount, len(listings))
	for i, l := range listings {
		all[i] = c.counted(l.name, l.places)
	}
	byFrequency(all)
	return all
}

// KeywordsOf are all keywords with their articles, the most frequent first. They are not kept in a catalogue, which
// they would double.
func (a *Catalog) KeywordsOf(ctx context.Context, c *Catalogue) ([]NameCount, error) {
	var places []int32
	all, err := db.Collect(ctx, a.View(), func(row db.Scanner) (NameCount, error) {
		var name, numbers string
		if err := row.Scan(&name, &numbers); err != nil {
			return NameCount{}, err
		}
		places = places[:0]
		err := c.each(numbers, func(place int32) { places = append(places, place) })
		return c.counted(name, places), err
	}, "SELECT keyword, group_concat(article) FROM keywords WHERE keyword <> '' GROUP BY keyword")
	byFrequency(all)
	return all, db.Fault(a.Path(), "count names", err)
}

// counted is a name with its articles: in the list the newest comes first.
func (c *Catalogue) counted(name string, places []int32) NameCount {
	if len(places) == 0 { // all were written since
		return NameCount{Name: name}
	}
	return NameCount{Name: name, Articles: len(places), First: c.dates[c.days[slices.Max(places)]],
		Last: c.dates[c.days[slices.Min(places)]]}
}

func byFrequency(all []NameCount) {
	slices.SortFunc(all, func(a, b NameCount) int { return cmp.Or(b.Articles-a.Articles, cmp.Compare(a.Name, b.Name)) })
}

// SectionsOf are the sections of a catalogue with their articles and names, in the order of editions and codes.
func (a *Catalog) SectionsOf(ctx context.Context, c *Catalogue) ([]SectionCount, error) {
	named, err := a.SectionNames(ctx)
	if err != nil {
		return nil, err
	}
	by := map[site.Section][]int32{}
	for place, group := range c.groups {
		key := site.Section{Edition: c.keys[group].Edition, Code: c.keys[group].SectionCode}
		by[key] = append(by[key], int32(place))
	}
	var all []SectionCount
	for _, s := range named {
		n := c.counted(s.Label, by[site.Section{Edition: s.Edition, Code: s.Code}])
		if n.Articles > 0 { // else it was written since
			all = append(all, SectionCount{s.Edition, s.Code, n.Name, n.Articles, n.First, n.Last})
		}
	}
	return all, nil
}

// most are the names that most of a set have.
func (s Set) most(all []listing, names int) (most []NameCount) {
	for _, l := range all {
		n := NameCount{Name: l.name}
		for _, place := range l.places {
			if s[place] {
				n.Articles++
			}
		}
		if n.Articles > 0 {
			most = append(most, n)
		}
	}
	byFrequency(most)
	return most[:min(len(most), names)]
}
