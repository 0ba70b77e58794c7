package health

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
)

// Coverage is of how many days of sections something is known.
type Coverage struct {
	Read    int `json:"read"` // to the end: or somebody looked, and there was nothing
	Partly  int `json:"partly"`
	NotRead int `json:"not_read"`
}

// Add counts one more.
func (c *Coverage) Add(s State) {
	switch s {
	case Unknown:
		c.NotRead++
	case Partly:
		c.Partly++
	default:
		c.Read++
	}
}

// IsNone reports whether nothing is known.
func (c Coverage) IsNone() bool { return c.Read+c.Partly == 0 }

// IsWhole reports whether all is.
func (c Coverage) IsWhole() bool { return c.Partly+c.NotRead == 0 && c.Read > 0 }

// Known says how much is known of every day that a filter admits, section by section: of those that have lists, and of
// those that the archive has articles of. held are its articles in these days. Of a day without a list that was read,
// and with articles, a part is known. What is to come is no day.
func Known(ctx context.Context, a *store.Archive, f catalog.Filter, held []catalog.Measured, now time.Time,
	use func(s site.Section, day string, state State)) error {
	known, err := a.Frontier().SectionDays(ctx, f.From)
	if err != nil {
		return err
	}
	calendar, err := a.Frontier().Calendar(ctx)
	if err != nil {
		return err
	}
	sections, err := a.Frontier().Sections(ctx)
	if err != nil {
		return err
	}
	days, has := map[sectionDay]frontier.SectionDay{}, map[sectionDay]bool{}
	for _, d := range known {
		days[sectionDay{d.Edition, d.Code, d.Day}] = d
	}
	for _, m := range held {
		has[sectionDay{m.Edition, m.SectionCode, m.Day}] = true
	}
	today := site.DayOf(now)
	span := daysFrom(f.From, min(f.To, today))
	for _, s := range withHeld(sections, held) {
		if !f.Admits(s.Edition, s.Code) {
			continue
		}
		for _, day := range span {
			key := sectionDay{s.Edition, s.Code, day}
			d := days[key]
			d.Edition, d.Code, d.Day = s.Edition, s.Code, day
			state := stateOfDay(d, calendar, today)
			if state == Unknown && has[key] {
				state = Partly
			}
			use(s, day, state)
		}
	}
	return nil
}

// daysFrom are the days from one to another.
func daysFrom(first, last string) (days []string) {
	for day := first; day != "" && day <= last; day = site.AddDays(day, 1) {
		days = append(days, day)
	}
	return days
}

type sectionDay struct{ edition, code, day string }

// withHeld are sections with those that articles are of.
func withHeld(sections []site.Section, held []catalog.Measured) []site.Section {
	is := map[sectionDay]bool{}
	for _, s := range sections {
		is[sectionDay{s.Edition, s.Code, ""}] = true
	}
	for _, m := range held {
		if key := (sectionDay{m.Edition, m.SectionCode, ""}); !is[key] {
			is[key] = true
			sections = append(sections, site.Section{Edition: m.Edition, Code: m.SectionCode, Label: m.Section})
		}
	}
	return sections
}
