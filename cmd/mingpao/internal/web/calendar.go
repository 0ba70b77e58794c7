package web

import (
	"cmp"
	"context"
	"time"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// calendar is a month with what is there of its days.
type calendar struct {
	Month         string // 2025-12
	Before, After string // months; "" after the present one
	Weeks         [][7]calendarDay
	Articles      int
	Editions      []string
}

type calendarDay struct {
	Day      string // "" before the first and after the last
	Number   int
	Articles int
	Of       map[string]int // by edition
	Level    int            // 0: none, 1 to 4: few to many
	State    health.State   // how much is known of it
	Here     bool           // it is the day that is shown
	Future   bool
}

// calendarOf counts the articles of a month.
func calendarOf(q *answer.Request, month, here string) (calendar, error) {
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return calendar{}, answer.BadRequest(q.Say("no-month", month))
	}
	last := first.AddDate(0, 1, -1)
	coverage, err := answer.Figure(q, "coverage "+month, func(ctx context.Context) (map[string]health.State, error) {
		return health.Days(ctx, q.Archive, first.Format(time.DateOnly), last.Format(time.DateOnly), q.Now())
	})
	if err != nil {
		return calendar{}, err
	}
	days, err := answer.Figure(q, "month "+month, func(ctx context.Context) ([]catalog.DayCount, error) {
		return q.Archive.Catalog().Days(ctx, catalog.Filter{
			From: first.Format(time.DateOnly), To: last.Format(time.DateOnly)})
	})
	if err != nil {
		return calendar{}, err
	}
	c := calendar{Month: month, Before: first.AddDate(0, -1, 0).Format("2006-01"),
		After: first.AddDate(0, 1, 0).Format("2006-01")}
	today := q.Today()
	if c.After > today[:len(c.After)] {
		c.After = ""
	}
	c.fill(first, days, coverage, here, today)
	return c, nil
}

// fill arranges the days in weeks. The levels are quarters of the busiest day.
func (c *calendar) fill(first time.Time, counts []catalog.DayCount, coverage map[string]health.State, here,
	today string) {
	by, most := map[string]map[string]int{}, 1
	total := map[string]int{}
	for _, n := range counts {
		if by[n.Day] == nil {
			by[n.Day] = map[string]int{}
		}
		by[n.Day][n.Edition] += n.Articles
		total[n.Day] += n.Articles
		most = max(most, total[n.Day])
		c.Articles += n.Articles
	}
	c.Weeks = charts.Weeks(first, func(day time.Time) calendarDay {
		name := day.Format(time.DateOnly)
		d := calendarDay{Day: name, Number: day.Day(), Articles: total[name], Of: by[name], Here: name == here,
			Future: name > today, Level: charts.Level(total[name], most), State: cmp.Or(coverage[name], health.Unknown)}
		if d.State == health.Unknown && d.Articles > 0 {
			d.State = health.Partly // imported: no list of that day was read
		}
		return d
	})
}

// month is a calendar by itself.
func month(q *answer.Request) (answer.Answer, error) {
	c, err := calendarOf(q, q.PathValue("month"), "")
	if err != nil {
		return nil, err
	}
	for _, e := range site.Editions {
		c.Editions = append(c.Editions, e.Code)
	}
	v := q.NewView("month", "", c)
	v.Title, v.Wide = v.Month(c.Month), true
	return v, nil
}
