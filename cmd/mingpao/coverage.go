package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/site"
	"mingpao/store"
)

// coverage is the archive's counts, arranged for people.
type coverage struct {
	first, last time.Time                 // of the days asked for, else of those that have articles
	total       map[string]int            // by day
	sections    []sectionCount            // in the site's order
	editions    map[string]map[string]int // by edition and day
	undated     int
}

type sectionCount struct {
	edition, code, name string
	total               int
	byDay               map[string]int
}

// coverageOf arranges counts, the oldest day first, of what a filter chose.
func coverageOf(counts []store.DayCount, chosen store.Filter) coverage {
	c := coverage{total: map[string]int{}, editions: map[string]map[string]int{}}
	sections := map[string]*sectionCount{}
	for _, d := range counts {
		key := d.Edition + "/" + d.SectionCode
		if sections[key] == nil {
			sections[key] = &sectionCount{edition: d.Edition, code: d.SectionCode, byDay: map[string]int{}}
		}
		sections[key].name = d.Section
		sections[key].total += d.Articles
		date, err := time.Parse(time.DateOnly, d.Day)
		if err != nil {
			c.undated += d.Articles
			continue
		}
		c.count(d, date, sections[key])
	}
	for _, s := range sections {
		c.sections = append(c.sections, *s)
	}
	slices.SortFunc(c.sections, func(a, b sectionCount) int {
		return cmp.Or(cmp.Compare(editionOrder(a.edition), editionOrder(b.edition)), cmp.Compare(a.code, b.code))
	})
	if asked, err := time.Parse(time.DateOnly, chosen.From); err == nil {
		c.first = asked
	}
	if asked, err := time.Parse(time.DateOnly, chosen.To); err == nil {
		c.last = asked
	}
	return c
}

func (c *coverage) count(d store.DayCount, date time.Time, s *sectionCount) {
	if c.first.IsZero() {
		c.first = date
	}
	c.last = date
	if c.editions[d.Edition] == nil {
		c.editions[d.Edition] = map[string]int{}
	}
	s.byDay[d.Day] += d.Articles
	c.total[d.Day] += d.Articles
	c.editions[d.Edition][d.Day] += d.Articles
}

func editionOrder(code string) int {
	return slices.IndexFunc(site.Editions, func(e site.Edition) bool { return e.Code == code })
}

// latest are the last n days, holes included.
func (c coverage) latest(n int) []string {
	var days []string
	for day := c.last; !c.last.IsZero() && len(days) < n && !day.Before(c.first); day = day.AddDate(0, 0, -1) {
		days = append(days, day.Format(time.DateOnly))
	}
	slices.Reverse(days)
	return days
}

const (
	chartDays   = 31
	sectionWide = 22 // cells
)

// statsText is a table of the sections on the latest days and a chart of the days, in so many columns.
func statsText(c coverage, columns int) string {
	var b strings.Builder
	shown := c.latest(min(14, max(1, (columns-sectionWide-9)/7)))
	fmt.Fprintf(&b, "%s%9s", terminal.Pad("section", sectionWide), "total")
	for _, d := range shown {
		fmt.Fprintf(&b, "  %s", d[5:])
	}
	b.WriteString("\n")
	for _, s := range c.sections {
		fmt.Fprintf(&b, "%s%9d", terminal.Pad(plain(s.edition+"/"+s.code+" "+s.name), sectionWide), s.total)
		for _, d := range shown {
			fmt.Fprintf(&b, "  %5s", orDot(s.byDay[d]))
		}
		b.WriteString("\n")
	}
	if c.undated > 0 {
		fmt.Fprintf(&b, "%s%9d\n", terminal.Pad("without a date", sectionWide), c.undated)
	}
	b.WriteString("\n")
	var rows []store.NameCount
	for _, d := range c.latest(chartDays) {
		rows = append(rows, store.NameCount{Name: d, Articles: c.total[d]})
	}
	return b.String() + barChart(rows, columns, columns)
}

func orDot(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// grouped counts days by a longer time, or by edition or section, in their order.
func grouped(days []store.DayCount, by string) []store.NameCount {
	counts := map[string]*store.NameCount{}
	var rows []*store.NameCount
	for _, d := range days {
		name := groupOf(d, by)
		if counts[name] == nil {
			counts[name] = &store.NameCount{Name: name, First: d.Day}
			rows = append(rows, counts[name])
		}
		counts[name].Articles += d.Articles
		counts[name].Last = d.Day
	}
	if by == "edition" || by == "section" {
		slices.SortStableFunc(rows, func(a, b *store.NameCount) int { return cmp.Compare(b.Articles, a.Articles) })
	}
	var all []store.NameCount
	for _, r := range rows {
		all = append(all, *r)
	}
	return all
}

func groupOf(d store.DayCount, by string) string {
	switch by {
	case "edition":
		return d.Edition + " " + site.EditionOf(d.Edition).Name
	case "section":
		return d.Edition + "/" + d.SectionCode + " " + cmp.Or(site.SectionOf(d.Edition, d.SectionCode).Label, d.Section)
	}
	date, err := time.Parse(time.DateOnly, d.Day)
	if err != nil {
		return "without a date"
	}
	switch by {
	case "week":
		year, week := date.ISOWeek()
		return fmt.Sprintf("%d-W%02d", year, week)
	case "month":
		return date.Format("2006-01")
	case "year":
		return date.Format("2006")
	}
	return d.Day
}
