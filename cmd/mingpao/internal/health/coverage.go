package health

import (
	"context"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
)

// SectionName says which section is meant.
type SectionName struct {
	Edition string `json:"edition"`
	Code    string `json:"section_code"`
	Name    string `json:"section"`
}

// Section is what is known of a section's last days.
type Section struct {
	SectionName
	Days []Day `json:"days"` // the oldest first
}

// Day is what is known of a section's day.
type Day struct {
	Day   string `json:"day"`
	State State  `json:"state"`
	Pages int    `json:"pages"` // that lists name
	Read  int    `json:"read"`
}

// State says how much of a day is known.
type State string

// The states of a day.
const (
	Whole   State = "read"
	Partly  State = "partly" // lists were not read to its end, or articles that they name are not there
	Unknown State = "not read"
	Empty   State = "empty"    // somebody looked at a list that reaches that day, and there was nothing
	NoPaper State = "no paper" // a person says that none appeared
)

func stateOfDay(d frontier.SectionDay, calendar map[string]string, today string) State {
	listed := d.IsWhole() || d.Day == today && !d.Listed.IsZero()
	_, isNoted := calendar[d.Day]
	switch {
	case isNoted && d.Edition == site.Daily && d.Pages == 0:
		return NoPaper
	case !listed && d.Pages == 0 && d.Listed.IsZero():
		return Unknown
	case !listed || d.Read < d.Pages:
		return Partly
	case d.Pages == 0:
		return Empty
	}
	return Whole
}

// knownDays are what the frontier knows of days, section by section.
type knownDays struct {
	days     map[sectionDay]frontier.SectionDay
	calendar map[string]string
	sections []site.Section // that have lists
	today    string
}

type sectionDay struct{ edition, code, day string }

// daysKnown reads what is known from a day on.
func daysKnown(ctx context.Context, a *store.Archive, from string, now time.Time) (k knownDays, err error) {
	k = knownDays{days: map[sectionDay]frontier.SectionDay{}, today: site.DayOf(now)}
	known, err := a.Frontier().SectionDays(ctx, from)
	if err != nil {
		return k, err
	}
	for _, d := range known {
		k.days[sectionDay{d.Edition, d.Code, d.Day}] = d
	}
	if k.calendar, err = a.Frontier().Calendar(ctx); err != nil {
		return k, err
	}
	k.sections, err = a.Frontier().Sections(ctx)
	return k, err
}

// of is a day of a section.
func (k knownDays) of(s site.Section, day string) (frontier.SectionDay, State) {
	d := k.days[sectionDay{s.Edition, s.Code, day}]
	d.Edition, d.Code, d.Day = s.Edition, s.Code, day
	return d, stateOfDay(d, k.calendar, k.today)
}

// coverage is made for every section that has lists, and every day of the last month.
func (s *Status) coverage(ctx context.Context, a *store.Archive, now time.Time) error {
	first := site.DayOf(now.AddDate(0, 0, 1-coverageDays))
	known, err := daysKnown(ctx, a, first, now)
	if err != nil {
		return err
	}
	for day, note := range known.calendar {
		if day >= first {
			s.Calendar = append(s.Calendar, Noted{day, note})
		}
	}
	slices.SortFunc(s.Calendar, func(a, b Noted) int { return strings.Compare(a.Day, b.Day) })
	for _, section := range known.sections {
		row := Section{SectionName: SectionName{section.Edition, section.Code, section.Label}}
		for back := coverageDays - 1; back >= 0; back-- {
			day := site.DayOf(now.AddDate(0, 0, -back))
			d, state := known.of(section, day)
			row.Days = append(row.Days, Day{day, state, d.Pages, d.Read})
		}
		s.Coverage = append(s.Coverage, row)
	}
	return nil
}

// age says how long ago a time of the status is: 12 min, 3 h, 2 days.
func age(in words.Speech, from string, now time.Time) string {
	t, err := time.Parse(time.RFC3339, from)
	if err != nil {
		return in.Text("never")
	}
	return in.Span(now.Sub(t))
}

// Days tells how much is known of every day from one to another, all sections that have lists together: a day is read
// where all of them are, and partly where some are.
func Days(ctx context.Context, a *store.Archive, from, to string, now time.Time) (map[string]State, error) {
	known, err := a.Frontier().SectionDays(ctx, from)
	if err != nil {
		return nil, err
	}
	calendar, err := a.Frontier().Calendar(ctx)
	if err != nil {
		return nil, err
	}
	sections, err := a.Frontier().Sections(ctx)
	if err != nil {
		return nil, err
	}
	counts := countStates(known, sections, calendar, to, site.DayOf(now))
	days := map[string]State{}
	for day, n := range counts {
		switch read := n[Whole] + n[Empty] + n[NoPaper]; {
		case read+n[Partly] == 0:
			days[day] = Unknown
		case read < len(sections) || n[Partly] > 0:
			days[day] = Partly
		case n[Whole] == 0 && n[NoPaper] > 0:
			days[day] = NoPaper
		case n[Whole] == 0:
			days[day] = Empty
		default:
			days[day] = Whole
		}
	}
	return days, nil
}

// countStates counts the sections by their state, of every day of which something is known.
func countStates(known []frontier.SectionDay, sections []site.Section, calendar map[string]string, to,
	today string) map[string]map[State]int {
	counts := map[string]map[State]int{}
	count := func(d frontier.SectionDay) {
		if counts[d.Day] == nil {
			counts[d.Day] = map[State]int{}
		}
		counts[d.Day][stateOfDay(d, calendar, today)]++
	}
	paper := map[string]bool{} // sections' days that are counted
	for _, d := range known {
		if d.Day <= to {
			paper[d.Code+d.Day] = paper[d.Code+d.Day] || d.Edition == site.Daily
			count(d)
		}
	}
	for day := range calendar {
		for _, s := range sections {
			if s.Edition == site.Daily && counts[day] != nil && !paper[s.Code+day] {
				count(frontier.SectionDay{Edition: s.Edition, Code: s.Code, Day: day})
			}
		}
	}
	return counts
}
