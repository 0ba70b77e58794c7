package find

import (
	"encoding/base64"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// perPage is the number of hits on a page.
const perPage = 20

// hit is an article that was found.
type hit struct {
	catalog.Headline
	Heading template.HTML // with marks
	Snippet template.HTML
}

// place is where a page of hits begins. Sorted by headlines, those that have the words in the headline come first.
type place struct {
	catalog.Place
	rest bool // after the hits in headlines
}

// hitList is the list of what was found, a page of which is read.
type hitList struct {
	*answer.Request
	catalogue *catalog.Catalogue
	found     catalog.Set
	chosen    catalog.Query
	hits      []catalog.Headline
}

// page reads the hits after a place, and returns where the next page begins; "" if there is none.
func (l *hitList) page(sort string, at place) (next string, err error) {
	narrowed, ok := l.chosen.Expression.InTitle()
	first := 0 // of them, those found by their headlines
	switch {
	case sort != "" && sort != "title":
		return "", answer.BadRequest(l.Say("no-value", "sort"))
	case sort == "" || !ok:
		err = l.read(l.found, at.Place)
	default:
		first, err = l.headlinesFirst(narrowed, at)
	}
	if err != nil || len(l.hits) <= perPage {
		return "", err
	}
	l.hits = l.hits[:perPage]
	return place{catalog.PlaceOf(l.hits[perPage-1]), sort == "title" && first < perPage}.String(), nil
}

// read adds hits of a set: one more than a page has tells that there is another.
func (l *hitList) read(s catalog.Set, after catalog.Place) error {
	some, err := l.Archive.Catalog().Listed(l.Context(), l.catalogue, s, after, perPage+1-len(l.hits))
	l.hits = append(l.hits, some...)
	return err
}

// headlinesFirst reads hits after a place: first those that have the words in the headline, and returns their number,
// then the others.
func (l *hitList) headlinesFirst(narrowed search.Expression, at place) (first int, err error) {
	inTitle, err := l.Archive.Catalog().Select(l.Context(), l.catalogue, catalog.Query{
		Expression: narrowed, Filter: l.chosen.Filter})
	if err != nil {
		return 0, err
	}
	if !at.rest {
		if err := l.read(inTitle, at.Place); err != nil || len(l.hits) > perPage {
			return len(l.hits), err
		}
		first, at.Place = len(l.hits), catalog.Place{}
	}
	return first, l.read(l.found.Without(inTitle), at.Place)
}

// String is a place in an address.
func (p place) String() string {
	rest := ""
	if p.rest {
		rest = "1"
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join([]string{p.Published, p.Edition, p.SectionCode, p.ID,
		rest}, "\n")))
}

func readPlace(q *answer.Request) (p place, err error) {
	asked := q.Query.Get("after")
	if asked == "" {
		return p, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(asked)
	parts := strings.Split(string(b), "\n")
	if err != nil || len(parts) != 5 || parts[3] == "" || !slices.Contains([]string{"", "1"}, parts[4]) || !utf8.Valid(b) {
		return p, answer.BadRequest(q.Say("no-value", "after"))
	}
	return place{catalog.Place{Published: parts[0], Edition: parts[1], SectionCode: parts[2], ID: parts[3]},
		parts[4] == "1"}, nil
}

// The characters that a snippet shows before and after the first match.
const (
	snippetBefore = 30
	snippetBehind = 90
)

// marked are hits with the words marked that were looked for.
func marked(q *answer.Request, found []catalog.Headline, e search.Expression) ([]hit, error) {
	var hits []hit
	for _, h := range found {
		one, err := markedHit(q, h, e)
		if err != nil {
			return nil, err
		}
		hits = append(hits, one)
	}
	return hits, nil
}

func markedHit(q *answer.Request, h catalog.Headline, e search.Expression) (hit, error) {
	one := hit{Headline: h, Heading: highlighted(terminal.Plain(h.Title), e)}
	body := h.Lead
	if e.IsAny() {
		var err error
		if body, err = q.Archive.Catalog().Text(q.Context(), h.Number); err != nil {
			return one, err
		}
	}
	text := terminal.Plain(body)
	start, end := e.Around(text, snippetBefore, snippetBehind)
	shown := strings.Join(strings.Fields(text[start:end]), " ")
	if end < len(text) {
		shown = answer.BrokenOff(shown)
	}
	if start > 0 {
		shown = "…" + strings.TrimLeft(shown, "，、；：。,;:. ）」』》〉】〕)”’")
	}
	one.Snippet = highlighted(shown, e)
	return one, nil
}

// highlighted is a text with the words marked, escaped.
func highlighted(text string, e search.Expression) template.HTML {
	var b strings.Builder
	done := 0
	for start, end := range e.Places(text) {
		b.WriteString(template.HTMLEscapeString(text[done:start]) + "<mark>" + template.HTMLEscapeString(text[start:end]) +
			"</mark>")
		done = end
	}
	b.WriteString(template.HTMLEscapeString(text[done:]))
	return template.HTML(b.String())
}
