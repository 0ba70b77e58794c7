package window

import (
	"bytes"
	"slices"
)

// maxHollow is twice the depth of the deepest furniture of a real page, and bounds how often a tag in it is read.
const maxHollow = 16

// skipHollow passes over the content of an element of furniture that has no text. In a link or a drawing a parser moves
// elements about.
func (t *trimmer) skipHollow(tag *token) {
	end := -1
	if t.links == 0 && t.foreign == 0 && !tag.isEmpty() && isBox(tag.name) && t.spec.isFurniture(tag) {
		end = t.hollowEnd(tag)
	}
	if t.hollow = end >= 0; t.hollow {
		t.out = append(append(append(t.out, "</"...), tag.name...), '>')
		t.pos = end
	}
}

// hollowEnd is the offset behind an element of furniture that has no text: in it stand boxes, frames, pictures and
// links only, each closed as it is written, and nothing that somebody looks for. -1 where there is more in it.
func (t *trimmer) hollowEnd(tag *token) int {
	var open [maxHollow][]byte
	open[0] = tag.name
	l := &t.ahead
	l.src, l.pos = t.src, tag.end
	last := tag.end
	for depth := 1; depth > 0; {
		in := &l.token
		if !l.next() || skipBlanks(t.src[last:in.start], 0) < in.start-last || swallows(in) {
			return -1
		}
		last = in.end
		switch {
		case in.kind == rawElement && isSilent(in.name), in.kind == remark:
		case in.kind == endTag && bytes.Equal(in.name, open[depth-1]):
			depth--
		case in.kind != startTag || t.spec.isTold(in):
			return -1
		case string(in.name) == "img":
		case depth < maxHollow && mayNest(in, open[:depth]):
			open[depth] = in.name
			depth++
		default:
			return -1
		}
	}
	return last
}

// isFurniture tells by the class of an element that what stands in it is no part of an article.
func (s *Spec) isFurniture(t *token) bool { return hasAnyToken(t.value("class"), s.Furniture) }

// isTold tells an element that somebody may look for, or of which it is not sure where it or its tag ends.
func (s *Spec) isTold(t *token) bool {
	if bytes.IndexByte(t.inside, '<') >= 0 {
		return true
	}
	for i := range t.attributes {
		switch a := &t.attributes[i]; string(t.nameOf(a)) {
		case "class", "id", "itemprop":
			if hasAnyToken(t.valueOf(a), s.Telling) {
				return true
			}
		case FaultKey:
			return true
		}
	}
	return false
}

func hasAnyToken(value []byte, tokens []string) bool {
	return len(value) > 0 && slices.ContainsFunc(tokens, func(token string) bool { return HasToken(value, token) })
}

// isBox tells an element that begins and ends a line whatever stands in it.
func isBox(name []byte) bool { return string(name) == "div" || string(name) == "aside" }

// mayNest tells a start tag that by itself shows nothing. A link in a link would close it, and leave it open behind the
// furniture.
func mayNest(t *token, open [][]byte) bool {
	switch string(t.name) {
	case "div", "aside", "span":
		return !t.isEmpty()
	case "a":
		return !t.isEmpty() && leadsNowhere(t.value("href")) && !slices.ContainsFunc(open, isLink)
	}
	return false
}

func isLink(name []byte) bool { return string(name) == "a" }

func leadsNowhere(href []byte) bool {
	return len(href) == 0 || href[0] == '#' || bytes.HasPrefix(href, []byte("javascript:"))
}

// isSilent tells an element whose content is no text on the page.
func isSilent(name []byte) bool {
	switch string(name) {
	case "script", "style", "noscript", "iframe":
		return true
	}
	return false
}
