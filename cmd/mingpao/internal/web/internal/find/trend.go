package find

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/inquiry"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/corpus"
	"mingpao/store/search"
)

const trendPath = "/trend"

// TrendNames are the parameters of a trend.
var TrendNames = append([]string{"by", "count", "per"}, SearchNames...)

// maxSpans is how many points of a term a page draws: a year of days.
const maxSpans = 370

// trendPage is curves with their table.
type trendPage struct {
	Fault   string
	Chosen  []chip
	Fields  []choiceOf // for terms: what was asked, and room for another
	Most    int
	By      []choiceOf
	Count   []choiceOf
	Per     []choiceOf
	Kept    []answer.Pair // filters
	Names   []Option
	Drawing charts.Drawing
	Rows    []trendRow
}

// trendRow is a span with the value of each term.
type trendRow struct {
	Name  string
	Known string
	Cells []Option // value and address
}

// Trend answers with curves. What is wrong with what was asked is said beside the form.
func Trend(q *answer.Request) (answer.Answer, error) {
	p := trendForm(q)
	title := q.Say("trend")
	if terms := q.Values("q"); len(terms) > 0 {
		title = q.Say("trend-of", strings.Join(terms, " · "))
		c, err := countTrend(q)
		var bad answer.BadRequest
		if err != nil && !errors.As(err, &bad) {
			return nil, err
		}
		if p.Fault = bad.Error(); err == nil {
			p.show(q, c)
		}
	}
	v := q.NewView("trend", title, p)
	v.Wide = true
	if p.Fault != "" {
		v.Refuse()
	}
	return v, nil
}

// trendForm is what one may ask, as it was asked.
func trendForm(q *answer.Request) *trendPage {
	p := &trendPage{Chosen: chips(q), Most: charts.MaxCurves}
	for i, text := range append(q.Values("q"), "") {
		if i < p.Most {
			p.Fields = append(p.Fields, choiceOf{Value: text, Name: q.Say("trend-term", i+1)})
		}
	}
	by := q.Query.Get("by")
	if by == "" {
		by = "month"
	}
	for _, g := range inquiry.Groupings {
		p.By = append(p.By, choiceOf{g, q.Say("by-" + g), g == by})
	}
	for _, c := range []string{"", "hits"} {
		p.Count = append(p.Count, choiceOf{c, q.Say("count-" + c), c == q.Query.Get("count")})
	}
	for _, per := range append([]string{""}, inquiry.Per...) {
		p.Per = append(p.Per, choiceOf{per, q.Say("per-" + per), per == q.Query.Get("per")})
	}
	for _, pair := range kept(q) {
		if slices.Contains(filterNames, pair.Name) {
			p.Kept = append(p.Kept, pair)
		}
	}
	return p
}

// countTrend reads what was asked, and counts.
func countTrend(q *answer.Request) (*inquiry.Counted, error) {
	t := inquiry.Trend{By: "month", Hits: q.Query.Get("count") == "hits", Per: q.Query.Get("per"), Now: q.Now(),
		Sound: func(texts corpus.Texts) corpus.Texts { return answer.Sound(q.Room, texts) }}
	if by := q.Query.Get("by"); by != "" {
		t.By = by
	}
	for name, choice := range map[string][]string{"by": inquiry.Groupings, "count": {"hits", "articles"},
		"per": inquiry.Per} {
		if value := q.Query.Get(name); value != "" && !slices.Contains(choice, value) {
			return nil, answer.BadRequest(q.Say("no-value", name))
		}
	}
	terms := q.Values("q")
	if len(terms) > charts.MaxCurves {
		return nil, answer.BadRequest(q.Say("trend-many-terms", charts.MaxCurves))
	}
	for _, text := range terms {
		term, err := termOf(q, text, t.Hits)
		if err != nil {
			return nil, err
		}
		t.Terms = append(t.Terms, term)
	}
	var err error
	if t.Filter, err = filterOf(q); err != nil {
		return nil, err
	}
	c, err := t.Ask(q.Context(), q.Archive)
	switch {
	case errors.Is(err, inquiry.ErrNothing):
		err = answer.BadRequest(q.Say("trend-nothing"))
	case errors.Is(err, inquiry.ErrNoAuthor):
		err = answer.BadRequest(q.Say("trend-no-author"))
	case errors.Is(err, inquiry.ErrNoColumn):
		err = answer.BadRequest(q.Say("trend-no-column"))
	case err == nil && len(c.Spans) > maxSpans:
		err = answer.BadRequest(q.Say("trend-many-spans", len(c.Spans), maxSpans))
	}
	return c, err
}

func termOf(q *answer.Request, text string, places bool) (t inquiry.Term, err error) {
	if len([]rune(text)) > maxQuery {
		return t, answer.BadRequest(q.Say("long-query", maxQuery))
	}
	if t.Expression, err = search.ParseQuery(text); err != nil {
		return t, answer.BadRequest(q.Speech.Query(err))
	}
	if places && !t.AnyWord() {
		return t, answer.BadRequest(q.Say("trend-no-words"))
	}
	t.Text = text
	return t, nil
}

// show fills the page with what was counted.
func (p *trendPage) show(q *answer.Request, c *inquiry.Counted) {
	for i, term := range c.Terms {
		p.Names = append(p.Names, Option{Name: term.Text, Address: q.Address("/search", spanOf(q, c, i, inquiry.Span{}))})
	}
	for j, s := range c.Spans {
		row := trendRow{Name: s.Name, Known: coverageIn(q, s.Coverage)}
		for i := range c.Terms {
			cell := Option{Name: c.Cell(i, j)}
			if c.Points[i][j].Articles > 0 && canBeAsked(c, s) {
				cell.Address = q.Address("/search", spanOf(q, c, i, s))
			}
			row.Cells = append(row.Cells, cell)
		}
		p.Rows = append(p.Rows, row)
	}
	p.Drawing = c.Curves(func(i, j int) charts.Value {
		row := p.Rows[j]
		return charts.Value{Says: row.Name + " " + c.Terms[i].Text + " " + row.Cells[i].Name + " " + row.Known,
			Address: row.Cells[i].Address}
	}).Draw()
}

// canBeAsked reports whether a search can be asked for a span: not for what has no date, nor for no section.
func canBeAsked(c *inquiry.Counted, s inquiry.Span) bool {
	return !(c.IsTime() && s.From == "" || c.By == "section" && s.Code == "")
}

// spanOf is what a search is asked for the articles of a term in a span; of the zero span all.
func spanOf(q *answer.Request, c *inquiry.Counted, term int, s inquiry.Span) url.Values {
	pairs := []string{"q", c.Terms[term].Text, "by", "", "count", "", "per", ""}
	switch {
	case s.Name == "":
	case s.From != "":
		pairs = append(pairs, "from", s.From, "to", s.To)
	case c.By == "section":
		pairs = append(pairs, "section", s.Edition+"/"+s.Code)
	case s.Edition != "":
		pairs = append(pairs, "edition", s.Edition)
	case !c.IsTime():
		pairs = append(pairs, c.By, s.Name)
	}
	return q.Narrowed(pairs...)
}

// coverageIn says how much is known of a span.
func coverageIn(q *answer.Request, c health.Coverage) string {
	switch all := c.Read + c.Partly + c.NotRead; {
	case all == 0:
		return q.Say("not-known")
	case c.IsNone():
		return q.Say("known-none")
	case c.IsWhole():
		return q.Say("known-all")
	case c.Read == 0:
		return q.Say("known-partly")
	default:
		return q.Say("known-part", all, c.Read)
	}
}
