package find

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

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

// found is what a search found, in the order that was asked for, as places in the catalogue's list.
type found struct {
	*answer.Request
	catalogue *catalog.Catalogue
	set       catalog.Set
	order     []int32
}

// look looks up once what a query finds.
func look(q *answer.Request, chosen catalog.Query, sort string) (f found, err error) {
	f.Request = q
	if f.catalogue, err = q.Catalogue(); err != nil {
		return f, err
	}
	if f.set, err = q.Archive.Catalog().Select(q.Context(), f.catalogue, chosen); err != nil {
		return f, err
	}
	f.order = f.set.Ordered()
	switch sort {
	case "":
	case "oldest":
		err = f.turn()
	case "title":
		err = f.headlinesFirst(chosen)
	default:
		err = answer.BadRequest(q.Say("no-value", "sort"))
	}
	return f, err
}

// turn puts the oldest first.
func (f *found) turn() error {
	oldest, err := f.Archive.Catalog().OldestFirst(f.Context(), f.catalogue)
	f.order = f.order[:0]
	for _, place := range oldest {
		if f.set[place] {
			f.order = append(f.order, place)
		}
	}
	return err
}

// headlinesFirst puts those first that have the words in the headline.
func (f *found) headlinesFirst(chosen catalog.Query) error {
	narrowed, ok := chosen.Expression.InTitle()
	if !ok {
		return nil
	}
	first, err := f.Archive.Catalog().Select(f.Context(), f.catalogue, catalog.Query{Expression: narrowed,
		Filter: chosen.Filter})
	if err == nil {
		f.order = append(first.Ordered(), f.set.Without(first).Ordered()...)
	}
	return err
}

// begin is where the page begins that is asked for: after an article, wherever that stands by now, or, if it is no
// longer there, after as many as came with it.
func (f *found) begin() (int, error) {
	asked := f.Query.Get("after")
	if asked == "" {
		return 0, nil
	}
	count, last, _ := strings.Cut(asked, ".")
	n, err1 := strconv.Atoi(count)
	article, err2 := strconv.ParseInt(last, 10, 64)
	if err1 != nil || err2 != nil || n < 1 {
		return 0, answer.BadRequest(f.Say("no-value", "after"))
	}
	if i := f.catalogue.Index(f.order, article); i >= 0 {
		return i + 1, nil
	}
	return min(n-1, len(f.order)), nil
}

// page is the address of the page that begins after so many.
func (f *found) page(begin int) string {
	values := f.Narrowed()
	if begin > 0 {
		values.Set("after", fmt.Sprintf("%d.%d", begin, f.catalogue.Number(f.order[begin-1])))
	}
	return f.Address(f.URL.Path, values)
}

// The characters that a snippet shows before and after the first match.
const (
	snippetBefore = 30
	snippetBehind = 90
)

// marked are hits with the words marked that were looked for.
func marked(q *answer.Request, listed []catalog.Headline, e search.Expression) ([]hit, error) {
	var hits []hit
	for _, h := range listed {
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
