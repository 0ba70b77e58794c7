package window

import (
	"bytes"
	"html"
	"unicode"
	"unicode/utf8"
)

// cutText is the text's part of a page.
type cutText struct {
	markup   []byte   // as it is on the page, or repaired
	end      int      // where it ends on the page
	repaired bool     // its tags do not nest as they are written
	strays   []string // names of end tags that close nothing in it
	unpaired []string // tags that lack their counterpart
}

// cutText finds where the text ends: at its own end tag where the tags nest as they are written and no text follows
// it up to the mark after a text in this design, else at that mark. An end tag may be one too many or missing.
func (p *Page) cutText(a area, name string) (cutText, error) {
	text := p.Text[a.text.end:]
	if a.bound >= 0 {
		text = text[:a.bound-a.text.end]
	}
	if a.bound >= 0 && len(text) > maxPart {
		return cutText{}, ErrLarge
	}
	n, err := nest(text, name, a.bound < 0)
	if err != nil {
		return cutText{}, err
	}
	switch {
	case len(n.ends) > 0 && n.ends[0].sound && !n.isFollowed():
		end := n.ends[0]
		return cutText{markup: text[:end.at], end: a.text.end + end.at}, nil
	case a.bound < 0 && len(n.ends) == 0 && p.IsCutOff():
		return cutText{}, ErrCutOff
	case a.bound < 0 || len(n.ends) == 0 && p.endsAfter(a.bound, n.leftOpen(name)):
		return cutText{}, ErrNoEnd
	}
	return cutText{n.repaired(text), a.bound, true, n.strays, n.unpaired(name)}, nil
}

// unpaired are the tags of a text that lack their counterpart, those of the element that holds it among them.
func (n *nesting) unpaired(holder string) (tags []string) {
	switch {
	case len(n.ends) == 0:
		tags = append(tags, "<"+holder+">")
	case n.isFollowed():
		tags = append(tags, "</"+holder+">")
	}
	for _, e := range n.elements {
		if e.fault == Open {
			tags = append(tags, "<"+e.name+">")
		}
	}
	for _, name := range n.strays {
		tags = append(tags, "</"+name+">")
	}
	return tags
}

// leftOpen are the names of the elements open where a text ends: in it, and the element that holds it. A <div> does
// not count as a holder, since others are around it.
func (n *nesting) leftOpen(holder string) map[string]int {
	open := map[string]int{}
	for i := range n.elements {
		if e := &n.elements[i]; e.fault == Open && e.end == len(n.src) {
			open[e.name] = 0
		}
	}
	if holder != "div" {
		open[holder] = 0
	}
	return open
}

// endsAfter reports whether one of the elements open at a place on a page ends after it: the mark there, which should
// come after the text, is in it.
func (p *Page) endsAfter(place int, depths map[string]int) bool {
	l := newLexer(p.Text[place:])
	for len(depths) > 0 && l.next() {
		name := nameOf(l.token.name)
		depth, isOpen := depths[name]
		switch {
		case isOpen && l.token.kind == startTag:
			depths[name]++
		case isOpen && l.token.kind == endTag && depth == 0:
			return true
		case isOpen && l.token.kind == endTag:
			depths[name]--
		}
	}
	return false
}

// isFollowed reports whether text follows the end tag that is the text's own by nesting.
func (n *nesting) isFollowed() bool {
	behind := 0
	for _, e := range n.ends {
		behind += e.behind
	}
	return behind > maxJunk
}

// maxJunk is how many letters or signs of ASCII after a text are damage to the white space there.
const maxJunk = 2

// weight counts the visible characters of a text, those of no Western text as more than junk.
func weight(text []byte) (sum int) {
	for _, r := range string(text) {
		switch {
		case unicode.IsSpace(r):
		case r < utf8.RuneSelf || r == utf8.RuneError:
			sum++
		default:
			sum += maxJunk + 1
		}
	}
	return sum
}

// letters is a text as a bag of characters, white space aside: how many, and a sum that depends on which.
type letters struct{ count, sum int }

func (l *letters) add(s string) {
	for _, r := range s {
		if r != 0 && !unicode.IsSpace(r) {
			l.count++
			l.sum += int(r) * int(r)
		}
	}
}

// visible is the text between tags.
func visible(text []byte) (found letters) {
	l := newLexer(text)
	last := 0
	for {
		t := &l.token
		if !l.next() {
			found.add(html.UnescapeString(string(text[last:])))
			return found
		}
		found.add(html.UnescapeString(string(text[last:t.start])))
		last = t.end
	}
}

// HasFold reports whether a page has a part that begins with '<', in letters of any case.
func HasFold(b []byte, part string) bool {
	for i := 0; i+len(part) <= len(b); i++ {
		n := bytes.IndexByte(b[i:], part[0])
		if n < 0 {
			return false
		}
		if i += n; i+len(part) <= len(b) && equalFold(b[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// HasText reports whether there is visible text outside of tags, scripts and the head.
func (p *Page) HasText() bool {
	found := visible(p.Text)
	return found.count > 0
}
