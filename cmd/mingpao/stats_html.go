package main

import (
	"html/template"
	"io"
	"time"

	"mingpao/extract/site"
)

// statsHTML writes a page that needs nothing else: a calendar for each edition, holes outlined, and the sections' totals.
func statsHTML(w io.Writer, c coverage) error {
	page := statsPage{First: c.days[0], Last: c.days[len(c.days)-1]}
	for _, edition := range site.Editions {
		counts := c.editions[edition.Code]
		if counts == nil {
			continue
		}
		page.Calendars = append(page.Calendars, calendarOf(edition.Name, counts, c.days))
	}
	for _, s := range c.sections {
		page.Sections = append(page.Sections, statsSection{s.edition, s.code, plain(s.name), s.total, len(s.byDay)})
		page.Total += s.total
	}
	return statsTemplate.Execute(w, page)
}

type statsPage struct {
	First, Last string
	Total       int
	Calendars   []calendar
	Sections    []statsSection
}

type statsSection struct {
	Edition, Code, Name string
	Total, Days         int
}

type calendar struct {
	Edition string
	Holes   int
	Weeks   []week
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

// calendarOf arranges days in weeks, Monday first. The levels are quarters of the busiest day.
func calendarOf(edition string, counts map[string]int, days []string) calendar {
	c := calendar{Edition: edition}
	most, labelled := 1, -1
	for _, n := range counts {
		most = max(most, n)
	}
	for i, day := range days {
		date, err := time.Parse(time.DateOnly, day)
		if err != nil {
			continue
		}
		weekday := (int(date.Weekday()) + 6) % 7
		if i == 0 || weekday == 0 {
			c.Weeks = append(c.Weeks, week{})
		}
		this := &c.Weeks[len(c.Weeks)-1]
		if n := len(c.Weeks) - 1; (date.Day() <= 7 && weekday == 0 || i == 0) && (labelled < 0 || n-labelled >= 4) {
			this.Month, labelled = date.Format("2006-01"), n
		}
		n := counts[day]
		level := 0
		if n > 0 {
			level = 1 + min(3, 4*(n-1)/most)
		} else {
			c.Holes++
		}
		this.Days[weekday] = calendarDay{day, n, level}
	}
	return c
}

var statsTemplate = template.Must(template.New("stats").Parse(`<!DOCTYPE html>
<html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>mingpao: {{.First}} – {{.Last}}</title>
<style>
body{font:15px/1.5 system-ui,"Noto Sans CJK TC",sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#222}
h2{margin:1.5em 0 .3em;font-size:1.1em}
.calendar{display:flex;gap:3px;overflow-x:auto;padding:1.6em 0 .5em}
.week{display:grid;grid-template-rows:repeat(7,14px);gap:3px;position:relative}
.week b{position:absolute;top:-1.6em;font:12px/1 system-ui;color:#666;white-space:nowrap}
.day{width:14px;height:14px;border-radius:2px;box-sizing:border-box}
.l0{border:2px solid #d33}.l1{background:#cfe3f5}.l2{background:#8fbde6}.l3{background:#4a8fcf}.l4{background:#1b5a99}
.none{visibility:hidden}
.key{display:flex;gap:.5em;align-items:center;color:#666;font-size:.9em}
table{border-collapse:collapse}td,th{padding:.15em .8em;text-align:left;border-bottom:1px solid #eee}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
</style></head><body>
<h1>{{.Total}} articles, {{.First}} – {{.Last}}</h1>
<p class="key"><span class="day l0"></span>no article<span class="day l1"></span><span class="day l2"></span><span class="day l3"></span><span class="day l4"></span>few to many</p>
{{range .Calendars}}<h2>{{.Edition}} · days without an article: {{.Holes}}</h2>
<div class="calendar">{{range .Weeks}}<div class="week">{{if .Month}}<b>{{.Month}}</b>{{end}}{{range .Days}}{{if .Day}}<span class="day l{{.Level}}" title="{{.Day}}: {{.Count}}"></span>{{else}}<span class="day none"></span>{{end}}{{end}}</div>{{end}}</div>
{{end}}
<h2>Sections</h2>
<table><tr><th>Edition</th><th>Code</th><th>Section</th><th class="n">Articles</th><th class="n">Days</th></tr>
{{range .Sections}}<tr><td>{{.Edition}}</td><td>{{.Code}}</td><td>{{.Name}}</td><td class="n">{{.Total}}</td><td class="n">{{.Days}}</td></tr>
{{end}}</table>
</body></html>
`))
