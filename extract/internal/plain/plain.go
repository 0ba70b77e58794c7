// Package plain reads pages saved as text: by a web crawl, a text browser, or a person who copied all of it.
//
//	plain.go     what a page prints, from its address to its keywords
//	lines.go     its lines, without what the saving tool put among them
//	refuse.go    lists, and pages of other sites
//	find.go      where headline and text are
//	buttons.go   words of buttons and players, which a page with markup has none of
package plain

import (
	"bytes"
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// Layout is the name of pages saved as text, where others have the name of their design.
const Layout = "text"

// IsText reports whether a page was saved as text: no markup at all, and the site's name or menu.
func IsText(text []byte) bool {
	return !bytes.Contains(text, []byte("</")) && !window.HasFold(text, "<html") && !window.HasFold(text, "<!doctype") &&
		!window.HasFold(text, "<body") &&
		bytes.Contains(text, []byte("明報"))
}

// textPage is a page saved as text, by a web crawl, a text browser or a person who copied all of it: its lines, and
// the places of those that matter.
type textPage struct {
	lines    []string // normalised, none empty
	dumpDate string   // the day that a crawl wrote above the page
	title    int      // the headline
	body     int      // the first line of the text
}

// maxText and maxLines are ten times the longest page saved as text, in bytes and lines.
const (
	maxText  = 1 << 20
	maxLines = 20_000
)

// Read reads a page saved as text: menus, section, date, byline, headline, text, keyword line, menus. The lines below
// the text go by the rules, as on any page.
func Read(address string, text []byte) (block.Form, error) {
	if len(text) > maxText {
		return block.Form{}, &block.Refusal{Reason: block.NotText, Detail: "a text larger than that of any page"}
	}
	p := textPage{}
	p.lines, p.dumpDate = textLines(text)
	if len(p.lines) > maxLines {
		return block.Form{}, &block.Refusal{Reason: block.NotText, Detail: "a text of more lines than that of any page"}
	}
	if err := p.refuse(); err != nil {
		return block.Form{}, err
	}
	if !p.locate() {
		return block.Form{}, &block.Refusal{Reason: block.UnknownDesign,
			Detail: "a text without a headline and a lead of Ming Pao"}
	}
	f := block.Form{Layout: Layout, Bare: true, Ended: endsLine(text), Keywords: p.keywords(), Paid: p.isPaid()}
	f.Section, f.Ref = p.section()
	if r, ok := p.address(address); ok {
		f.Ref = r
	}
	f.Byline, f.Page = p.labels(&f)
	f.Title, f.Published = p.titleAndTime(&f)
	for _, t := range p.lines[p.body:] {
		f.Lines = append(f.Lines, lineOf(t))
	}
	return f, nil
}

// titleAndTime are the headline and the day that the page prints, else that of its address, else that of the crawl.
func (p *textPage) titleAndTime(f *block.Form) (title, stamp string) {
	title, hour := dates.CutClock(f.Ref.Edition, p.lines[p.title])
	date, clock := p.date()
	if clock == "" {
		clock = hour
	}
	for _, d := range []string{dates.OfIssue(f.Ref.Date), p.dumpDate} {
		if date == "" {
			date = d
		}
	}
	return title, dates.Join(date, clock)
}

// date is the date and, on finance, the time that the page prints nearest above its text.
func (p *textPage) date() (date, clock string) {
	for i := p.body - 1; i >= 0; i-- {
		switch t := p.lines[i]; {
		case strings.HasPrefix(t, dateLabel):
			return dates.Day(t), dates.Clock(t)
		case isDateLine(t):
			return dates.Day(t), ""
		}
	}
	return "", ""
}

// section is the nearest label above the headline, and the place of the article that it names.
func (p *textPage) section() (string, site.Ref) {
	for i := p.title - 1; i >= 0; i-- {
		if s, ok := site.Labelled(p.lines[i]); ok {
			return s.Label, site.Ref{Edition: s.Edition, SectionCode: s.Code}
		}
		if isPathLabel(p.lines[i]) {
			return p.lines[i], site.Ref{Edition: site.Entertainment}
		}
	}
	return "", site.Ref{}
}

// isPathLabel is the section line of ol: SHOWBIZ / LATEST 即時娛樂.
func isPathLabel(t string) bool { return chars.HasAnyPrefix(t, "SHOWBIZ / ", "CULTURE & LEISURE / ") }

// address is the article's address: where the page came from, else the only one that the text names.
func (p *textPage) address(known string) (found site.Ref, ok bool) {
	if r, ok := site.ParseURL(known); ok {
		return r, true
	}
	for _, t := range p.lines {
		for word := range strings.FieldsSeq(t) {
			r, isArticle := site.ParseURL(word)
			switch {
			case !isArticle || r == found:
			case ok:
				return site.Ref{}, false
			default:
				found, ok = r, true
			}
		}
	}
	return found, ok
}

// maxLabel is the length of the longest byline seen, 文．何裕婷／編輯．何詩韻, with room for another name.
const maxLabel = 30

// labels are the lines below the section and the date: a byline and the page's label. A section without columnists
// has none that matter. Of a single line, the headline or the label at the end must say that it is a byline.
func (p *textPage) labels(f *block.Form) (byline, page string) {
	traits := f.Ref.Section().Traits
	if f.Section == "" || !traits.Byline && !traits.Confirmed {
		return "", ""
	}
	from := p.title - 1
	for p.lines[from] != f.Section {
		from--
	}
	var labels []string
	for _, t := range p.lines[from+1 : p.title] {
		if isDateLine(t) {
			continue
		}
		if isTextNoise(t) || chars.Count(t) > maxLabel || len(labels) > 0 && !p.isPageLabel(t) || len(labels) == 2 {
			break
		}
		labels = append(labels, t)
	}
	switch {
	case len(labels) == 2:
		return labels[0], labels[1]
	case len(labels) == 0:
		return "", ""
	case p.confirms(labels[0]):
		return labels[0], ""
	}
	return "", labels[0]
}

// isPageLabel reports whether a line is the name of a newspaper page or a column rather than a headline, which the
// list below the text repeats.
func (p *textPage) isPageLabel(t string) bool {
	return chars.Count(t) <= 12 && !strings.ContainsAny(t, byline.Slashes+"：:，？！") &&
		!slices.Contains(p.lines[p.body:], t)
}

// confirms reports whether a line above the headline is a byline: the headline or a line below the text repeats it.
func (p *textPage) confirms(t string) bool {
	name := strings.Fields(t)[0]
	return strings.Contains(p.lines[p.title], name) || slices.Contains(byline.OpeningColumns, t) ||
		slices.Contains(p.lines[p.body:], "["+t+"]") || slices.Contains(p.lines[p.body:], "相關字詞﹕"+t)
}

// keywords reads the keyword line. Its words were links, which the text has lost, so they come apart at spaces.
// Those of another article, above the headline or below the end of this one, are not its own.
func (p *textPage) keywords() []string {
	for i, t := range p.lines[p.title:] {
		head, rest, ok := chars.CutColon(t)
		switch {
		case ok && (head == "相關字詞" || head == "標籤"):
			return strings.Fields(rest)
		case p.title+i >= p.body && (isTextEnd(t) || isDateLine(t) || strings.HasPrefix(t, dateLabel)):
			return nil
		}
	}
	return nil
}

// isPaid reports whether the login box stands in place of the rest of the text, wherever a tool has put its words.
func (p *textPage) isPaid() bool {
	return slices.ContainsFunc(p.lines[p.body:], func(t string) bool { return IsPaidLine(t) || strings.Contains(t, wall) })
}
