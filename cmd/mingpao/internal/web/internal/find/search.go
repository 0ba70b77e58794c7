package find

import (
	"strings"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
)

// searchPage is a page of hits.
type searchPage struct {
	Query   string
	Asked   bool // something was looked for
	Chosen  []chosenFilter
	Hits    []hit
	Total   int
	Facets  facets
	Next    string // the address of the next page
	First   string // of the first, where this is another
	Sort    string
	Sorts   []Option
	Exports []Option
	Feed    string
}

// Option is something to choose.
type Option struct {
	Name    string
	Address string
	Here    bool
}

// Search answers with a page of hits.
func Search(q *answer.Request) (answer.Answer, error) {
	if at, err := Named(q, q.Asked()); err != nil || at != "" {
		return answer.Redirect(at), err
	}
	chosen, err := Choice(q)
	if err != nil {
		return nil, err
	}
	p := &searchPage{Query: q.Asked(), Chosen: chosenFilters(q), Sort: q.Query.Get("sort")}
	p.Asked = p.Query != "" || len(p.Chosen) > 0
	title := q.Say("search")
	if p.Asked {
		if err := find(q, p, chosen); err != nil {
			return nil, err
		}
		title = searchTitle(p)
	}
	v := q.NewView("search", title, p)
	v.Feed, v.Wide = p.Feed, p.Asked
	return v, nil
}

func searchTitle(p *searchPage) string {
	parts := []string{}
	if p.Query != "" {
		parts = append(parts, p.Query)
	}
	for _, c := range p.Chosen {
		parts = append(parts, strings.TrimSpace(c.Name+" "+c.Value))
	}
	return strings.Join(parts, " · ")
}

// find fills a page of hits. What is found is looked up once, for the hits and for all counts.
func find(q *answer.Request, p *searchPage, chosen catalog.Query) error {
	at, err := readPlace(q)
	if err != nil {
		return err
	}
	catalogue, err := q.Catalogue()
	if err != nil {
		return err
	}
	found, err := q.Archive.Catalog().Select(q.Context(), catalogue, chosen)
	if err != nil {
		return err
	}
	counted := catalogue.Facets(found, manyNames)
	p.Total = counted.Articles
	if p.Facets, err = facetsOf(q, counted); err != nil {
		return err
	}
	list := hitList{Request: q, catalogue: catalogue, found: found, chosen: chosen}
	next, err := list.page(p.Sort, at)
	if err != nil {
		return err
	}
	if p.Hits, err = marked(q, list.hits, chosen.Expression); err != nil {
		return err
	}
	if next != "" {
		values := q.Narrowed()
		values.Set("after", next)
		p.Next = q.Address("/search", values)
	}
	if q.Query.Get("after") != "" {
		p.First = q.Address("/search", q.Narrowed())
	}
	offer(q, p)
	return nil
}

// offer names what can be done with what was found.
func offer(q *answer.Request, p *searchPage) {
	if p.Query != "" && p.Total > 0 {
		p.Sorts = []Option{
			{q.Say("sort-date"), q.Address("/search", q.Narrowed("sort", "")), p.Sort == ""},
			{q.Say("sort-title"), q.Address("/search", q.Narrowed("sort", "title")), p.Sort == "title"},
		}
	}
	for _, f := range Formats() {
		address := q.Address("/export", q.Narrowed("sort", "", "format", f.Name))
		p.Exports = append(p.Exports, Option{Name: formatLabel(q, f), Address: address})
	}
	p.Feed = q.Address("/feed.atom", q.Narrowed("sort", ""))
}
