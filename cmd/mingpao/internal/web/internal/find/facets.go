package find

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
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
	Name     string `json:"name"`
	Address  string `json:"search"`
	Articles int    `json:"articles"`
	Share    int    `json:"-"` // of the largest, in hundredths
}

// facetsOf says what one may choose of what was counted. Each choice is taken within what is chosen already: it leads
// to as many articles as it says.
func facetsOf(q *answer.Request, chosen catalog.Filter, counted catalog.Facets) (f facets, err error) {
	names, err := q.PrintedNames()
	if err != nil {
		return f, err
	}
	editions, sections := Tally{}, Tally{}
	years, months := Tally{}, Tally{}
	for _, g := range counted.Groups {
		editions[g.Edition] += g.Articles
		if g.SectionCode != "" {
			sections[g.Edition+"/"+g.SectionCode] += g.Articles
		}
		if _, err := time.Parse("2006-01", g.Month); err == nil {
			years[g.Month[:4]] += g.Articles
			months[g.Month] += g.Articles
		}
	}
	link := func(pairs ...string) string { return q.Address("/search", q.Narrowed(pairs...)) }
	of := func(name string) func(string) string { return func(v string) string { return link(name, v) } }
	span := func(v string) string {
		days := Within(chosen, v)
		return link("from", days[0], "to", days[1])
	}
	f.Editions = editions.Facets(ByPlace, q.EditionName, of("edition"))
	f.Sections = sections.Facets(ByPlace, func(v string) string { return q.SectionLabel(v, names[v]) }, of("section"))
	f.Years = years.Facets(Newest, Same, span)
	if len(years) == 1 {
		f.Months = months.Facets(Newest, Same, span)
	}
	f.Plot = charts.Months(months, span)
	if err := showGaps(q, chosen, &f.Plot); err != nil {
		return f, err
	}
	f.Authors = namesOf(counted.Authors, chosen.Authors, of("author"))
	f.Columns = namesOf(counted.Columns, chosen.Columns, of("column"))
	return f, nil
}

// showGaps notes the months of which the archive has nothing, in the sections that were chosen.
func showGaps(q *answer.Request, chosen catalog.Filter, p *charts.Bars) error {
	if len(p.Bars) == 0 {
		return nil
	}
	f := catalog.Filter{Editions: chosen.Editions, Sections: chosen.Sections}
	f.From, f.To, _ = filter.Days(p.First, p.Last, time.Time{}) // months, which mean something
	name := fmt.Sprint("known ", f.Editions, f.Sections, f.From, f.To)
	known, err := answer.Figure(q, name, func(ctx context.Context) (map[string]bool, error) {
		held, err := q.Archive.Catalog().Measure(ctx, catalog.Query{Filter: f}, catalog.SectionDays, false)
		months := map[string]bool{}
		if err == nil {
			err = health.Known(ctx, q.Archive, f, held, q.Now(), func(_ site.Section, day string, s health.State) {
				if s != health.Unknown {
					months[day[:len("2006-01")]] = true
				}
			})
		}
		return months, err
	})
	for i := range p.Bars {
		b := &p.Bars[i]
		b.IsUnknown = err == nil && b.Articles == 0 && !known[b.Name]
		p.Gaps = p.Gaps || b.IsUnknown
	}
	return err
}

// Within is what of a year or a month lies within the chosen days: its name, or its first and last day.
func Within(chosen catalog.Filter, span string) [2]string {
	first, last, err := filter.Range(span, time.Time{})
	if err != nil || first >= chosen.From && (chosen.To == "" || last <= chosen.To) {
		return [2]string{span, span}
	}
	if chosen.To != "" {
		last = min(last, chosen.To)
	}
	return [2]string{max(first, chosen.From), last}
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

// namesOf are the names that were counted. Where some were chosen these are the choice: articles may have others beside
// them, and a choice of one of those would lead to more.
func namesOf(counts []catalog.NameCount, chosen []string, address func(string) string) []Facet {
	if len(chosen) > 0 {
		counts = slices.DeleteFunc(counts, func(c catalog.NameCount) bool { return !slices.Contains(chosen, c.Name) })
	}
	var all []Facet
	for _, c := range counts {
		all = append(all, Facet{c.Name, address(c.Name), c.Articles, max(1, 100*c.Articles/counts[0].Articles)})
	}
	return all
}
