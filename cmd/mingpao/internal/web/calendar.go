package web

import (
	"cmp"
	"context"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/site"
	"mingpao/store"
)

// calendar is a month with what is there of its days.
type calendar struct {
	Month         string // 2025-12
	Before, After string // months; "" behind the present one
	Weeks         [][7]calendarDay
	Articles      int
	Editions      []string
}

type calendarDay struct {
	Day      string // "" before the first and behind the last
	Number   int
	Articles int
	Of       map[string]int // by edition
	Level    int            // 0: none, 1 to 4: few to many
	State    health.State   // how much is known of it
	Here     bool           // it is the day that is shown
	Future   bool
}

// calendar counts the articles of a month.
func (q *request) calendar(month, here string) (calendar, error) {
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return calendar{}, badRequest(q.say("no-month", month))
	}
	last := first.AddDate(0, 1, -1)
	coverage, err := figure(q, "coverage "+month, func(ctx context.Context) (map[string]health.State, error) {
		return health.Days(ctx, q.archive, first.Format(time.DateOnly), last.Format(time.DateOnly), q.now())
	})
	if err != nil {
		return calendar{}, err
	}
	days, err := figure(q, "month "+month, func(ctx context.Context) ([]store.DayCount, error) {
		return q.archive.Days(ctx, store.Filter{From: first.Format(time.DateOnly), To: last.Format(time.DateOnly)})
	})
	if err != nil {
		return calendar{}, err
	}
	c := calendar{Month: month, Before: first.AddDate(0, -1, 0).Format("2006-01"),
		After: first.AddDate(0, 1, 0).Format("2006-01")}
	today := q.today()
	if c.After > today[:len(c.After)] {
		c.After = ""
	}
	c.fill(first, days, coverage, here, today)
	return c, nil
}

// fill arranges the days in weeks, Sunday first as calendars in Hong Kong. The levels are quarters of the busiest day.
func (c *calendar) fill(first time.Time, counts []store.DayCount, coverage map[string]health.State, here,
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
	for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
		if len(c.Weeks) == 0 || day.Weekday() == time.Sunday {
			c.Weeks = append(c.Weeks, [7]calendarDay{})
		}
		name := day.Format(time.DateOnly)
		d := calendarDay{Day: name, Number: day.Day(), Articles: total[name], Of: by[name], Here: name == here,
			Future: name > today,
			State:  cmp.Or(coverage[name], health.Unknown)}
		if d.State == health.Unknown && d.Articles > 0 {
			d.State = health.Partly // imported: nobody read a list of that day
		}
		if d.Articles > 0 {
			d.Level = 1 + min(3, 4*(d.Articles-1)/most)
		}
		c.Weeks[len(c.Weeks)-1][day.Weekday()] = d
	}
}

// month is a calendar by itself.
func (q *request) month() (answer, error) {
	c, err := q.calendar(q.PathValue("month"), "")
	if err != nil {
		return nil, err
	}
	for _, e := range site.Editions {
		c.Editions = append(c.Editions, e.Code)
	}
	v := q.newView("month", "", c)
	v.Title, v.Wide = v.Month(c.Month), true
	return v, nil
}

// Weekday is the head of a calendar's column.
type Weekday struct{ Name, Short string }

// Weekdays are Sunday to Saturday.
func (v *view) Weekdays() []Weekday {
	var all []Weekday
	for i, r := range []rune("日一二三四五六") {
		if v.speech == english {
			name := time.Weekday(i).String()
			all = append(all, Weekday{name, name[:2]})
			continue
		}
		all = append(all, Weekday{"星期" + string(r), string(r)})
	}
	return all
}

// State is how much is known of a day, in words.
func (v *view) State(s health.State) string { return v.T("day-" + string(s)) }

// Whole tells whether all of a day is known.
func (v *view) Whole(s health.State) bool { return s == health.Whole || s == health.Empty }

// DayOf is the day of a time.
func (v *view) DayOf(stamp string) string { return stamp[:min(len(time.DateOnly), len(stamp))] }
