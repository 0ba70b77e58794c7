package main

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/width"

	"mingpao/store"
)

func newStats(s streams) *cobra.Command {
	var flags filterFlags
	var htmlFile string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Count the archive's articles by day and section",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter, err := flags.filter()
			if err != nil {
				return err
			}
			return read(cmd.Context(), flags.db, func(a *store.Archive) error {
				days, err := a.Days(cmd.Context(), filter)
				if err != nil {
					return err
				}
				if len(days) == 0 {
					return fmt.Errorf("nothing to count: no article of %s fits", a.Path())
				}
				switch {
				case asJSON:
					return writeJSON(s.out, days, "  ")
				case htmlFile != "":
					return writeFile(htmlFile, func(w io.Writer) error { return statsHTML(w, coverageOf(days)) })
				}
				_, err = io.WriteString(s.out, statsText(coverageOf(days)))
				return err
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&htmlFile, "html", "", "write a page with a calendar to this file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "the counts as JSON")
	cmd.MarkFlagsMutuallyExclusive("html", "json")
	return cmd
}

// coverage is the archive's counts, arranged for people.
type coverage struct {
	days     []string                  // every day from the first to the last, holes included
	total    map[string]int            // by day
	sections []sectionCount            // by edition and code
	editions map[string]map[string]int // by edition and day
}

type sectionCount struct {
	edition, code, name string
	total               int
	byDay               map[string]int
}

// maxCoverage bounds a calendar: one stray article of long ago would make it endless.
const maxCoverage = 3 * 366

func coverageOf(counts []store.DayCount) coverage {
	c := coverage{total: map[string]int{}, editions: map[string]map[string]int{}}
	sections := map[string]*sectionCount{}
	for _, d := range counts {
		key := d.Edition + "/" + d.SectionCode
		s := sections[key]
		if s == nil {
			s = &sectionCount{edition: d.Edition, code: d.SectionCode, name: d.Section, byDay: map[string]int{}}
			sections[key] = s
		}
		if c.editions[d.Edition] == nil {
			c.editions[d.Edition] = map[string]int{}
		}
		s.total += d.Articles
		s.byDay[d.Day] += d.Articles
		c.total[d.Day] += d.Articles
		c.editions[d.Edition][d.Day] += d.Articles
	}
	for _, s := range sections {
		c.sections = append(c.sections, *s)
	}
	sort.Slice(c.sections, func(i, j int) bool {
		a, b := c.sections[i], c.sections[j]
		return order(a.edition) < order(b.edition) || a.edition == b.edition && a.code < b.code
	})
	last, err := time.Parse(time.DateOnly, counts[len(counts)-1].Day)
	first, err2 := time.Parse(time.DateOnly, counts[0].Day)
	if err != nil || err2 != nil {
		return c
	}
	if limit := last.AddDate(0, 0, -maxCoverage); first.Before(limit) {
		first = limit
	}
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		c.days = append(c.days, day.Format(time.DateOnly))
	}
	return c
}

func order(edition string) int { return strings.Index("pns ins fin ol", edition) }

const (
	tableDays = 7
	chartDays = 31
	barWidth  = 40
)

// statsText is a table of the sections on the latest days and a chart of the days.
func statsText(c coverage) string {
	var b strings.Builder
	shown := c.days[max(0, len(c.days)-tableDays):]
	fmt.Fprintf(&b, "%s  %7s", padded("section", 26), "total")
	for _, d := range shown {
		fmt.Fprintf(&b, "  %s", d[5:])
	}
	b.WriteString("\n")
	for _, s := range c.sections {
		fmt.Fprintf(&b, "%s  %7d", padded(s.edition+" "+s.code+" "+plain(s.name), 26), s.total)
		for _, d := range shown {
			fmt.Fprintf(&b, "  %5s", orDot(s.byDay[d]))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
	shown = c.days[max(0, len(c.days)-chartDays):]
	most := 1
	for _, d := range shown {
		most = max(most, c.total[d])
	}
	for _, d := range shown {
		n := c.total[d]
		bar := strings.Repeat("█", (n*barWidth+most-1)/most)
		if n == 0 {
			bar = "no article"
		}
		fmt.Fprintf(&b, "%s %6d %s\n", d, n, bar)
	}
	return b.String()
}

func orDot(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// padded fills a text up to columns of a terminal, where a Chinese character takes two.
func padded(s string, columns int) string {
	used := 0
	for i, r := range s {
		n := 1
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n = 2
		}
		if used+n > columns {
			return s[:i] + strings.Repeat(" ", columns-used)
		}
		used += n
	}
	return s + strings.Repeat(" ", columns-used)
}
