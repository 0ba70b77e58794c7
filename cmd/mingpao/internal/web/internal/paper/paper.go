// Package paper arranges a day's articles as a newspaper does.
//
//	paper.go    sections in the paper's order, articles once each, instant news by time
//	columns.go  how many columns a section is wide
package paper

import (
	"cmp"
	"fmt"
	"slices"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Paper is the articles of a day.
type Paper struct {
	Sections []*Section `json:"sections"` // in the paper's order; the first has the lead story
	Instant  []*Story   `json:"instant"`  // the latest first
}

// Name is what a section is called.
type Name struct {
	Edition string `json:"edition"`
	Code    string `json:"section_code"`
	Printed string `json:"section"`
}

// Section is the articles of a section.
type Section struct {
	Name
	Articles  int         `json:"articles"` // that it has
	Stories   []*Story    `json:"stories"`  // that it shows
	Elsewhere []Elsewhere `json:"elsewhere,omitempty"`
	Anchor    string      `json:"-"` // on the page
	Folded    bool        `json:"-"` // where the page is narrow
	Width     [4]int      `json:"-"` // in columns, where the paper is 1 to 4 columns wide
}

// Elsewhere is a section that shows some articles of another.
type Elsewhere struct {
	Name
	Articles int `json:"articles"`
}

// Story is an article, shown once.
type Story struct {
	catalog.Headline
	Also    []Name        `json:"also,omitempty"` // sections that have it, too
	Picture *answer.Shown `json:"-"`              // of the lead story, where it is kept
	Caption string        `json:"-"`              // of the picture
}

const (
	leads   = 3  // stories of the first section that have a first line
	open    = 10 // sections that are not folded where the page is narrow
	latest  = 8  // of instant news, that are not folded there
	flashes = 24 // of instant news that are never folded but there: as high as a paper
)

// Of arranges articles: by edition and section, those of a section as they stand in the paper. An article that is
// in two sections is shown in the first.
func Of(all []catalog.Headline) *Paper {
	p := &Paper{}
	slices.SortStableFunc(all, func(a, b catalog.Headline) int {
		return cmp.Or(answer.PlaceOf(a.Edition, a.SectionCode)-answer.PlaceOf(b.Edition, b.SectionCode),
			cmp.Compare(a.ID, b.ID))
	})
	shown := map[string]*Story{}
	for _, h := range all {
		if h.Edition == site.Instant {
			p.Instant = append(p.Instant, &Story{Headline: h})
			continue
		}
		p.section(h).add(h, shown)
	}
	slices.SortStableFunc(p.Instant, func(a, b *Story) int { return cmp.Compare(b.Published, a.Published) })
	p.measure()
	return p
}

// section is the one of an article, which comes in their order.
func (p *Paper) section(h catalog.Headline) *Section {
	if n := len(p.Sections); n > 0 && p.Sections[n-1].Edition == h.Edition && p.Sections[n-1].Code == h.SectionCode {
		return p.Sections[n-1]
	}
	n := len(p.Sections)
	s := &Section{Name: nameOf(h), Anchor: fmt.Sprintf("section-%d", n+1), Folded: n >= open}
	p.Sections = append(p.Sections, s)
	return s
}

func nameOf(h catalog.Headline) Name {
	return Name{h.Edition, h.SectionCode, h.Section}
}

// add adds an article, or says where it is shown. Two sections print an article under numbers of their own: headline
// and opening tell that it is one.
func (s *Section) add(h catalog.Headline, shown map[string]*Story) {
	s.Articles++
	key := h.Edition + "\n" + h.Title + "\n" + h.Lead
	first := shown[key]
	if first == nil || h.Lead == "" || first.SectionCode == h.SectionCode {
		shown[key] = &Story{Headline: h}
		s.Stories = append(s.Stories, shown[key])
		return
	}
	first.Also = append(first.Also, s.Name)
	at := nameOf(first.Headline)
	i := slices.IndexFunc(s.Elsewhere, func(e Elsewhere) bool { return e.Name == at })
	if i < 0 {
		i = len(s.Elsewhere)
		s.Elsewhere = append(s.Elsewhere, Elsewhere{Name: at})
	}
	s.Elsewhere[i].Articles++
}

// Top is the first section; nil where there is none.
func (p *Paper) Top() *Section {
	if len(p.Sections) == 0 {
		return nil
	}
	return p.Sections[0]
}

// Others are the sections after the first that show an article of their own.
func (p *Paper) Others() []*Section {
	others := slices.Clone(p.Sections[min(1, len(p.Sections)):])
	return slices.DeleteFunc(others, func(s *Section) bool { return len(s.Stories) == 0 })
}

// Leads are the stories of a section that have a first line.
func (s *Section) Leads() []*Story { return s.Stories[:min(leads, len(s.Stories))] }

// Rest are the others.
func (s *Section) Rest() []*Story { return s.Stories[min(leads, len(s.Stories)):] }

// Flashes are the latest of instant news, then those that a narrow page folds, then those that every page does.
func (p *Paper) Flashes() [3][]*Story {
	first, next := min(latest, len(p.Instant)), min(flashes, len(p.Instant))
	return [3][]*Story{p.Instant[:first], p.Instant[first:next], p.Instant[next:]}
}

// At is the anchor of a section on the page: of one that shows nothing of its own, of where it is shown.
func (p *Paper) At(s *Section) string {
	if len(s.Stories) > 0 || len(s.Elsewhere) == 0 {
		return s.Anchor
	}
	first := s.Elsewhere[0]
	i := slices.IndexFunc(p.Sections, func(o *Section) bool { return o.Edition == first.Edition && o.Code == first.Code })
	return p.Sections[i].Anchor
}
