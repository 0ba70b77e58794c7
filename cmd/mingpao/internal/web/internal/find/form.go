package find

import (
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
)

// form is what one may ask of a search beside the words, as it was asked.
type form struct {
	From, To, Author, Column, Keyword string
	Changed, Gone                     bool
	Editions, Accesses, Orders        []choiceOf
	Sections                          []sectionsOf
	Also                              []answer.Pair // values that a field has no room for
}

// choiceOf is something to choose in a form.
type choiceOf struct {
	Value, Name string
	Here        bool
}

// sectionsOf are the sections of an edition.
type sectionsOf struct {
	Edition  string
	Sections []choiceOf
}

// formOf fills the form with what was asked.
func formOf(q *answer.Request) (form, error) {
	f := form{From: q.Query.Get("from"), To: q.Query.Get("to"), Changed: q.Query.Get("changed") == "1",
		Gone: q.Query.Get("gone") == "1"}
	f.Author, f.Column, f.Keyword = f.first(q, "author"), f.first(q, "column"), f.first(q, "keyword")
	here := f.first(q, "edition")
	for _, e := range site.Editions {
		f.Editions = append(f.Editions, choiceOf{e.Code, q.EditionName(e.Code), e.Code == here})
	}
	here = f.first(q, "access")
	for _, a := range filter.Accesses() {
		f.Accesses = append(f.Accesses, choiceOf{a, q.Say("access-" + a), a == here})
	}
	for _, sort := range []string{"", "oldest", "title"} {
		f.Orders = append(f.Orders, choiceOf{sort, q.Say("sort-" + sort), sort == q.Query.Get("sort")})
	}
	err := f.sections(q, f.first(q, "section"))
	return f, err
}

// first is the value that a field shows; the others go along.
func (f *form) first(q *answer.Request, name string) string {
	values := q.Values(name)
	if len(values) == 0 {
		return ""
	}
	for _, v := range values[1:] {
		f.Also = append(f.Also, answer.Pair{Name: name, Value: v})
	}
	return values[0]
}

func (f *form) sections(q *answer.Request, here string) error {
	all, err := q.HeldSections()
	shown := here == ""
	for _, s := range all {
		if n := len(f.Sections); n == 0 || f.Sections[n-1].Edition != s.Edition {
			f.Sections = append(f.Sections, sectionsOf{Edition: s.Edition})
		}
		value := s.Edition + "/" + s.Code
		shown = shown || value == here
		into := &f.Sections[len(f.Sections)-1]
		into.Sections = append(into.Sections, choiceOf{value, q.SectionLabel(value, s.Name), value == here})
	}
	if !shown { // as a person wrote it: 觀點, or one that the archive has not
		edition, _, _ := strings.Cut(here, "/")
		f.Sections = slices.Insert(f.Sections, 0, sectionsOf{edition, []choiceOf{{here, here, true}}})
	}
	return err
}

// kept is what a search keeps when other words are typed into the box.
func kept(q *answer.Request) (all []answer.Pair) {
	for _, name := range append([]string{"sort", "view"}, filterNames...) {
		for _, v := range q.Values(name) {
			all = append(all, answer.Pair{Name: name, Value: v})
		}
	}
	return all
}
