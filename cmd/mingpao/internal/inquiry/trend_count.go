package inquiry

import (
	"cmp"
	"context"
	"slices"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// spread puts counts into spans.
func (c *Counted) spread(all []catalog.Measured, counts [][]catalog.Measured, days []catalog.Measured) {
	c.limit(days)
	if c.IsTime() {
		c.spansOfTime()
	}
	place := map[string]int{}
	for i, s := range c.Spans {
		place[s.Name] = i
	}
	for _, m := range all {
		at, known := place[c.nameOf(m)]
		if !known {
			at = len(c.Spans)
			place[c.nameOf(m)] = at
			c.Spans = append(c.Spans, c.spanOf(m))
		}
		c.Spans[at].Of += c.share(m)
	}
	c.Points = make([][]Point, len(counts))
	for i, of := range counts {
		c.Points[i] = make([]Point, len(c.Spans))
		for _, m := range of {
			if at, known := place[c.nameOf(m)]; known { // else it was written since
				c.Points[i][at].Articles += m.Articles
				c.Points[i][at].Hits += m.Hits
			}
		}
	}
	if !c.IsTime() {
		c.order()
	}
}

func (c *Counted) share(m catalog.Measured) int {
	if c.Per == "characters" {
		return m.Characters
	}
	return m.Articles
}

// limit sets the days that are counted: those asked for, else those of the archive, up to today.
func (c *Counted) limit(days []catalog.Measured) {
	f, today, open := &c.Filter, site.DayOf(c.Now), c.Filter.To == ""
	for _, m := range days {
		if site.AddDays(m.Day, 1) == "" { // without a date
			continue
		}
		if f.From == "" {
			f.From = m.Day // the oldest comes first
		}
		if open {
			f.To = max(f.To, m.Day)
		}
	}
	f.To = min(cmp.Or(f.To, today), today)
}

// spansOfTime makes a span for every day, month and so on, those with nothing, too.
func (c *Counted) spansOfTime() {
	for day := c.Filter.From; day != "" && day <= c.Filter.To; day = site.AddDays(day, 1) {
		name := charts.GroupOf(catalog.DayCount{Day: day}, c.By)
		if n := len(c.Spans); n == 0 || c.Spans[n-1].Name != name {
			c.Spans = append(c.Spans, Span{Name: name, From: day})
		}
		c.Spans[len(c.Spans)-1].To = day
	}
}

// nameOf is the span that something counts for.
func (c *Counted) nameOf(m catalog.Measured) string {
	if m.Name != "" {
		return m.Name
	}
	return charts.GroupOf(catalog.DayCount{Day: m.Day, Edition: m.Edition, SectionCode: m.SectionCode,
		Section: m.Section}, c.By)
}

// spanOf is a span that is no time, or of what has no date.
func (c *Counted) spanOf(m catalog.Measured) Span {
	s := Span{Name: c.nameOf(m)}
	switch c.By {
	case "section":
		s.Code = m.SectionCode
		fallthrough
	case "edition":
		s.Edition = m.Edition
	}
	return s
}

// order puts those first that have most, and leaves out authors and columns that have nothing of any term.
func (c *Counted) order() {
	var places []int
	most := make([]int, len(c.Spans))
	for i := range c.Spans {
		for _, points := range c.Points {
			most[i] += points[i].Articles
		}
		if most[i] > 0 || c.kind() == catalog.SectionDays {
			places = append(places, i)
		}
	}
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(most[b]-most[a], cmp.Compare(c.Spans[a].Name, c.Spans[b].Name))
	})
	c.Spans = picked(c.Spans, places)
	for i := range c.Points {
		c.Points[i] = picked(c.Points[i], places)
	}
}

func picked[T any](all []T, places []int) []T {
	some := make([]T, len(places))
	for i, place := range places {
		some[i] = all[place]
	}
	return some
}

// cover says of each span how much is known of it. Of an author or a column that is all that is known.
func (c *Counted) cover(ctx context.Context, a *store.Archive, days []catalog.Measured) error {
	place := map[string]int{}
	for i, s := range c.Spans {
		place[s.Name] = i
	}
	var whole health.Coverage
	byDay := map[string]int{}
	for i, s := range c.Spans {
		for day := s.From; day != "" && day <= s.To; day = site.AddDays(day, 1) {
			byDay[day] = i
		}
	}
	err := health.Known(ctx, a, c.Filter, days, c.Now, func(s site.Section, day string, state health.State) {
		whole.Add(state)
		at, known := byDay[day]
		if !c.IsTime() {
			at, known = place[c.nameOf(catalog.Measured{Edition: s.Edition, SectionCode: s.Code, Section: s.Label})]
		}
		if known {
			c.Spans[at].Coverage.Add(state)
		}
	})
	if c.kind() != catalog.SectionDays {
		for i := range c.Spans {
			c.Spans[i].Coverage = whole
		}
	}
	return err
}
