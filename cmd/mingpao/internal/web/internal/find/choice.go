package find

import (
	"errors"
	"slices"
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
			return out, answer.BadRequest(q.Speech.Query(err))
		}
	}
	var err error
	out.Filter, err = filterOf(q)
	return out, err
}

// filterOf reads the filters.
func filterOf(q *answer.Request) (out catalog.Filter, err error) {
	said, err := Said(q)
	if err != nil {
		return out, err
	}
	out, err = said.Filter(q.Now(), ownSections(q))
	if fault := (*filter.Fault)(nil); errors.As(err, &fault) {
		return out, answer.BadRequest(q.Say("no-such-"+fault.Part, fault.Value))
	}
	for kind, names := range map[string]*[]string{"author": &out.Authors, "column": &out.Columns,
		"keyword": &out.Keywords} {
		if err == nil {
			*names, err = inFull(q, kind, *names)
		}
	}
	return out, err
}

// inFull are names of the archive: those that were written, or that have a part in them that is no name. What is in no
// name stays as it is, and finds nothing.
func inFull(q *answer.Request, kind string, written []string) (full []string, err error) {
	var held []string
	if len(written) > 0 {
		if held, err = heldNames(q, kind); err != nil {
			return nil, err
		}
	}
	for _, name := range written {
		found := []string{name}
		if !slices.Contains(held, name) {
			if meant, err := filter.Names(kind, found, held); err == nil {
				found = meant
			}
		}
		full = append(full, found...)
	}
	slices.Sort(full)
	return slices.Compact(full), nil
}

func heldNames(q *answer.Request, kind string) ([]string, error) {
	counted, err := q.HeldNames(kind)
	return filter.NamesOf(counted), err
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

// chip is a filter that is set, in words, with the address without it.
type chip struct {
	Name, Value string
	Without     string
}

// chips are the filters of a search that are set, each value by itself.
func chips(q *answer.Request) (all []chip) {
	at := "/search"
	if q.URL.Path == trendPath {
		at = trendPath
	}
	for _, name := range filterNames {
		for _, value := range q.Values(name) {
			all = append(all, chip{q.Say("filter-" + name), InWords(q, name, value), q.Address(at, q.Without(name, value))})
		}
	}
	return days(q, all, at)
}

// days puts two days into one chip.
func days(q *answer.Request, all []chip, at string) []chip {
	from, to := strings.Join(q.Values("from"), ""), strings.Join(q.Values("to"), "")
	if from == "" || to == "" {
		return all
	}
	both := chip{Value: from, Without: q.Address(at, q.Narrowed("from", "", "to", ""))}
	if to != from {
		both.Value += " – " + to
	}
	i := slices.IndexFunc(all, func(c chip) bool { return c.Value == from && c.Name == q.Say("filter-from") })
	return slices.Replace(all, i, i+2, both)
}

// InWords is a value of a filter as readers know it; "" of a filter that is only set.
func InWords(q *answer.Request, name, value string) string {
	switch {
	case name == "section":
		return q.SectionLabels([]string{value})[0]
	case name == "edition":
		return q.EditionName(value)
	case name == "access" && slices.Contains(filter.Accesses(), value):
		return q.Say("access-" + value)
	case name == "changed" || name == "gone":
		return ""
	}
	return value
}
