package web

import (
	"strings"

	"mingpao/store"
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
	Sorts   []option
	Exports []option
	Feed    string
}

// option is something to choose.
type option struct {
	Name    string
	Address string
	Here    bool
}

func (q *request) search() (answer, error) {
	chosen, err := q.choice()
	if err != nil {
		return nil, err
	}
	p := &searchPage{Query: q.query.Get("q"), Chosen: q.chosenFilters(), Sort: q.query.Get("sort")}
	p.Asked = strings.TrimSpace(p.Query) != "" || len(p.Chosen) > 0
	title := q.say("search")
	if p.Asked {
		if err := q.find(p, chosen); err != nil {
			return nil, err
		}
		title = q.searchTitle(p)
	}
	v := q.newView("search", title, p)
	v.Feed, v.Wide = p.Feed, p.Asked
	return v, nil
}

func (q *request) searchTitle(p *searchPage) string {
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
func (q *request) find(p *searchPage, chosen store.Query) error {
	at, err := q.readPlace()
	if err != nil {
		return err
	}
	catalogue, err := q.catalogue()
	if err != nil {
		return err
	}
	found, err := q.archive.Select(q.Context(), catalogue, chosen)
	if err != nil {
		return err
	}
	counted := catalogue.Facets(found, manyNames)
	p.Total = counted.Articles
	if p.Facets, err = q.facets(counted); err != nil {
		return err
	}
	list := hitList{request: q, catalogue: catalogue, found: found, chosen: chosen}
	next, err := list.page(p.Sort, at)
	if err != nil {
		return err
	}
	if p.Hits, err = q.marked(list.hits, chosen.Expression); err != nil {
		return err
	}
	if next != "" {
		values := q.narrowed()
		values.Set("after", next)
		p.Next = q.address("/search", values)
	}
	if q.query.Get("after") != "" {
		p.First = q.address("/search", q.narrowed())
	}
	q.offer(p)
	return nil
}

// offer names what can be done with what was found.
func (q *request) offer(p *searchPage) {
	if p.Query != "" && p.Total > 0 {
		p.Sorts = []option{
			{q.say("sort-date"), q.address("/search", q.narrowed("sort", "")), p.Sort == ""},
			{q.say("sort-title"), q.address("/search", q.narrowed("sort", "title")), p.Sort == "title"},
		}
	}
	for _, f := range exportFormats() {
		address := q.address("/export", q.narrowed("sort", "", "format", f.Name))
		p.Exports = append(p.Exports, option{Name: q.formatLabel(f), Address: address})
	}
	p.Feed = q.address("/feed.atom", q.narrowed("sort", ""))
}
