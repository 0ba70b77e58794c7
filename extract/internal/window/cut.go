package window

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/net/html"
)

// Why a page that bears the marks of a frame cannot be read.
var (
	ErrCutOff    = errors.New("the page ends before its article does")
	ErrNoEnd     = errors.New("where the article ends cannot be told")
	ErrDisorder  = errors.New("the article's head stands twice, in its text or below it")
	ErrSwallowed = errors.New("a script, a comment or a value in the article does not end")
	ErrRemnant   = errors.New("the beginning of a tag or a comment in the article is lost")
	ErrLost      = errors.New("the article's markup is so broken that a parser loses text of it")
	ErrFlood     = fmt.Errorf("more than %d lists or marks of articles", maxTags)
	ErrLarge     = fmt.Errorf("the article's part of the page is larger than %d bytes", maxPart)
	ErrRoots     = fmt.Errorf("more than %d <html> or <body> tags in the article's part of the page", maxRoots)
)

// maxPart is four times the longest article of 1,455 pages, adverts included.
const maxPart = 512 << 10

// maxRoots bounds the tags that a parser merges into one, which takes it the square of their number. Real parts have
// none.
const maxRoots = 8

// Window is the part of a page that is read, as a tree.
type Window struct {
	Root   *html.Node // the document: the part above the text, the text, the part below
	Text   *html.Node // the element that holds the text, a child of the body
	Strays []string   // names of end tags in the text that close nothing there

	Unpaired []string // tags of the text that lack their counterpart: "<div>", "</div>"
}

// area is where the parts of a window are.
type area struct {
	top   int // where it begins
	text  tag
	bound int // where the text ends at the latest, -1 without a mark
	until int // where the part that is read after the text ends, -1 for nowhere
}

// Bears reports whether a page has the article of a frame.
func (p *Page) Bears(f *Frame) bool {
	_, ok := p.find(f)
	return ok
}

// Has reports whether a page has a visible element with a mark.
func (p *Page) Has(m Mark) bool { return p.first(m, 0, shown) >= 0 }

// IsWalled reports whether a page bears a visible wall of a frame.
func (p *Page) IsWalled(f *Frame) bool {
	return slices.ContainsFunc(f.Walls, p.Has)
}

// IsCutOff reports whether a page has no end.
func (p *Page) IsCutOff() bool { return !HasFold(p.Text, "</html") && !HasFold(p.Text, "</body") }

// find looks for the parts of a frame. Visible parts count before hidden ones, and those in a template never.
func (p *Page) find(f *Frame) (area, bool) {
	if a, ok := p.findAs(f, shown); ok {
		return a, true
	}
	return p.findAs(f, covered)
}

func (p *Page) findAs(f *Frame, h hiding) (area, bool) {
	i := p.first(f.Text, 0, h)
	if i < 0 {
		return area{}, false
	}
	a := area{text: p.tags[i], bound: -1, until: -1}
	if a.top = p.topOf(f, a.text, h); a.top < 0 {
		return area{}, false
	}
	for _, m := range f.After {
		if j := p.first(m, i+1, h); j >= 0 && (a.bound < 0 || p.tags[j].start < a.bound) {
			a.bound = p.tags[j].start
		}
	}
	if j := p.first(f.Until, i+1, h); j >= 0 && p.tags[j].start >= a.bound {
		a.until = p.tags[j].start
	}
	return a, true
}

// first is the place of the first tag from a place on that bears a mark and can be seen, or is hidden where that is
// asked.
func (p *Page) first(m Mark, from int, h hiding) int {
	for i := from; i < len(p.tags); i++ {
		if p.tags[i].mark == m && p.tags[i].hiding == h {
			return i
		}
	}
	return -1
}

// topOf is where the window of a text begins, -1 without a mark.
func (p *Page) topOf(f *Frame, text tag, h hiding) int {
	for _, m := range f.Above {
		top := -1
		for _, t := range p.tags {
			if t.mark == m && t.hiding == h && t.end <= text.start {
				top = t.start
			}
		}
		if top >= 0 {
			return top
		}
	}
	return -1
}

// Cut cuts the part of a frame out of a page's bytes and parses it: the part above the text and the text each by
// itself, so that nothing outside of the text can reach into it and no end tag in it ends it early.
func (p *Page) Cut(f *Frame) (*Window, error) {
	a, ok := p.find(f)
	switch {
	case !ok:
		return nil, ErrNoEnd
	case p.flooded:
		return nil, ErrFlood
	}
	t, err := p.cutText(a, f.Text.Element)
	if err != nil {
		return nil, err
	}
	if p.isInDisorder(a, f, t.end) {
		return nil, ErrDisorder
	}
	above, below := p.without(a.top, a.text.start), []byte(nil)
	if a.until > t.end {
		below = p.without(t.end, a.until)
	}
	for _, part := range [][]byte{above, below} {
		if err := check(part); err != nil {
			return nil, err
		}
	}
	w, err := grow(above, p.Text[a.text.start:a.text.end], t.markup, below)
	if err != nil {
		return nil, err
	}
	if t.repaired && visible(t.markup) != visibleIn(w.Text) {
		return nil, ErrLost
	}
	w.Strays, w.Unpaired = t.strays, t.unpaired
	return w, nil
}

// isInDisorder reports whether a part of the article's head is twice above its text, in it, or below and not above.
func (p *Page) isInDisorder(a area, f *Frame, end int) bool {
	limit := a.bound
	if f.Until != (Mark{}) && a.until < 0 {
		limit = len(p.Text)
	}
	seen := make([]Mark, 0, 8)
	for i := range p.tags {
		t := &p.tags[i]
		if t.hiding != shown || !slices.Contains(f.Head, t.mark) {
			continue
		}
		isTwice := slices.Contains(seen, t.mark)
		switch {
		case t.start < a.text.start && isTwice, a.text.start < t.start && t.start < end:
			return true
		case t.start < a.text.start:
			seen = append(seen, t.mark)
		case t.start < max(limit, a.until) && !isTwice:
			return true
		}
	}
	return false
}

// without are the bytes between two offsets, less the lists of other articles.
func (p *Page) without(from, to int) []byte {
	var pieces [][]byte
	for _, l := range p.lists {
		if l.from >= from && l.to <= to {
			pieces = append(pieces, p.Text[from:l.from])
			from = l.to
		}
	}
	return bytes.Join(append(pieces, p.Text[from:to]), nil)
}
