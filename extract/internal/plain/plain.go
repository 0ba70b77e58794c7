// Package plain reads pages saved as text: by a web crawl, a text browser, or a person who copied all of it.
//
//	plain.go     what a page prints, from its address to its keywords
//	labels.go    bylines, labels and keywords
//	lines.go     its lines, without what the saving tool put among them; remnants.go: of pictures, frames and links
//	kinds.go     how tools write pages as text, each undone in a file of its own: markdown.go, bracketed.go
//	             (html-to-text), starred.go (Debian's html2text), pandoc.go, browser.go (lynx, links, elinks)
//	fold.go      lines that were folded to a width
//	sound.go     is every line one of the page's; if not, the text is refused
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

// IsText reports whether a page was saved as text: the site's name or menu is before any markup, below which a tool
// may have put the source of a frame; or it is Markdown in which some tags are left.
func IsText(text []byte) bool {
	if bytes.Contains(text[:firstTag(text)], []byte("明報")) {
		return true
	}
	head := text[:min(len(text), headSize)]
	for _, tag := range []string{"<html", "<!doctype", "<head", "<body"} {
		if window.HasFold(head, tag) {
			return false
		}
	}
	return bytes.Count(text, []byte("](")) >= minNumbers && bytes.Contains(text, []byte("明報"))
}

// headSize is the beginning of a text, in which a page's document begins.
const headSize = 4 << 10

// firstTag is where something in a text first looks like a tag, else its length.
func firstTag(text []byte) int {
	for i := 0; ; i++ {
		next := bytes.IndexByte(text[i:], '<')
		if next < 0 || i+next+1 >= len(text) {
			return len(text)
		}
		i += next
		if c := text[i+1]; c == '!' || c == '/' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return i
		}
	}
}

// textPage is a page saved as text, by a web crawl, a text browser or a person who copied all of it: its lines, and
// the places of those that matter.
type textPage struct {
	lines    []string // normalised, none empty
	apart    []bool   // an empty line is above it
	labelled bool     // its date has a label, as on finance and ol
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
	p, err := newTextPage(text)
	if err != nil {
		return block.Form{}, err
	}
	f := block.Form{Layout: Layout, Bare: true, Ended: endsLine(text), Keywords: p.keywords(), Paid: p.isPaid()}
	f.Section, f.Ref = p.section()
	if r, ok := p.address(address); ok {
		f.Ref = r
	}
	if f.Ref.Edition == "" && p.needsSection() {
		return f, unclear("the section of this text cannot be told, by which its author is known")
	}
	f.Byline, f.Page = p.labels(&f)
	f.Title, f.Published = p.titleAndTime(&f)
	f.Lines, f.Ended = p.textAndBelow(), f.Ended || !p.endsInKeywords()
	return f, nil
}

// joinedLines is why a text is refused in which the elements of the page have no marks between them; fewLines is less
// than any page has.
const (
	joinedLines = "the lines of this text were joined"
	fewLines    = 8
)

// textAndBelow are the lines from the text on, without the keywords that stand on lines of their own.
func (p *textPage) textAndBelow() (lines []block.Line) {
	among := false
	for _, t := range p.lines[p.body:] {
		isHead := strings.HasPrefix(t, "相關字詞")
		if among = (among || isHead) && (isHead || !isBelow(t)); !among || isHead {
			if in, ok := byline.LabelText(t); ok {
				t = "[" + p.respaced(in) + "]"
			}
			lines = append(lines, lineOf(t))
		}
	}
	return lines
}

// endsInKeywords reports whether nothing follows the keyword line.
func (p *textPage) endsInKeywords() bool { return isTextEnd(p.lines[len(p.lines)-1]) }

// newTextPage finds the lines that matter, or refuses the text.
func newTextPage(text []byte) (*textPage, error) {
	raw := splitLines(string(text))
	lines, date, err := textLines(raw)
	if err != nil {
		return nil, err
	}
	if len(lines) > maxLines {
		return nil, &block.Refusal{Reason: block.NotText, Detail: "a text of more lines than that of any page"}
	}
	p := &textPage{dumpDate: date}
	for _, l := range lines {
		p.lines, p.apart = append(p.lines, l.text), append(p.apart, l.apart)
	}
	if err := p.refuse(); err != nil {
		return nil, err
	}
	p.labelled = slices.ContainsFunc(p.lines, func(t string) bool { return strings.HasPrefix(t, dateLabel) })
	switch {
	case p.locate():
	case isJoined(raw) || len(raw) < fewLines && len(lines) > 0 && chars.Count(lines[len(lines)-1].text) > maxHeadline:
		return nil, unclear(joinedLines)
	default:
		return nil, &block.Refusal{Reason: block.UnknownDesign,
			Detail: "a text without a headline and a lead of Ming Pao"}
	}
	if isJoined(raw) && !(p.isPaid() && hasMarker(p.lines[p.body]) && isLandmark(p.lines[p.title-1])) {
		return nil, unclear(joinedLines)
	}
	return p, p.sound()
}

// titleAndTime are the headline and the day that the page prints, else that of its address, else that of the crawl.
func (p *textPage) titleAndTime(f *block.Form) (title, stamp string) {
	title, hour := dates.CutClock(f.Ref.Edition, p.lines[p.title])
	title = p.spaced(title)
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

// spaced is the headline as another line has it that differs in spaces alone, where a tool has dropped some: a list of
// choices keeps them.
func (p *textPage) spaced(title string) string {
	wanted, spaced := unspaced(title), title
	for _, l := range p.lines {
		if len(l) < len(title) || !strings.HasPrefix(l, "[") {
			continue
		}
		other, _ := dates.CutTime(strings.Trim(l, "[] _."))
		if unspaced(other) == wanted && len(other) > len(spaced) {
			spaced = other
		}
	}
	return spaced
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
		if s, ok := site.Labelled(p.lines[i]); ok && !(p.labelled && site.IsNews(s.Edition)) {
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

// isPaid reports whether the login box is in place of the rest of the text, wherever a tool has put its words.
func (p *textPage) isPaid() bool {
	isPaid := func(t string) bool { return IsPaidLine(t) || strings.Contains(t, wall) }
	return slices.ContainsFunc(p.lines[p.body:], isPaid)
}
