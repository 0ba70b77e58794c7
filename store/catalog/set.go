package catalog

import (
	"slices"

	"mingpao/extract/site"
)

// Set says of every place in a catalogue's list whether the article there was found.
type Set []bool

// All are all articles of a catalogue.
func (c *Catalogue) All() Set {
	s := make(Set, len(c.articles))
	for i := range s {
		s[i] = true
	}
	return s
}

// Without is a set less another of the same catalogue.
func (s Set) Without(other Set) Set {
	rest := slices.Clone(s)
	for place, found := range other {
		rest[place] = rest[place] && !found
	}
	return rest
}

// Ordered are the places of a set in the list, the newest first.
func (s Set) Ordered() []int32 {
	var all []int32
	for place, found := range s {
		if found {
			all = append(all, int32(place))
		}
	}
	return all
}

// beyond is what of a filter a catalogue cannot answer.
func (f Filter) beyond() Filter {
	f.Editions, f.Sections, f.From, f.To, f.Authors, f.Columns = nil, nil, "", "", nil, nil
	return f
}

// narrow takes from a set what a filter does not admit, as far as the catalogue knows: SQLite would look every article
// up for it.
func (c *Catalogue) narrow(s Set, f Filter) {
	groups, days := make([]bool, len(c.keys)), make([]bool, len(c.dates))
	for i, g := range c.keys {
		groups[i] = f.Admits(g.Edition, g.SectionCode)
	}
	for i, day := range c.dates {
		days[i] = day >= f.From && (f.To == "" || day < dayAfter(f.To))
	}
	for place := range s {
		s[place] = s[place] && groups[c.groups[place]] && days[c.days[place]]
	}
	s.narrow(c.authors, f.Authors)
	s.narrow(c.columns, f.Columns)
}

// Admits reports whether a filter admits a section.
func (f Filter) Admits(edition, code string) bool {
	return (len(f.Editions) == 0 || slices.Contains(f.Editions, edition)) &&
		(len(f.Sections) == 0 || slices.ContainsFunc(f.Sections, func(s site.Section) bool {
			return s.Edition == edition && (s.Code == "" || s.Code == code)
		}))
}

// narrow takes from a set what bears none of some names.
func (s Set) narrow(held []listing, names []string) {
	if len(names) == 0 {
		return
	}
	wanted, named := map[string]bool{}, make(Set, len(s))
	for _, name := range names {
		wanted[name] = true
	}
	for _, l := range held {
		if wanted[l.name] {
			for _, place := range l.places {
				named[place] = true
			}
		}
	}
	for place := range s {
		s[place] = s[place] && named[place]
	}
}
