package window

import (
	"bytes"
	"html"
	"slices"
	"unicode/utf8"
)

// trimmer reads a part token by token and writes it again without what nobody reads, which is most of what a parser
// would spend its time on.
type trimmer struct {
	lexer
	ahead  lexer // reads on in furniture
	spec   *Spec
	out    []byte
	last   int    // up to where the part has been written or left out
	behind int    // where the text before the next token begins
	text   []byte // what stands before the token
	border bool   // the token before begins or ends a line
	hollow bool   // the token is furniture without text, from its start tag to its end tag
	links  int    // <a> that may be open
	roots  int    // <html> and <body> tags
}

// trim is a part, given in pieces, without what nobody reads.
func (s *Spec) trim(pieces ...[]byte) ([]byte, error) {
	size := 0
	for _, piece := range pieces {
		size += len(piece)
	}
	if size > maxPart {
		return nil, ErrLarge
	}
	t := newTrimmer(s, size)
	for _, piece := range pieces {
		t.src, t.pos, t.last, t.behind = piece, 0, 0, 0
		if err := t.all(); err != nil {
			return nil, err
		}
	}
	return t.out, nil
}

func newTrimmer(s *Spec, size int) trimmer {
	return trimmer{lexer: newLexer(nil), ahead: newLexer(nil), spec: s, out: make([]byte, 0, size/trimmedShare)}
}

// trimmedShare is what is left of a part, as a fraction of the bytes of real ones.
const trimmedShare = 3

func (t *trimmer) all() error {
	for {
		if more, err := t.next(); !more {
			return err
		}
	}
}

// next reads a token and writes what is kept of it; false behind the last one.
func (t *trimmer) next() (bool, error) {
	more := t.lexer.next()
	end := len(t.src)
	if more {
		end = t.token.start
	}
	t.text = t.src[t.behind:end]
	switch {
	case endsTag(t.text):
		return false, ErrRemnant
	case !more:
		t.keep(len(t.src))
		return false, nil
	case swallows(&t.token):
		return false, ErrSwallowed
	}
	t.dropBlanks(isBorder(&t.token))
	t.write(&t.token)
	t.behind = t.pos
	if t.roots > maxRoots {
		return false, ErrRoots
	}
	return true, nil
}

// keep writes what has been read up to an offset as it is.
func (t *trimmer) keep(to int) {
	t.out = append(t.out, t.src[t.last:to]...)
	t.last = to
}

// dropBlanks leaves out the white space at the beginning or the end of a line, which a parser would make a node of.
func (t *trimmer) dropBlanks(border bool) {
	if (border || t.border) && len(t.text) > 0 && skipBlanks(t.text, 0) == len(t.text) {
		t.keep(t.behind)
		t.last = t.token.start
	}
	t.border = border || t.border && t.token.kind == remark
}

func (t *trimmer) write(tag *token) {
	switch {
	case tag.kind == startTag:
		t.note(tag)
		t.keep(tag.start + 1 + len(tag.name))
		t.writeAttributes(tag)
		t.skipHollow(tag)
	case tag.kind == endTag:
		if equalFold(tag.name, "a") {
			t.links = max(t.links-1, 0)
		}
		return
	case tag.kind == rawElement && t.foreign > 0:
		return
	default:
		t.keep(tag.start)
		t.writeRaw(tag)
	}
	t.last = t.pos
}

// note counts the elements of which it matters how many there are.
func (t *trimmer) note(tag *token) {
	switch {
	case equalFold(tag.name, "a"):
		t.links++
	case equalFold(tag.name, "html"), equalFold(tag.name, "body"):
		t.roots++
	}
}

// writeRaw keeps a frame and what else may be read, without its content, and nothing of scripts, styles and comments.
func (t *trimmer) writeRaw(tag *token) {
	switch {
	case tag.kind == remark, equalFold(tag.name, "script"), equalFold(tag.name, "style"), equalFold(tag.name, "noscript"):
	case equalFold(tag.name, "iframe"):
		t.out = append(append(t.out, '<'), tag.name...)
		t.writeAttributes(tag)
		t.out = append(t.out, "</iframe>"...)
	default:
		t.out = append(t.out, t.src[tag.start:tag.end]...)
	}
}

// writeAttributes writes the attributes of a tag that somebody reads, and its end.
func (t *trimmer) writeAttributes(tag *token) {
	for i := range tag.attributes {
		if a := &tag.attributes[i]; t.spec.isRead(tag.nameOf(a), tag.valueOf(a)) {
			t.out = append(append(t.out, ' '), tag.sourceOf(a)...)
		}
	}
	if tag.isEmpty() {
		t.out = append(t.out, " /"...)
	}
	t.out = append(t.out, '>')
}

// isRead tells an attribute that somebody reads; a style only where it may hide its element.
func (s *Spec) isRead(name, value []byte) bool {
	switch {
	case s.Attributes == nil || string(name) == FaultKey:
		return true
	case equalFold(name, "style"):
		return Undisplayed(html.UnescapeString(string(value)))
	}
	return s.Attributes[string(lower(name))]
}

// blockEnds end what a text consists of. No value, script or frame in the text of 169 real articles has one; a script
// may make a <div>.
var blockEnds = [][]byte{[]byte("</p"), []byte("</h"), []byte("</article"), []byte("</li"), []byte("</td")}

// swallows tells a token that goes on into the text behind it: its own end is missing.
func swallows(t *token) bool {
	switch t.kind {
	case rawElement:
		return holdsBlockEnd(t.content)
	case remark:
		return remarkSwallows(t.content)
	case startTag, endTag:
	}
	return equalFold(t.name, "plaintext") || holdsBlockEnd(t.inside) || isText(t.name) || t.hasTextInside()
}

func holdsBlockEnd(inside []byte) bool {
	if bytes.IndexByte(inside, '<') < 0 {
		return false
	}
	inside = lower(inside)
	return slices.ContainsFunc(blockEnds, func(end []byte) bool { return bytes.Contains(inside, end) })
}

// remarkSwallows tells a comment over another one, and text behind "</" or "<!", which a parser takes for a remark.
func remarkSwallows(content []byte) bool {
	if bytes.HasPrefix(content, []byte("--")) {
		return bytes.Contains(content, []byte("<!--"))
	}
	return isText(content)
}

// hasTextInside tells by its attributes that a tag goes on over a text: a name that is none of markup, or a tag in a
// value that is no person's words.
func (t *token) hasTextInside() bool {
	for i := range t.attributes {
		a := &t.attributes[i]
		if isText(t.nameOf(a)) {
			return true
		}
		switch string(t.nameOf(a)) {
		case "class", "id", "style", "href", "src":
			if bytes.IndexByte(t.valueOf(a), '<') >= 0 {
				return true
			}
		}
	}
	return false
}

func isText(b []byte) bool {
	return slices.ContainsFunc(b, func(c byte) bool { return c >= utf8.RuneSelf })
}

// endsTag tells by the end of a tag in a text that its beginning is lost: that of a value, a comment or a name.
func endsTag(text []byte) bool {
	for at := 0; ; at++ {
		n := bytes.IndexByte(text[at:], '>')
		if n < 0 {
			return false
		}
		at += n
		before := text[:at]
		if bytes.HasSuffix(before, []byte(`"`)) || bytes.HasSuffix(before, []byte("--")) || endsInName(before) {
			return true
		}
	}
}

// endsInName tells the name of an element, as pages write it, at the end of a text.
func endsInName(text []byte) bool {
	i := len(text)
	for i > 0 && len(text)-i < maxName && (text[i-1] >= 'a' && text[i-1] <= 'z' || text[i-1] >= '1' && text[i-1] <= '6') {
		i--
	}
	if i > 0 && (isLetter(text[i-1]) || text[i-1] >= '0' && text[i-1] <= '9') {
		return false
	}
	return isElement(text[i:])
}

// maxName is the length of the longest name of an element of articles, figcaption.
const maxName = 10
