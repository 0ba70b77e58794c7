package health

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
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
	known, err := daysKnown(ctx, a, f.From, now)
	if err != nil {
		return err
	}
	has := map[sectionDay]bool{}
	for _, m := range held {
		has[sectionDay{m.Edition, m.SectionCode, m.Day}] = true
	}
	span := daysFrom(f.From, min(f.To, known.today))
	for _, s := range withHeld(known.sections, held) {
		if !f.Admits(s.Edition, s.Code) {
			continue
		}
		for _, day := range span {
			_, state := known.of(s, day)
			if state == Unknown && has[sectionDay{s.Edition, s.Code, day}] {
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
