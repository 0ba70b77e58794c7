package find

import (
	"errors"
	"strings"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// filterNames are the filters that lists, feeds and exports take, as on the command line.
var filterNames = []string{"edition", "section", "author", "column", "keyword", "from", "to", "access",
	"changed", "gone"}

// SearchNames are the parameters of a search: a query and the filters.
var SearchNames = append([]string{"q"}, filterNames...)

// maxQuery is the number of characters that a search may have: far more than a person types.
const maxQuery = 200

// Choice reads what was chosen of the archive.
func Choice(q *answer.Request) (catalog.Query, error) {
	out := catalog.Query{}
	if text := q.Asked(); text != "" {
		if len([]rune(text)) > maxQuery {
			return out, answer.BadRequest(q.Say("long-query", maxQuery))
		}
		var err error
		if out.Expression, err = search.ParseQuery(text); err != nil {
			return out, answer.BadRequest(err.Error())
		}
	}
	said, err := Said(q)
	if err != nil {
		return out, err
	}
	out.Filter, err = said.Filter(q.Now(), ownSections(q))
	if fault := (*filter.Fault)(nil); errors.As(err, &fault) {
		return out, answer.BadRequest(q.Say("no-such-"+fault.Part, fault.Value))
	}
	return out, err
}

// Said is what was chosen, as the address says it.
func Said(q *answer.Request) (c filter.Choice, err error) {
	c = filter.Choice{From: q.Query.Get("from"), To: q.Query.Get("to"), Editions: q.Values("edition"),
		Sections: q.Values("section"), Authors: q.Values("author"), Columns: q.Values("column"),
		Keywords: q.Values("keyword"), Access: q.Values("access")}
	for name, into := range map[string]*bool{"changed": &c.Changed, "gone": &c.Gone} {
		switch q.Query.Get(name) {
		case "1":
			*into = true
		case "":
		default:
			return c, answer.BadRequest(q.Say("no-value", name))
		}
	}
	return c, nil
}

// ownSections are sections given in the address as edition and code: the archive may have some that the site's
// table has not.
func ownSections(q *answer.Request) []site.Section {
	var own []site.Section
	for _, name := range q.Values("section") {
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
func chosenFilters(q *answer.Request) []chosenFilter {
	var all []chosenFilter
	for _, name := range filterNames {
		values := q.Values(name)
		if len(values) == 0 || name == "to" && len(q.Values("from")) > 0 {
			continue
		}
		c := chosenFilter{Name: q.Say("filter-" + name), Without: q.Address("/search", q.Narrowed(name, ""))}
		switch name {
		case "section":
			c.Value = strings.Join(q.SectionLabels(values), "、")
		case "edition":
			c.Value = q.EditionName(values[0])
		case "from":
			c.Value = rangeText(values[0], strings.Join(q.Values("to"), ""))
			c.Without = q.Address("/search", q.Narrowed("from", "", "to", ""))
		case "access":
			c.Value = strings.Join(q.Accesses(values), "、")
		case "changed", "gone":
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
