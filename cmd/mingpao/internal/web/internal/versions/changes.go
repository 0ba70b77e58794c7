package versions

import (
	"cmp"
	"slices"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/store/catalog"
)

// maxChanges bounds the changes on a page.
const maxChanges = 200

// changesPage lists what the site changed and took away.
type changesPage struct {
	Since    string // a day
	Spans    []find.Option
	Sections []sectionOfChanges
	Changed  int
	Gone     int
	More     bool // there are older ones
	Feed     string
}

type sectionOfChanges struct {
	Edition, Code, Name string
	Changes             []change
}

// change is something that the site did to an article.
type change struct {
	catalog.Headline
	diff.Change
	Revision int // that it made
}

// Changes answers with what the site changed since a day, by section.
func Changes(q *answer.Request) (answer.Answer, error) {
	chosen, err := find.Choice(q)
	if err != nil {
		return nil, err
	}
	asked := cmp.Or(q.Query.Get("since"), "yesterday")
	since, _, err := filter.Days(asked, "", q.Now())
	if err != nil {
		return nil, answer.BadRequest(q.Say("no-such-day", asked))
	}
	chosen.Since = since + "T00:00:00+08:00"
	p := &changesPage{Since: since, Spans: spans(q, since), Feed: q.Address("/feed.atom",
		q.Narrowed("since", "", "changed", "1"))}
	if err := fillChanges(q, p, chosen.Filter); err != nil {
		return nil, err
	}
	v := q.NewView("changes", q.Say("changes"), p)
	v.Feed = p.Feed
	return v, nil
}

// spans are the times that an editor asks for.
func spans(q *answer.Request, since string) []find.Option {
	var all []find.Option
	for _, s := range []struct{ name, since string }{{"today", "today"}, {"yesterday", "yesterday"}, {"week", "-7d"},
		{"month", "-30d"}} {
		first, _, err := filter.Days(s.since, "", q.Now())
		if err != nil {
			continue
		}
		all = append(all, find.Option{Name: q.Say("since-" + s.name), Here: first == since,
			Address: q.Address("/changes", q.Narrowed("since", s.since))})
	}
	return all
}

// fillChanges lists the changes by section, the latest first.
func fillChanges(q *answer.Request, p *changesPage, chosen catalog.Filter) error {
	chosen.Limit, chosen.ByChange = maxChanges+1, true
	found, err := q.Archive.Catalog().Headlines(q.Context(), chosen)
	if err != nil {
		return err
	}
	if p.More = len(found) > maxChanges; p.More {
		found = found[:maxChanges]
	}
	var all []change
	for _, h := range found {
		some, err := changesOf(q, h, chosen.Since)
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b change) int {
		return cmp.Or(answer.PlaceOf(a.Edition, a.SectionCode)-answer.PlaceOf(b.Edition, b.SectionCode),
			cmp.Compare(b.At, a.At))
	})
	for _, c := range all {
		if n := len(p.Sections); n == 0 || p.Sections[n-1].Edition != c.Edition || p.Sections[n-1].Code != c.SectionCode {
			p.Sections = append(p.Sections, sectionOfChanges{Edition: c.Edition, Code: c.SectionCode, Name: c.Section})
		}
		s := &p.Sections[len(p.Sections)-1]
		s.Changes = append(s.Changes, c)
		if c.IsGone {
			p.Gone++
		} else {
			p.Changed++
		}
	}
	return nil
}

// changesOf are the changes of an article since a time.
func changesOf(q *answer.Request, h catalog.Headline, since string) (all []change, err error) {
	var versions []catalog.Version
	if h.Revision >= 2 && h.Changed >= since {
		if versions, err = q.Archive.Catalog().Versions(q.Context(), h.Number); err != nil {
			return nil, err
		}
	}
	for _, c := range diff.Changes(versions, h.Gone, since) {
		if c.IsGone {
			if c.Witness, err = q.Archive.Catalog().WhoGone(q.Context(), h.Number, h.Gone); err != nil {
				return nil, err
			}
		}
		all = append(all, change{h, c, c.Revision})
	}
	return all, nil
}
