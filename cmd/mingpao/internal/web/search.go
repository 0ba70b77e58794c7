package web

import (
	"context"
	"encoding/base64"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store"
)

// perPage is how many hits stand on a page.
const perPage = 20

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

// hit is an article that was found.
type hit struct {
	store.Headline
	Heading template.HTML // with marks
	Snippet template.HTML
}

// option is something to choose.
type option struct {
	Name    string
	Address string
	Here    bool
}

// place is where a page of hits begins. Sorted by headlines, those that have the words in the headline stand first.
type place struct {
	store.Place
	rest bool // behind the hits in headlines
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

// find fills a page of hits.
func (q *request) find(p *searchPage, chosen store.Query) error {
	at, err := q.readPlace()
	if err != nil {
		return err
	}
	var counting sync.WaitGroup
	var fault error
	counting.Go(func() { p.Facets, p.Total, fault = q.facets(chosen) })
	defer counting.Wait()
	list, err := remember(q, "hits "+q.query.Encode(), func(ctx context.Context) (hitList, error) { return q.list(ctx, chosen, at, p.Sort) })
	if err != nil {
		return err
	}
	p.Hits = list.hits
	if list.next != "" {
		values := q.narrowed()
		values.Set("after", list.next)
		p.Next = q.address("/search", values)
	}
	if q.query.Get("after") != "" {
		p.First = q.address("/search", q.narrowed())
	}
	q.offer(p)
	counting.Wait()
	return fault
}

// hitList is a page of hits with where the next one begins. It is remembered as figures are: a word that half of all articles have
// takes a tenth of a second to look up.
type hitList struct {
	hits []hit
	next string
}

func (q *request) list(ctx context.Context, chosen store.Query, at place, sort string) (l hitList, err error) {
	found, next, err := q.hits(ctx, chosen, at, sort)
	if err != nil {
		return l, err
	}
	l.next = next
	for _, h := range found {
		one, err := q.marked(ctx, h, chosen.Expression)
		if err != nil {
			return l, err
		}
		l.hits = append(l.hits, one)
	}
	return l, nil
}

// offer names what can be done with what was found.
func (q *request) offer(p *searchPage) {
	if p.Query != "" {
		p.Sorts = []option{
			{q.say("sort-date"), q.address("/search", q.narrowed("sort", "")), p.Sort == ""},
			{q.say("sort-title"), q.address("/search", q.narrowed("sort", "title")), p.Sort == "title"},
		}
	}
	for _, f := range exportFormats {
		p.Exports = append(p.Exports, option{Name: f, Address: q.address("/export", q.narrowed("sort", "", "format", f))})
	}
	p.Feed = q.address("/feed.atom", q.narrowed("sort", ""))
}

// hits are a page of hits, and where the next one begins; "" where there is none.
func (q *request) hits(ctx context.Context, chosen store.Query, at place, sort string) (found []store.Headline, next string, err error) {
	chosen.Limit = perPage + 1 // one more tells that there is another page
	narrowed, ok := chosen.Expression.InTitle()
	first := 0 // of them, those found by their headlines
	switch {
	case sort != "" && sort != "title":
		return nil, "", badRequest(q.say("no-value", "sort"))
	case sort == "" || !ok:
		found, err = q.archive.Headlines(ctx, chosen, at.Place)
	default:
		found, first, err = q.headlinesFirst(ctx, chosen, narrowed, at)
	}
	if err != nil || len(found) <= perPage {
		return found, "", err
	}
	found = found[:perPage]
	last := place{store.PlaceOf(found[perPage-1]), sort == "title" && first < perPage}
	return found, last.String(), nil
}

// headlinesFirst are the hits behind a place: first so many that have the words in the headline, then the others.
func (q *request) headlinesFirst(ctx context.Context, chosen store.Query, narrowed store.Expression, at place) (found []store.Headline, first int, err error) {
	if !at.rest {
		inTitle := chosen
		inTitle.Expression = narrowed
		found, err = q.archive.Headlines(ctx, inTitle, at.Place)
		if first = len(found); err != nil || first > perPage {
			return found, first, err
		}
		at.Place = store.Place{}
	}
	chosen.Except = narrowed
	others, err := q.archive.Headlines(ctx, chosen, at.Place)
	return append(found, others...), first, err
}

// String is a place in an address.
func (p place) String() string {
	rest := ""
	if p.rest {
		rest = "1"
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join([]string{p.Published, p.Edition, p.SectionCode, p.ID, rest}, "\n")))
}

func (q *request) readPlace() (p place, err error) {
	asked := q.query.Get("after")
	if asked == "" {
		return p, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(asked)
	parts := strings.Split(string(b), "\n")
	if err != nil || len(parts) != 5 || parts[3] == "" || !slices.Contains([]string{"", "1"}, parts[4]) || !utf8.Valid(b) {
		return p, badRequest(q.say("no-value", "after"))
	}
	return place{store.Place{Published: parts[0], Edition: parts[1], SectionCode: parts[2], ID: parts[3]}, parts[4] == "1"}, nil
}

// The characters that a snippet shows before and behind the first place of the text that was looked for.
const (
	snippetBefore = 30
	snippetBehind = 90
)

// marked is a hit with the words marked that were looked for.
func (q *request) marked(ctx context.Context, h store.Headline, e store.Expression) (hit, error) {
	one := hit{Headline: h, Heading: highlighted(terminal.Plain(h.Title), e)}
	body := h.Lead
	if e.IsAny() {
		var err error
		if body, err = q.archive.Text(ctx, h.Number); err != nil {
			return one, err
		}
	}
	text := terminal.Plain(body)
	start, end := e.Around(text, snippetBefore, snippetBehind)
	snippet := highlighted(strings.Join(strings.Fields(text[start:end]), " "), e)
	if start > 0 {
		snippet = "…" + snippet
	}
	if end < len(text) {
		snippet += "…"
	}
	one.Snippet = snippet
	return one, nil
}

// highlighted is a text with the words marked, escaped.
func highlighted(text string, e store.Expression) template.HTML {
	var b strings.Builder
	done := 0
	for start, end := range e.Places(text) {
		b.WriteString(template.HTMLEscapeString(text[done:start]) + "<mark>" + template.HTMLEscapeString(text[start:end]) + "</mark>")
		done = end
	}
	b.WriteString(template.HTMLEscapeString(text[done:]))
	return template.HTML(b.String())
}

// exportFormats are what a search can be taken away as.
var exportFormats = []string{"csv", "jsonl", "epub", "atom", "bibtex", "ris", "csl"}

// export sends what was found in a format.
func (q *request) export() (answer, error) {
	chosen, err := q.choice()
	if err != nil {
		return nil, err
	}
	format, ok := export.Named(q.query.Get("format"))
	if !ok || format.Folder {
		return nil, badRequest(q.say("no-format", strings.Join(exportFormats, ", ")))
	}
	chosen.Filter = format.Filter(chosen.Filter)
	values := q.narrowed("format", "")
	options := export.Options{Title: q.feedTitle(values), Scope: export.Scope(values), Self: ""}
	return stream{format, options, q.articles(chosen)}, nil
}

// feedTitle names what was chosen, after the paper.
func (q *request) feedTitle(values url.Values) string {
	parts := []string{"明報"}
	for _, name := range append([]string{"q"}, filterNames...) {
		for _, v := range values[name] {
			switch name {
			case "section":
				v = q.sectionLabels([]string{v})[0]
			case "edition":
				v = q.edition(v)
			case "changed", "gone", "excerpt":
				v = q.say("filter-" + name)
			}
			if !slices.Contains(parts, v) {
				parts = append(parts, v)
			}
		}
	}
	return strings.Join(parts, " · ")
}
