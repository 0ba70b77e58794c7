package web

import (
	"slices"
	"strconv"
	"strings"

	"mingpao/store"
)

// namesPerPage is how many names stand on a page.
const namesPerPage = 200

// namesPage is a list of authors, columns or keywords.
type namesPage struct {
	Kind    string // author, column, keyword
	Find    string // a part of the name
	Names   []namedLink
	Total   int
	Next    string
	From    int
	Address string
}

type namedLink struct {
	store.NameCount
	Address string
	Feed    string
}

func (q *request) authors() (answer, error)  { return q.names("author") }
func (q *request) columns() (answer, error)  { return q.names("column") }
func (q *request) keywords() (answer, error) { return q.names("keyword") }

func (q *request) names(kind string) (answer, error) {
	all, err := q.heldNames(kind)
	if err != nil {
		return nil, err
	}
	p := &namesPage{Kind: kind, Find: strings.TrimSpace(q.query.Get("find")), Address: q.link("/" + kind + "s")}
	if len([]rune(p.Find)) > maxQuery {
		return nil, badRequest(q.say("long-query", maxQuery))
	}
	if wanted := store.Fold(p.Find); wanted != "" {
		all = slices.DeleteFunc(slices.Clone(all),
			func(n store.NameCount) bool { return !strings.Contains(store.Fold(n.Name), wanted) })
	}
	p.Total = len(all)
	if asked := q.query.Get("after"); asked != "" {
		if p.From, err = strconv.Atoi(asked); err != nil || p.From < 0 || p.From > len(all) {
			return nil, badRequest(q.say("no-value", "after"))
		}
	}
	end := min(len(all), p.From+namesPerPage)
	for _, n := range all[p.From:end] {
		chosen := string(newQuery(kind, n.Name))
		p.Names = append(p.Names, namedLink{n, q.link("/search") + chosen, q.link("/feed.atom") + chosen})
	}
	if end < len(all) {
		values := q.narrowed()
		values.Set("after", strconv.Itoa(end))
		p.Next = q.address("/"+kind+"s", values)
	}
	return q.newView("names", q.say(kind+"s"), p), nil
}

// sectionsPage is the sections by edition.
type sectionsPage struct {
	Editions []editionOfSections
}

type editionOfSections struct {
	Code     string
	Address  string
	Sections []sectionLink
}

type sectionLink struct {
	store.SectionCount
	Address, Feed string
}

func (q *request) sections() (answer, error) {
	all, err := q.heldSections()
	if err != nil {
		return nil, err
	}
	p := &sectionsPage{}
	for _, s := range all {
		if n := len(p.Editions); n == 0 || p.Editions[n-1].Code != s.Edition {
			p.Editions = append(p.Editions, editionOfSections{Code: s.Edition, Address: q.link("/search") +
				string(newQuery("edition", s.Edition))})
		}
		e := &p.Editions[len(p.Editions)-1]
		chosen := string(newQuery("section", s.Edition+"/"+s.Code))
		e.Sections = append(e.Sections, sectionLink{s, q.link("/search") + chosen, q.link("/feed.atom") + chosen})
	}
	return q.newView("sections", q.say("sections"), p), nil
}
