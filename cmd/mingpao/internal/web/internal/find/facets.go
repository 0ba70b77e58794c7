package find

import (
	"cmp"
	"slices"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
)

// manyNames is the number of authors and columns listed beside the hits.
const manyNames = 10

// facets are the choices that narrow what was found.
type facets struct {
	Editions, Sections, Authors, Columns []Facet
	Years, Months                        []Facet     // the newest first; months of one year
	Plot                                 charts.Bars // by month
}

// Facet is a choice with how many of the hits it leaves.
type Facet struct {
	Name     string
	Address  string
	Articles int
	Share    int // of the largest, in hundredths
}

// facetsOf says what one may choose of what was counted.
func facetsOf(q *answer.Request, counted catalog.Facets) (f facets, err error) {
	names, err := q.PrintedNames()
	if err != nil {
		return f, err
	}
	editions, sections := Tally{}, Tally{}
	years, months := Tally{}, Tally{}
	for _, g := range counted.Groups {
		section := g.Edition + "/" + g.SectionCode
		editions[g.Edition] += g.Articles
		sections[section] += g.Articles
		if len(g.Month) == len("2006-01") {
			years[g.Month[:4]] += g.Articles
			months[g.Month] += g.Articles
		}
	}
	link := func(pairs ...string) string { return q.Address("/search", q.Narrowed(pairs...)) }
	f.Editions = editions.Facets(ByPlace, q.EditionName, func(v string) string { return link("edition", v) })
	f.Sections = sections.Facets(ByPlace, func(v string) string { return q.SectionLabel(v, names[v]) },
		func(v string) string { return link("section", v) })
	f.Years = years.Facets(Newest, Same, func(v string) string { return link("from", v, "to", v) })
	if len(years) == 1 {
		f.Months = months.Facets(Newest, Same, func(v string) string { return link("from", v, "to", v) })
	}
	f.Plot = charts.Months(months, func(v string) string { return link("from", v, "to", v) })
	f.Authors = namesOf(counted.Authors, func(v string) string { return link("author", v) })
	f.Columns = namesOf(counted.Columns, func(v string) string { return link("column", v) })
	return f, nil
}

// Tally counts by name.
type Tally map[string]int

// Facets makes choices of the counts, in an order, with a name and an address for each.
func (t Tally) Facets(order func(a, b string) int, name, address func(string) string) []Facet {
	var all []Facet
	most := 1
	for _, n := range t {
		most = max(most, n)
	}
	for _, key := range sortedKeys(t, order) {
		all = append(all, Facet{name(key), address(key), t[key], max(1, 100*t[key]/most)})
	}
	return all
}

func sortedKeys(t Tally, order func(a, b string) int) []string {
	var keys []string
	for k := range t {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, order)
	return keys
}

// Same is a name that is its own label.
func Same(s string) string { return s }

// Newest orders months and years, the newest first.
func Newest(a, b string) int { return cmp.Compare(b, a) }

// ByPlace orders editions and sections as the paper does.
func ByPlace(a, b string) int {
	return cmp.Or(cmp.Compare(answer.PlaceOfName(a), answer.PlaceOfName(b)), cmp.Compare(a, b))
}

func namesOf(counts []catalog.NameCount, address func(string) string) []Facet {
	var all []Facet
	for _, c := range counts {
		all = append(all, Facet{c.Name, address(c.Name), c.Articles, max(1, 100*c.Articles/counts[0].Articles)})
	}
	return all
}
