package web

import (
	"cmp"
	"slices"

	"mingpao/store"
)

// manyNames is how many authors and columns stand beside the hits.
const manyNames = 10

// facets are what one may choose next of what was found.
type facets struct {
	Editions, Sections, Authors, Columns []facet
	Years, Months                        []facet // the newest first; months of one year
	Plot                                 barPlot // by month
}

// facet is a choice with how many of the hits it leaves.
type facet struct {
	Name     string
	Address  string
	Articles int
	Share    int // of the largest, in hundredths
}

// facets says what one may choose of what was counted.
func (q *request) facets(counted store.Facets) (f facets, err error) {
	names, err := q.printedNames()
	if err != nil {
		return f, err
	}
	editions, sections := tally{}, tally{}
	years, months := tally{}, tally{}
	for _, g := range counted.Groups {
		section := g.Edition + "/" + g.SectionCode
		editions[g.Edition] += g.Articles
		sections[section] += g.Articles
		if len(g.Month) == len("2006-01") {
			years[g.Month[:4]] += g.Articles
			months[g.Month] += g.Articles
		}
	}
	link := func(pairs ...string) string { return q.address("/search", q.narrowed(pairs...)) }
	f.Editions = editions.facets(byPlace, q.edition, func(v string) string { return link("edition", v) })
	f.Sections = sections.facets(byPlace, func(v string) string { return q.sectionLabel(v, names[v]) },
		func(v string) string { return link("section", v) })
	f.Years = years.facets(newest, same, func(v string) string { return link("from", v, "to", v) })
	if len(years) == 1 {
		f.Months = months.facets(newest, same, func(v string) string { return link("from", v, "to", v) })
	}
	f.Plot = plotMonths(months, func(v string) string { return link("from", v, "to", v) })
	f.Authors = namesOf(counted.Authors, func(v string) string { return link("author", v) })
	f.Columns = namesOf(counted.Columns, func(v string) string { return link("column", v) })
	return f, nil
}

// tally counts by name.
type tally map[string]int

func (t tally) facets(order func(a, b string) int, name, address func(string) string) []facet {
	var all []facet
	most := 1
	for _, n := range t {
		most = max(most, n)
	}
	for _, key := range sortedKeys(t, order) {
		all = append(all, facet{name(key), address(key), t[key], max(1, 100*t[key]/most)})
	}
	return all
}

func sortedKeys(t tally, order func(a, b string) int) []string {
	var keys []string
	for k := range t {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, order)
	return keys
}

func same(s string) string { return s }

func newest(a, b string) int { return cmp.Compare(b, a) }

// byPlace orders editions and sections as the paper does.
func byPlace(a, b string) int {
	return cmp.Or(cmp.Compare(placeOfName(a), placeOfName(b)), cmp.Compare(a, b))
}

func namesOf(counts []store.NameCount, address func(string) string) []facet {
	var all []facet
	for _, c := range counts {
		all = append(all, facet{c.Name, address(c.Name), c.Articles, max(1, 100*c.Articles/counts[0].Articles)})
	}
	return all
}
