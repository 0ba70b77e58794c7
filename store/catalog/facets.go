package catalog

import (
	"cmp"
	"slices"
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
	slices.SortFunc(most, func(a, b NameCount) int { return cmp.Or(b.Articles-a.Articles, cmp.Compare(a.Name, b.Name)) })
	return most[:min(len(most), names)]
}
