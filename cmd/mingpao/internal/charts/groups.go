package charts

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Grouped counts days by a longer time, or by edition or section, in their order.
func Grouped(days []catalog.DayCount, by string) []catalog.NameCount {
	counts := map[string]*catalog.NameCount{}
	var rows []*catalog.NameCount
	for _, d := range days {
		name := GroupOf(d, by)
		if counts[name] == nil {
			counts[name] = &catalog.NameCount{Name: name, First: d.Day}
			rows = append(rows, counts[name])
		}
		counts[name].Articles += d.Articles
		counts[name].Last = d.Day
	}
	if by == "edition" || by == "section" {
		slices.SortStableFunc(rows, func(a, b *catalog.NameCount) int { return cmp.Compare(b.Articles, a.Articles) })
	}
	var all []catalog.NameCount
	for _, r := range rows {
		all = append(all, *r)
	}
	return all
}

// GroupOf is what a day of a section counts for.
func GroupOf(d catalog.DayCount, by string) string {
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
