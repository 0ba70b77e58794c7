package inquiry

import (
	"context"
	"errors"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/corpus"
)

// Groupings are what a trend can be counted by.
var Groupings = []string{"day", "week", "month", "year", "section", "edition", "author", "column"}

// Per are what a count can be a share of.
var Per = []string{"articles", "characters"}

// There is nothing to count: no article fits, or none of those that fit has what they are counted by.
var (
	ErrNothing  = errors.New("nothing to count: no article of the archive fits; widen --from, --to or the other filters")
	ErrNoAuthor = errors.New("nothing to count: articles fit, but none names its author; count by section or month")
	ErrNoColumn = errors.New("nothing to count: articles fit, but none is of a column; count by section or month")
)

// Trend asks how often terms occur.
type Trend struct {
	Terms  []Term
	Filter catalog.Filter
	By     string // one of Groupings
	Hits   bool   // places are counted, and not articles
	Per    string // "", or one of Per
	Now    time.Time
	Sound  func(corpus.Texts) corpus.Texts // says what of the archive cannot be read
}

// Counted is the answer: a span for each day, month or section, and for each term a point in each span.
type Counted struct {
	Trend
	Spans  []Span
	Points [][]Point // by term and span
}

// Span is a part of what is counted: a month, a section, an author.
type Span struct {
	Name     string
	From, To string // days; "" where it is no time
	Edition  string // of a section or edition
	Code     string
	Of       int // articles or characters in all, where a share was asked for
	Coverage health.Coverage
}

// IsTime reports whether a trend goes by days or longer times.
func (t Trend) IsTime() bool {
	return t.By == "day" || t.By == "week" || t.By == "month" || t.By == "year"
}

// Point is how often a term occurs in a span.
type Point struct{ Articles, Hits int }

// shares are of how many articles or characters a share is.
var shares = map[string]float64{"articles": 1000, "characters": 1_000_000}

// Value is what a point shows; known is false where the archive has nothing of its span, or nothing to take a share of.
func (c *Counted) Value(term, span int) (value float64, known bool) {
	p, s := c.Points[term][span], c.Spans[span]
	n := p.Articles
	if c.Hits {
		n = p.Hits
	}
	switch {
	case s.Coverage.IsNone() && n == 0:
		return 0, false
	case c.Per == "":
		return float64(n), true
	case s.Of == 0:
		return 0, false
	}
	return float64(n) * shares[c.Per] / float64(s.Of), true
}

// Ask counts.
func (t Trend) Ask(ctx context.Context, a *store.Archive) (*Counted, error) {
	c := &Counted{Trend: t}
	all, err := a.Catalog().Measure(ctx, catalog.Query{Filter: t.Filter}, t.kind(), t.Per == "characters")
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, t.nothing(ctx, a.Catalog())
	}
	counts := make([][]catalog.Measured, len(t.Terms))
	for i, term := range t.Terms {
		if counts[i], err = t.count(ctx, a.Catalog(), term); err != nil {
			return nil, err
		}
	}
	days, err := t.days(ctx, a.Catalog(), all)
	if err != nil {
		return nil, err
	}
	c.spread(all, counts, days)
	return c, c.cover(ctx, a, days)
}

// nothing is why there is nothing to count.
func (t Trend) nothing(ctx context.Context, c *catalog.Catalog) error {
	fit, err := c.Measure(ctx, catalog.Query{Filter: t.Filter}, catalog.SectionDays, false)
	switch {
	case err != nil:
		return err
	case len(fit) > 0 && t.By == catalog.ByAuthors:
		return ErrNoAuthor
	case len(fit) > 0 && t.By == catalog.ByColumns:
		return ErrNoColumn
	}
	return ErrNothing
}

// count counts one term.
func (t Trend) count(ctx context.Context, c *catalog.Catalog, term Term) ([]catalog.Measured, error) {
	q := catalog.Query{Expression: term.Expression, Filter: t.Filter}
	if !t.Hits {
		return c.Measure(ctx, q, t.kind(), false)
	}
	return corpus.Words(term.Expression).Measure(t.Sound(c.AllTexts(ctx, q)), t.kind())
}

// kind is what the catalog counts by.
func (t Trend) kind() string {
	if t.By == catalog.ByAuthors || t.By == catalog.ByColumns {
		return t.By
	}
	return catalog.SectionDays
}

// days are the archive's days in the sections that are asked for, whatever else is asked: they say what is known.
func (t Trend) days(ctx context.Context, c *catalog.Catalog, all []catalog.Measured) ([]catalog.Measured, error) {
	f := t.Filter
	where := catalog.Filter{Editions: f.Editions, Sections: f.Sections, From: f.From, To: f.To}
	if len(f.Authors)+len(f.Columns)+len(f.Keywords)+len(f.Access) == 0 && !f.Changed && !f.Gone &&
		t.kind() == catalog.SectionDays {
		return all, nil
	}
	return c.Measure(ctx, catalog.Query{Filter: where}, catalog.SectionDays, false)
}
