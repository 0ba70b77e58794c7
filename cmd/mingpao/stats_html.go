package main

import (
	"html/template"
	"io"
	"time"

	"mingpao/extract/site"
)

// statsHTML writes a page that needs nothing else: a calendar for each edition and year, holes outlined, and the
// sections' totals.
func statsHTML(w io.Writer, c coverage) error {
	page := statsPage{Undated: c.undated}
	if !c.last.IsZero() {
		page.First, page.Last = c.first.Format(time.DateOnly), c.last.Format(time.DateOnly)
	}
	for _, e := range site.Editions {
		if counts := c.editions[e.Code]; counts != nil {
			page.Calendars = append(page.Calendars, calendarOf(e.Name, counts, c.first, c.last))
		}
	}
	for _, s := range c.sections {
		page.Sections = append(page.Sections, statsSection{s.edition, plain(s.code), plain(s.name), s.total, len(s.byDay)})
		page.Total += s.total
	}
	return statsTemplate.Execute(w, page)
}

type statsPage struct {
	First, Last string
	Total       int
	Undated     int
	Calendars   []calendar
	Sections    []statsSection
}

type statsSection struct {
	Edition, Code, Name string
	Total, Days         int
}

type calendar struct {
	Edition string
	Holes   int // days without an article, of the years that have some
	Years   []calendarYear
}

type calendarYear struct {
	Year  int
	Empty bool // no article in all the year
	Weeks []week
}

type week struct {
	Month string // where a month begins in it
	Days  [7]calendarDay
}

type calendarDay struct {
	Day   string // "" before the first and behind the last
	Count int
	Level int // 0: a hole, 1 to 4: few to many
}

// calendarOf arranges days by year in weeks, Monday first, the latest year first. The levels are quarters of the
// busiest day.
func calendarOf(edition string, counts map[string]int, first, last time.Time) calendar {
	c := calendar{Edition: edition}
	most := 1
	for _, n := range counts {
		most = max(most, n)
	}
	for year := last.Year(); year >= first.Year(); year-- {
		from, to := first, last
		if january := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); january.After(from) {
			from = january
		}
		if december := time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC); december.Before(to) {
			to = december
		}
		y, holes := yearOf(counts, from, to, most)
		if !y.Empty {
			c.Holes += holes
		}
		c.Years = append(c.Years, y)
	}
	return c
}

// yearOf is the calendar of the days of one year, and how many have no article.
func yearOf(counts map[string]int, from, to time.Time, most int) (y calendarYear, holes int) {
	y = calendarYear{Year: from.Year(), Empty: true}
	for date := from; !date.After(to); date = date.AddDate(0, 0, 1) {
		weekday := (int(date.Weekday()) + 6) % 7
		if len(y.Weeks) == 0 || weekday == 0 {
			y.Weeks = append(y.Weeks, week{})
		}
		this := &y.Weeks[len(y.Weeks)-1]
		if date.Day() == 1 || date.Equal(from) {
			this.Month = date.Format("1月")
		}
		day := date.Format(time.DateOnly)
		n, level := counts[day], 0
		if n > 0 {
			y.Empty = false
			level = 1 + min(3, 4*(n-1)/most)
		} else {
			holes++
		}
		this.Days[weekday] = calendarDay{day, n, level}
	}
	if y.Empty {
		y.Weeks = nil
	}
	return y, holes
}

var statsTemplate = template.Must(template.New("stats").Parse(`<!DOCTYPE html>
<html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>mingpao{{if .First}}: {{.First}} – {{.Last}}{{end}}</title>
<style>
body{font:15px/1.5 system-ui,"Noto Sans CJK TC",sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#222;background:#fff}
h3{margin:.8em 0 0;font-size:1em}h2{margin:1.5em 0 .3em;font-size:1.1em}
.calendar{display:flex;gap:3px;overflow-x:auto;padding:1.6em 0 .5em}
.week{display:grid;grid-template-rows:repeat(7,14px);gap:3px;position:relative}
.week b{position:absolute;top:-1.6em;font:12px/1 system-ui;color:#666;white-space:nowrap}
.day{width:14px;height:14px;border-radius:2px;box-sizing:border-box}
.l0{border:2px solid #d33}.l1{background:#cfe3f5}.l2{background:#8fbde6}.l3{background:#4a8fcf}.l4{background:#1b5a99}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}.l1{background:#1c3a57}.l2{background:#285f92}.l3{background:#4a8fcf}.l4{background:#9ccaf4}}
.none{visibility:hidden}
.key{display:flex;gap:.5em;align-items:center;color:#666;font-size:.9em}
table{border-collapse:collapse}td,th{padding:.15em .8em;text-align:left;border-bottom:1px solid #eee}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
</style></head><body>
<h1>{{.Total}} articles{{if .First}}, {{.First}} – {{.Last}}{{end}}</h1>{{if .Undated}}<p>{{.Undated}} without a date</p>{{end}}
<p class="key"><span class="day l0"></span>no article<span class="day l1"></span><span class="day l2"></span><span class="day l3"></span><span class="day l4"></span>few to many</p>
{{range .Calendars}}<h2>{{.Edition}} · days without an article: {{.Holes}}</h2>
{{range .Years}}<h3>{{.Year}}</h3>
{{if .Empty}}<p class="key">no article in the whole year</p>{{else}}<div class="calendar">{{range .Weeks}}<div class="week">{{if .Month}}<b>{{.Month}}</b>{{end}}{{range .Days}}{{if .Day}}<span class="day l{{.Level}}" title="{{.Day}}: {{.Count}}"></span>{{else}}<span class="day none"></span>{{end}}{{end}}</div>{{end}}</div>{{end}}
{{end}}{{end}}
<h2>Sections</h2>
<table><tr><th>Edition</th><th>Code</th><th>Section</th><th class="n">Articles</th><th class="n">Days</th></tr>
{{range .Sections}}<tr><td>{{.Edition}}</td><td>{{.Code}}</td><td>{{.Name}}</td><td class="n">{{.Total}}</td><td class="n">{{.Days}}</td></tr>
{{end}}</table>
</body></html>
`))
