package find

import (
	"slices"
	"strconv"
	"strings"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// namesPerPage is the number of names on a page.
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
	catalog.NameCount
	Address string
	Feed    string
}

// Authors answers with the authors, the most frequent first.
func Authors(q *answer.Request) (answer.Answer, error) { return names(q, "author") }

// Columns answers with the columns, the most frequent first.
func Columns(q *answer.Request) (answer.Answer, error) { return names(q, "column") }

// Keywords answers with the keywords, the most frequent first.
func Keywords(q *answer.Request) (answer.Answer, error) { return names(q, "keyword") }

func names(q *answer.Request, kind string) (answer.Answer, error) {
	all, err := q.HeldNames(kind)
	if err != nil {
		return nil, err
	}
	p := &namesPage{Kind: kind, Find: strings.TrimSpace(q.Query.Get("find")), Address: q.Link("/" + kind + "s")}
	if len([]rune(p.Find)) > maxQuery {
		return nil, answer.BadRequest(q.Say("long-query", maxQuery))
	}
	if wanted := search.Fold(p.Find); wanted != "" {
		all = slices.DeleteFunc(slices.Clone(all),
			func(n catalog.NameCount) bool { return !strings.Contains(search.Fold(n.Name), wanted) })
	}
	p.Total = len(all)
	if asked := q.Query.Get("after"); asked != "" {
		if p.From, err = strconv.Atoi(asked); err != nil || p.From < 0 || p.From > len(all) {
			return nil, answer.BadRequest(q.Say("no-value", "after"))
		}
	}
	end := min(len(all), p.From+namesPerPage)
	for _, n := range all[p.From:end] {
		chosen := string(answer.NewQuery(kind, n.Name))
		p.Names = append(p.Names, namedLink{n, q.Link("/search") + chosen, q.Link("/feed.atom") + chosen})
	}
	if end < len(all) {
		values := q.Narrowed()
		values.Set("after", strconv.Itoa(end))
		p.Next = q.Address("/"+kind+"s", values)
	}
	return q.NewView("names", q.Say(kind+"s"), p), nil
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
	catalog.SectionCount
	Address, Feed string
}

// Sections answers with the sections by edition.
func Sections(q *answer.Request) (answer.Answer, error) {
	all, err := q.HeldSections()
	if err != nil {
		return nil, err
	}
	p := &sectionsPage{}
	for _, s := range all {
		if n := len(p.Editions); n == 0 || p.Editions[n-1].Code != s.Edition {
			p.Editions = append(p.Editions, editionOfSections{Code: s.Edition, Address: q.Link("/search") +
				string(answer.NewQuery("edition", s.Edition))})
		}
		e := &p.Editions[len(p.Editions)-1]
		chosen := string(answer.NewQuery("section", s.Edition+"/"+s.Code))
		e.Sections = append(e.Sections, sectionLink{s, q.Link("/search") + chosen, q.Link("/feed.atom") + chosen})
	}
	return q.NewView("sections", q.Say("sections"), p), nil
}
