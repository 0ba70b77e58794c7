package find

import (
	"cmp"
	"errors"
	"strings"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
)

// searchPage is a page of hits.
type searchPage struct {
	Query    string
	Asked    bool // something was looked for
	Fault    string
	Chosen   []chip
	Form     form
	Hits     []hit
	Places   []places // in the place of Hits, where each place is asked for
	Views    []Option
	Trend    string
	Total    int
	From, To int // of all, those on the page
	Facets   facets
	Next     string // the address of the next page
	Previous string
	First    string // of the first, where this is another
	Sorts    []Option
	Exports  []Option
	Feed     string
	JSON     string
	Near     []Option // names that may have been meant
}

// Option is something to choose.
type Option struct {
	Name    string
	Address string
	Here    bool
}

// Search answers with a page of hits, or with the page of the article that was named. What is wrong with what was asked
// is said beside the form.
func Search(q *answer.Request) (answer.Answer, error) {
	if at, err := Named(q, q.Asked()); err != nil || at != "" {
		return answer.Redirect(at), err
	}
	p, err := searched(q)
	var bad answer.BadRequest
	if err != nil && !errors.As(err, &bad) {
		return nil, err
	}
	title := q.Say("search")
	if p.Asked {
		title = Title(q)
	}
	v := q.NewView("search", title, p)
	v.Feed, v.Wide, v.Keeps = p.Feed, p.Asked, kept(q)
	if err != nil {
		p.Fault, v.Feed = bad.Error(), ""
		v.Refuse()
	}
	return v, nil
}

// searched fills a page of hits. With an error it still has the form.
func searched(q *answer.Request) (*searchPage, error) {
	p := &searchPage{Query: q.Asked(), Chosen: chips(q)}
	p.Asked = p.Query != "" || len(p.Chosen) > 0
	var err error
	if p.Form, err = formOf(q); err != nil {
		return p, err
	}
	chosen, err := Choice(q)
	if err != nil || !p.Asked {
		return p, err
	}
	return p, p.find(q, chosen)
}

// Title names what was chosen; where nothing was, the whole.
func Title(q *answer.Request) string {
	var parts []string
	if text := q.Asked(); text != "" {
		parts = append(parts, text)
	}
	for _, c := range chips(q) {
		parts = append(parts, strings.TrimSpace(c.Name+" "+c.Value))
	}
	if len(parts) == 0 {
		return q.Say("name")
	}
	return strings.Join(parts, " · ")
}

// find looks for hits. What is found is looked up once, for the hits and for all counts.
func (p *searchPage) find(q *answer.Request, chosen catalog.Query) error {
	f, err := look(q, chosen, q.Query.Get("sort"))
	if err != nil {
		return err
	}
	begin, err := f.begin()
	if err != nil {
		return err
	}
	p.Total = len(f.order)
	end := min(p.Total, begin+perPage)
	p.From, p.To = min(begin+1, end), end
	listed, err := q.Archive.Catalog().Listed(q.Context(), f.catalogue, f.order[begin:end])
	if err != nil {
		return err
	}
	switch view := q.Query.Get("view"); {
	case view == "":
		p.Hits, err = marked(q, listed, chosen.Expression)
	case view == "lines" && chosen.AnyWord():
		p.Places, err = placesOf(q, listed, chosen.Expression)
	default:
		err = answer.BadRequest(q.Say("no-value", "view"))
	}
	if err != nil {
		return err
	}
	if p.Facets, err = facetsOf(q, chosen.Filter, f.catalogue.Facets(f.set, manyNames)); err != nil {
		return err
	}
	p.turn(&f, begin, end)
	p.offer(q, chosen.AnyWord())
	return p.suggest(q)
}

// turn leads to the pages before and after.
func (p *searchPage) turn(f *found, begin, end int) {
	if end < p.Total {
		p.Next = f.page(end)
	}
	if begin > 0 {
		p.Previous = f.page(max(0, begin-perPage))
	}
	if begin > perPage {
		p.First = f.page(0)
	}
}

// offer names what can be done with what was found.
func (p *searchPage) offer(q *answer.Request, words bool) {
	if p.Total == 0 {
		return
	}
	if p.Query != "" {
		p.Trend = q.Address(trendPath, q.Narrowed("sort", "", "view", "", "q", p.Query))
	}
	for _, view := range []string{"", "lines"} {
		if words {
			p.Views = append(p.Views, Option{q.Say("view-" + cmp.Or(view, "list")),
				q.Address("/search", q.Narrowed("view", view)), view == q.Query.Get("view")})
		}
	}
	for _, o := range p.Form.Orders {
		if o.Value != "title" || p.Query != "" {
			p.Sorts = append(p.Sorts, Option{o.Name, q.Address("/search", q.Narrowed("sort", o.Value)), o.Here})
		}
	}
	for _, f := range Formats() {
		address := q.Address("/export", q.Narrowed("sort", "", "view", "", "format", f.Name))
		p.Exports = append(p.Exports, Option{Name: formatLabel(q, f), Address: address})
	}
	p.Feed = q.Address("/feed.atom", q.Narrowed("sort", "", "view", ""))
	p.JSON = q.Address("/search.json", q.Narrowed("view", ""))
}

// suggest names what may have been meant where a name finds nothing.
func (p *searchPage) suggest(q *answer.Request) error {
	for _, kind := range []string{"author", "column", "keyword"} {
		for _, name := range q.Values(kind) {
			if p.Total > 0 {
				return nil
			}
			held, err := heldNames(q, kind)
			if err != nil {
				return err
			}
			for _, near := range filter.Near(name, held) {
				p.Near = append(p.Near, Option{Name: near, Address: q.Address("/search", q.Narrowed(kind, near))})
			}
		}
	}
	return nil
}
