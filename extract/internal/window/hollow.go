package window

import "bytes"

// maxHollow is twice the depth of the deepest furniture of a real page, and bounds how often a tag in it is read.
const maxHollow = 16

// hollowEnd is the offset behind an element of furniture that shows nothing: in it stand boxes and links to nowhere only, each
// closed as it is written. -1 where it may show something, or t is no such element.
func (s *Spec) hollowEnd(part []byte, t token) int {
	if len(s.Furniture) == 0 || !isBox(t.name) || !s.isFurniture(t.attrs) {
		return -1
	}
	var open [maxHollow][]byte
	open[0] = t.name
	l := lexer{src: part, pos: t.end}
	last := t.end
	for depth := 1; depth > 0; {
		in, ok := l.next()
		if !ok || skipBlanks(part[last:in.start], 0) < in.start-last {
			return -1
		}
		switch {
		case in.kind == endTag && bytes.Equal(in.name, open[depth-1]):
			depth--
		case in.kind == startTag && depth < maxHollow && showsNothing(in):
			open[depth] = in.name
			depth++
		default:
			return -1
		}
		last = in.end
	}
	return last
}

// isFurniture tells by the class of an element that what stands in it is no part of an article.
func (s *Spec) isFurniture(attrs []byte) bool {
	class := attribute(attrs, "class")
	for _, token := range s.Furniture {
		if HasToken(class, token) {
			return true
		}
	}
	return false
}

// isBox tells an element that begins and ends a line whatever stands in it.
func isBox(name []byte) bool { return string(name) == "div" || string(name) == "aside" }

// showsNothing tells a start tag that by itself puts nothing on the page and leads nowhere.
func showsNothing(t token) bool {
	switch {
	case bytes.IndexByte(t.attrs, '<') >= 0, bytes.Contains(t.attrs, []byte(FaultKey)):
		return false
	case string(t.name) == "a":
		href := attribute(t.attrs, "href")
		return len(href) == 0 || href[0] == '#' || bytes.HasPrefix(href, []byte("javascript:"))
	}
	return isBox(t.name) || string(t.name) == "span"
}
