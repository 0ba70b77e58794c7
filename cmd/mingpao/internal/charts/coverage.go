package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Coverage is the archive's counts, arranged for people.
type Coverage struct {
	first, last time.Time      // of the days asked for, else of those that have articles
	total       map[string]int // by day
	sections    []sectionCount // in the site's order
	undated     int
}

type sectionCount struct {
	edition, code, name string
	total               int
	byDay               map[string]int
}

// CoverageOf arranges counts, the oldest day first, of what a filter chose.
func CoverageOf(counts []catalog.DayCount, chosen catalog.Filter) Coverage {
	c := Coverage{total: map[string]int{}}
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

func (c *Coverage) count(d catalog.DayCount, date time.Time, s *sectionCount) {
	if c.first.IsZero() {
		c.first = date
	}
	c.last = date
	s.byDay[d.Day] += d.Articles
	c.total[d.Day] += d.Articles
}

func editionOrder(code string) int {
	return slices.IndexFunc(site.Editions, func(e site.Edition) bool { return e.Code == code })
}

// latest are the last n days, holes included.
func (c Coverage) latest(n int) []string {
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

// Text is a table of the sections on the latest days and a chart of the days, in a number of columns.
func (c Coverage) Text(in words.Speech, columns int) string {
	var b strings.Builder
	shown := c.latest(min(14, max(1, (columns-sectionWide-9)/7)))
	total := in.Text("total")
	b.WriteString(terminal.Pad(in.Text("section"), sectionWide) + strings.Repeat(" ", 9-terminal.Cells(total)) + total)
	for _, d := range shown {
		fmt.Fprintf(&b, "  %s", d[5:])
	}
	b.WriteString("\n")
	for _, s := range c.sections {
		fmt.Fprintf(&b, "%s%9d", terminal.Pad(terminal.Plain(s.edition+"/"+s.code+" "+s.name), sectionWide), s.total)
		for _, d := range shown {
			fmt.Fprintf(&b, "  %5s", orDot(s.byDay[d]))
		}
		b.WriteString("\n")
	}
	if c.undated > 0 {
		fmt.Fprintf(&b, "%s%9d\n", terminal.Pad("without a date", sectionWide), c.undated)
	}
	b.WriteString("\n")
	var rows []catalog.NameCount
	for _, d := range c.latest(chartDays) {
		rows = append(rows, catalog.NameCount{Name: d, Articles: c.total[d]})
	}
	return b.String() + Lines(rows, columns, columns)
}

func orDot(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}
