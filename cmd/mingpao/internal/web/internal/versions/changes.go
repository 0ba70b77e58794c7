package versions

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// perPage is the number of changes on a page: a screen or five.
const perPage = 50

// ChangesNames are the parameters of the log.
var ChangesNames = []string{"since", "until", "edition", "section", "after"}

// changesPage is a page of what the site changed and took away in a span of days.
type changesPage struct {
	Since    string         `json:"since"` // days, both included
	Until    string         `json:"until"`
	Changed  int            `json:"changed"` // in all
	Gone     int            `json:"gone"`
	Sections []sectionCount `json:"sections"` // whatever section is chosen
	Silence  health.Silence `json:"looks"`
	From     int            `json:"from"` // of all, the first and last of the page
	To       int            `json:"to"`
	Previous string         `json:"previous,omitempty"`
	Next     string         `json:"next,omitempty"`
	Entries  []diff.Change  `json:"changes"` // the latest first

	First string        `json:"-"`
	Spans []find.Option `json:"-"`
	All   find.Option   `json:"-"` // all sections
	Keeps []answer.Pair `json:"-"` // what is asked beside the days
	Feed  string        `json:"-"`
	JSON  string        `json:"-"`
	InAll int           `json:"-"` // sections: changes
	days  map[string]int
}

// sectionCount is how many changes a section has.
type sectionCount struct {
	Edition string `json:"edition"`
	Code    string `json:"section_code"`
	Name    string `json:"section"`
	Changes int    `json:"changes"`
	Address string `json:"-"`
	Here    bool   `json:"-"`
}

// Changes answers with what the site changed and took away, as a log.
func Changes(q *answer.Request) (answer.Answer, error) {
	p, err := changesOf(q)
	if err != nil {
		return nil, err
	}
	v := q.NewView("changes", q.Say("changes"), p)
	v.Feed = p.Feed
	return v, nil
}

// ChangesData is the same for programs.
func ChangesData(q *answer.Request) (answer.Answer, error) {
	p, err := changesOf(q)
	if err != nil {
		return nil, err
	}
	return answer.JSON(p)
}

func changesOf(q *answer.Request) (*changesPage, error) {
	chosen, err := find.Choice(q)
	if err != nil {
		return nil, err
	}
	p := &changesPage{}
	if err := p.ask(q); err != nil {
		return nil, err
	}
	period := catalog.Period{Since: p.Since + "T00:00:00+08:00", Until: site.AddDays(p.Until, 1)}
	all, err := q.Archive.Catalog().Events(q.Context(), catalog.Query{}, period)
	if err != nil {
		return nil, err
	}
	p.count(q, all, chosen.Sections)
	if len(chosen.Editions)+len(chosen.Sections) > 0 {
		if all, err = q.Archive.Catalog().Events(q.Context(), chosen, period); err != nil {
			return nil, err
		}
	}
	if p.Silence, err = q.Silence(chosen.Filter, period.Since, period.Until); err != nil {
		return nil, err
	}
	return p, p.fill(q, all)
}

// ask reads what is asked for.
func (p *changesPage) ask(q *answer.Request) (err error) {
	since, until := cmp.Or(q.Query.Get("since"), "yesterday"), cmp.Or(q.Query.Get("until"), "today")
	p.Since, p.Until, err = filter.Days(since, until, q.Now())
	if fault := (*filter.Fault)(nil); errors.As(err, &fault) {
		return answer.BadRequest(q.Say("no-such-"+fault.Part, fault.Value))
	}
	for _, s := range []struct{ name, since string }{{"today", "today"}, {"yesterday", "yesterday"}, {"week", "-7d"},
		{"month", "-30d"}} {
		first, last, _ := filter.Days(s.since, "today", q.Now()) // these have no fault
		p.Spans = append(p.Spans, find.Option{Name: q.Say("since-" + s.name), Here: first == p.Since && last == p.Until,
			Address: q.Address("/changes", q.Narrowed("since", s.since, "until", ""))})
	}
	for _, name := range []string{"edition", "section"} {
		for _, v := range q.Values(name) {
			p.Keeps = append(p.Keeps, answer.Pair{Name: name, Value: v})
		}
	}
	p.Feed = q.Address("/changes.atom", q.Narrowed("since", "", "until", ""))
	p.JSON = q.Address("/changes.json", q.Narrowed())
	return err
}

// count counts the changes of each section.
func (p *changesPage) count(q *answer.Request, all []catalog.Event, chosen []site.Section) {
	p.InAll = len(all)
	p.All = find.Option{Address: q.Address("/changes", q.Narrowed("edition", "", "section", "")),
		Here: len(p.Keeps) == 0}
	p.Sections = []sectionCount{}
	at := map[string]int{}
	for _, e := range all {
		key := e.Edition + "/" + e.SectionCode
		i, known := at[key]
		if !known {
			i = len(p.Sections)
			at[key] = i
			isOne := func(s site.Section) bool { return s.Edition == e.Edition && s.Code == e.SectionCode }
			p.Sections = append(p.Sections, sectionCount{Edition: e.Edition, Code: e.SectionCode, Name: e.Section,
				Address: q.Address("/changes", q.Narrowed("edition", "", "section", key)),
				Here:    slices.ContainsFunc(chosen, isOne)})
		}
		p.Sections[i].Changes++
	}
	slices.SortFunc(p.Sections, func(a, b sectionCount) int {
		return cmp.Or(answer.PlaceOf(a.Edition, a.Code)-answer.PlaceOf(b.Edition, b.Code), cmp.Compare(a.Code, b.Code))
	})
}

// fill reads the page that is asked for.
func (p *changesPage) fill(q *answer.Request, all []catalog.Event) (err error) {
	p.days = map[string]int{}
	for _, e := range all {
		p.days[e.At[:len("2026-03-02")]]++
		if e.IsGone() {
			p.Gone++
		} else {
			p.Changed++
		}
	}
	begin, err := beginOf(q, all)
	if err != nil {
		return err
	}
	end := min(len(all), begin+perPage)
	p.From, p.To = min(begin+1, end), end
	if end < len(all) {
		p.Next = pageOf(q, all, end)
	}
	if begin > 0 {
		p.Previous = pageOf(q, all, max(0, begin-perPage))
	}
	if begin > perPage {
		p.First = pageOf(q, all, 0)
	}
	p.Entries, err = Told(q.Context(), q, all[begin:end])
	return err
}

// beginOf is where the page begins that is asked for: after a change, wherever that stands by now, or, if it is no
// longer there, after as many as came with it.
func beginOf(q *answer.Request, all []catalog.Event) (int, error) {
	asked := q.Query.Get("after")
	if asked == "" {
		return 0, nil
	}
	var n, revision int
	var article int64
	if _, err := fmt.Sscanf(asked, "%d.%d.%d", &n, &article, &revision); err != nil || n < 1 {
		return 0, answer.BadRequest(q.Say("no-value", "after"))
	}
	i := slices.IndexFunc(all, func(e catalog.Event) bool { return e.Article == article && e.Revision == revision })
	if i >= 0 {
		return i + 1, nil
	}
	return min(n-1, len(all)), nil
}

// pageOf is the address of the page that begins after so many.
func pageOf(q *answer.Request, all []catalog.Event, begin int) string {
	values := q.Narrowed()
	if begin > 0 {
		last := all[begin-1]
		values.Set("after", fmt.Sprintf("%d.%d.%d", begin, last.Article, last.Revision))
	}
	return q.Address(q.URL.Path, values)
}

// Told tells some events.
func Told(ctx context.Context, q *answer.Request, events []catalog.Event) (all []diff.Change, err error) {
	all = []diff.Change{}
	for e, err := range answer.Sound(q.Room, q.Archive.Catalog().Entries(ctx, events)) {
		if err != nil {
			return nil, err
		}
		all = append(all, diff.ChangeOf(e))
	}
	return all, nil
}

// dayOfChanges are the changes of a day that are on the page.
type dayOfChanges struct {
	Day   string
	Count int // of the day in all
	Hours []hourOfChanges
}

type hourOfChanges struct {
	Hour    string // 2026-03-03T15
	Entries []diff.Change
}

// Count is how many changes there are in all.
func (p *changesPage) Count() int { return p.Changed + p.Gone }

// Days are the page's changes by day and hour.
func (p *changesPage) Days() (days []dayOfChanges) {
	for _, c := range p.Entries {
		day, hour := c.At[:len("2026-03-03")], c.At[:len("2026-03-03T15")]
		if n := len(days); n == 0 || days[n-1].Day != day {
			days = append(days, dayOfChanges{Day: day, Count: p.days[day]})
		}
		d := &days[len(days)-1]
		if n := len(d.Hours); n == 0 || d.Hours[n-1].Hour != hour {
			d.Hours = append(d.Hours, hourOfChanges{Hour: hour})
		}
		h := &d.Hours[len(d.Hours)-1]
		h.Entries = append(h.Entries, c)
	}
	return days
}
