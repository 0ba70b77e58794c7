package web

import (
	"strings"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/extract/site"
	"mingpao/store"
)

// filterNames are the filters that lists, feeds and exports take, as on the command line.
var filterNames = []string{"edition", "section", "author", "column", "keyword", "from", "to", "changed", "gone",
	"excerpt"}

// searchNames are what a search is made of: a query and the filters.
var searchNames = append([]string{"q"}, filterNames...)

// maxQuery is how many characters a search may have: far more than a person types.
const maxQuery = 200

// choice is what was chosen of the archive.
func (q *request) choice() (store.Query, error) {
	out := store.Query{}
	if text := strings.TrimSpace(q.query.Get("q")); text != "" {
		if len([]rune(text)) > maxQuery {
			return out, badRequest(q.say("long-query", maxQuery))
		}
		var err error
		if out.Expression, err = store.ParseQuery(text); err != nil {
			return out, badRequest(err.Error())
		}
	}
	f := &out.Filter
	var err error
	if f.From, f.To, err = filter.Days(q.query.Get("from"), q.query.Get("to"), q.now()); err != nil {
		return out, badRequest(q.say("no-day", q.query.Get("from")+" "+q.query.Get("to")))
	}
	for _, code := range q.values("edition") {
		if site.EditionOf(code).Code == "" {
			return out, badRequest(q.say("no-edition", code))
		}
		f.Editions = append(f.Editions, code)
	}
	if f.Sections, err = filter.Sections(q.values("section"), q.ownSections()); err != nil {
		return out, badRequest(q.say("no-such-section", strings.Join(q.values("section"), " ")))
	}
	f.Authors, f.Columns, f.Keywords = q.values("author"), q.values("column"), q.values("keyword")
	for name, into := range map[string]*bool{"changed": &f.Changed, "gone": &f.Gone, "excerpt": &f.Excerpt} {
		switch q.query.Get(name) {
		case "1":
			*into = true
		case "":
		default:
			return out, badRequest(q.say("no-value", name))
		}
	}
	return out, nil
}

// ownSections are sections that stand in the address as edition and code: the archive may have some that the site's
// table has not.
func (q *request) ownSections() []site.Section {
	var own []site.Section
	for _, name := range q.values("section") {
		edition, code, ok := strings.Cut(name, "/")
		if ok && site.EditionOf(edition).Code != "" && code != "" && site.SectionOf(edition, code).Code == "" {
			own = append(own, site.Section{Edition: edition, Code: code})
		}
	}
	return own
}

// chosenFilter is a filter in words, with the address without it.
type chosenFilter struct {
	Name, Value string
	Without     string
}

// chosenFilters are the filters of a search that are set.
func (q *request) chosenFilters() []chosenFilter {
	var all []chosenFilter
	for _, name := range filterNames {
		values := q.values(name)
		if len(values) == 0 || name == "to" && len(q.values("from")) > 0 {
			continue
		}
		c := chosenFilter{Name: q.say("filter-" + name), Without: q.address("/search", q.narrowed(name, ""))}
		switch name {
		case "section":
			c.Value = strings.Join(q.sectionLabels(values), "、")
		case "edition":
			c.Value = q.edition(values[0])
		case "from":
			c.Value = rangeText(values[0], strings.Join(q.values("to"), ""))
			c.Without = q.address("/search", q.narrowed("from", "", "to", ""))
		case "changed", "gone", "excerpt":
		default:
			c.Value = strings.Join(values, "、")
		}
		all = append(all, c)
	}
	return all
}

func rangeText(from, to string) string {
	if to == from {
		return from
	}
	return from + " – " + to
}
