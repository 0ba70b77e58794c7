package window

import (
	"bytes"
	"slices"
)

// trim leaves out of a part what nobody reads: it is most of what a parser spends its time on.
func (s *Spec) trim(part []byte) ([]byte, error) {
	out := make([]byte, 0, len(part))
	l := lexer{src: part}
	last, behind := 0, 0
	for {
		t, ok := l.next()
		if end := t.start; ok && bytes.Contains(part[behind:end], []byte(`">`)) {
			return nil, ErrRemnant
		}
		behind = t.end
		if !ok {
			return append(out, part[last:]...), nil
		}
		if swallows(t) {
			return nil, ErrSwallowed
		}
		switch {
		case t.kind == startTag:
			out = append(out, part[last:t.start+1+len(t.name)]...)
			out = s.trimTag(out, t.attrs)
			if end := s.hollowEnd(part, t); end >= 0 {
				out = append(append(append(out, "</"...), t.name...), '>')
				l.pos, behind, t.end = end, end, end
			}
		case t.kind == rawElement && l.foreign == 0:
			out = append(out, part[last:t.start]...)
			out = s.trimRaw(out, t, part[t.start:t.end])
		case t.kind == remark:
			out = append(out, part[last:t.start]...)
		default:
			continue
		}
		last = t.end
	}
}

// blockEnds end what a text consists of. No value, script or frame in the text of 169 real articles has one; a script may
// make a <div>.
var blockEnds = [][]byte{[]byte("</p"), []byte("</h"), []byte("</article"), []byte("</li"), []byte("</td")}

// swallows tells a token that goes on into the text behind it: its own end is missing.
func swallows(t token) bool {
	inside := t.attrs
	switch t.kind {
	case rawElement:
		inside = t.content
	case remark:
		return bytes.Contains(t.content, []byte("<!--"))
	case startTag:
		if equalFold(t.name, "plaintext") {
			return true
		}
	case endTag:
	}
	if bytes.IndexByte(inside, '<') < 0 {
		return false
	}
	inside = lower(inside)
	return slices.ContainsFunc(blockEnds, func(end []byte) bool { return bytes.Contains(inside, end) })
}

// trimRaw keeps a frame and what else may be read, without its content, and nothing of scripts, styles and the like.
func (s *Spec) trimRaw(out []byte, t token, source []byte) []byte {
	switch {
	case equalFold(t.name, "iframe"):
		out = append(append(out, '<'), t.name...)
		out = s.trimTag(out, t.attrs)
		return append(out, "</iframe>"...)
	case equalFold(t.name, "script"), equalFold(t.name, "style"), equalFold(t.name, "noscript"):
		return out
	}
	return append(out, source...)
}

// trimTag writes the attributes of a tag that somebody reads, and its end.
func (s *Spec) trimTag(out, attrs []byte) []byte {
	empty := len(attrs) > 0 && attrs[len(attrs)-1] == '/'
	for len(attrs) > 0 {
		before := attrs
		var name, value []byte
		name, value, attrs = nextAttribute(attrs)
		if len(name) > 0 && s.isRead(name, value) {
			raw := before[:len(before)-len(attrs)]
			out = append(out, ' ')
			out = append(out, raw[skipBlanks(raw, 0):]...)
		}
	}
	if empty {
		out = append(out, " /"...)
	}
	return append(out, '>')
}

// isRead tells an attribute that somebody reads; a style only where it may hide its element.
func (s *Spec) isRead(name, value []byte) bool {
	switch {
	case s.Attributes == nil || string(name) == FaultKey:
		return true
	case equalFold(name, "style"):
		return bytes.Contains(value, []byte("none")) || bytes.Contains(value, []byte("hidden"))
	}
	return s.Attributes[string(lower(name))]
}
