package window

import "bytes"

type tokenKind int

const (
	startTag tokenKind = iota
	endTag
	rawElement // an element whose content is text to a parser, from its start tag to its end tag
	remark     // a comment, a declaration or anything read as one
)

// token is a piece of markup. Between two of them is text.
type token struct {
	kind       tokenKind
	start, end int // offsets of its '<' and after its '>'
	name       []byte
	inside     []byte      // the part between the name and the '>'
	attributes []attribute // good until the next token is read
	content    []byte      // of a raw element or a comment
}

// isEmpty reports whether a tag closes itself.
func (t *token) isEmpty() bool { return bytes.HasSuffix(t.inside, []byte("/")) }

// lexer takes markup apart into tokens without building anything. It knows comments, scripts and attribute values for
// what they are.
type lexer struct {
	token   token // the last one that was read
	src     []byte
	pos     int
	foreign int  // open <svg> and <math>: there a script is no raw text
	cut     bool // the bytes end inside a tag, a comment or a raw element
}

func newLexer(src []byte) lexer {
	return lexer{src: src, token: token{attributes: make([]attribute, 0, usualAttributes)}}
}

// usualAttributes is more than most tags have.
const usualAttributes = 12

// next reads the next token; false after the last one.
func (l *lexer) next() bool {
	for l.pos < len(l.src) {
		i := bytes.IndexByte(l.src[l.pos:], '<')
		if i < 0 {
			break
		}
		l.pos += i
		if l.markup() {
			return true
		}
	}
	l.pos = len(l.src)
	return false
}

// markup reads the construct at pos; false where it is none, or does not end.
func (l *lexer) markup() bool {
	rest := l.src[l.pos:]
	switch {
	case len(rest) < 2:
		l.pos = len(l.src)
		return false
	case isLetter(rest[1]):
		return l.startTag()
	case rest[1] == '/' && len(rest) > 2 && isLetter(rest[2]):
		return l.tag(endTag, len("</"))
	case bytes.HasPrefix(rest, []byte("<!--")):
		return l.remark(commentEnd(rest))
	case l.foreign > 0 && bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return l.remark(endAfter(rest, 0, "]]>"))
	case rest[1] == '!' || rest[1] == '?' || rest[1] == '/':
		return l.remark(endAfter(rest, 2, ">"))
	}
	l.pos++
	return false
}

// skip moves after a construct of n bytes; to the end where n is negative: it is not closed.
func (l *lexer) skip(n int) bool {
	if n < 0 {
		l.pos, l.cut = len(l.src), true
		return false
	}
	l.pos += n
	return true
}

func (l *lexer) remark(n int) bool {
	start := l.pos
	if !l.skip(n) {
		return false
	}
	t := &l.token
	t.kind, t.start, t.end, t.content = remark, start, l.pos, l.src[start+len("<!"):l.pos]
	return true
}

func (l *lexer) tag(kind tokenKind, opening int) bool {
	t := &l.token
	t.kind, t.start = kind, l.pos
	rest := l.src[l.pos+opening:]
	t.name = tagName(rest)
	rest = rest[len(t.name):]
	n := t.readAttributes(rest)
	if n < 0 {
		return l.skip(-1)
	}
	t.inside = rest[:n]
	l.pos += opening + len(t.name) + n + 1
	t.end = l.pos
	if c := t.name[0] | 0x20; l.foreign > 0 || c == 's' || c == 'm' {
		l.noteForeign()
	}
	return true
}

// noteForeign keeps count of the drawings that are open. A block of HTML ends them.
func (l *lexer) noteForeign() {
	t := &l.token
	switch isDrawing := equalFold(t.name, "svg") || equalFold(t.name, "math"); {
	case isDrawing && t.kind == startTag && !t.isEmpty():
		l.foreign++
	case isDrawing && t.kind == endTag:
		l.foreign = max(l.foreign-1, 0)
	case l.foreign > 0 && t.kind == startTag && endsDrawing(t.name):
		l.foreign = 0
	}
}

// startTag reads a start tag, and the content of an element whose content is text.
func (l *lexer) startTag() bool {
	if !l.tag(startTag, len("<")) {
		return false
	}
	return l.foreign > 0 || !isRaw(l.token.name) || l.rawElement()
}

// rawElement reads on to the end tag of an element whose start tag has been read.
func (l *lexer) rawElement() bool {
	rest := l.src[l.pos:]
	n := closeTag(rest, string(lower(l.token.name)))
	if n < 0 {
		return l.skip(-1)
	}
	end := bytes.IndexByte(rest[n:], '>')
	if end < 0 {
		return l.skip(-1)
	}
	l.pos += n + end + 1
	l.token.kind, l.token.content, l.token.end = rawElement, rest[:n], l.pos
	return true
}

// isRaw reports whether the content of an element is text to a parser.
func isRaw(name []byte) bool {
	switch name[0] | 0x20 {
	case 's', 'i', 'n', 't', 'x':
	default:
		return false
	}
	if len(name) < len("xmp") {
		return false
	}
	switch string(lower(name)) {
	case "script", "style", "iframe", "noscript", "title", "textarea", "xmp", "noembed", "noframes":
		return true
	}
	return false
}

// endAfter is the offset after the first end mark from an offset on, -1 without one.
func endAfter(b []byte, from int, mark string) int {
	i := bytes.Index(b[from:], []byte(mark))
	if i < 0 {
		return -1
	}
	return from + i + len(mark)
}

// commentEnd is the length of the comment at the beginning of b, -1 where it does not end.
func commentEnd(b []byte) int {
	for i := len("<!--"); i < len(b); {
		switch {
		case i == len("<!--") && b[i] == '>':
			return i + 1
		case i == len("<!--") && bytes.HasPrefix(b[i:], []byte("->")):
			return i + 2
		}
		n := bytes.Index(b[i:], []byte("--"))
		if n < 0 {
			return -1
		}
		i += n
		switch rest := b[i+2:]; {
		case bytes.HasPrefix(rest, []byte(">")):
			return i + 3
		case bytes.HasPrefix(rest, []byte("!>")):
			return i + 4
		}
		i++
	}
	return -1
}

// closeTag is the offset of the end tag of an element whose content is text, -1 where there is none.
func closeTag(b []byte, name string) int {
	if name == "script" {
		return scriptEnd(b)
	}
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], []byte("</"))
		if i < 0 {
			return -1
		}
		if at += i; isTagOf(b[at+len("</"):], name) {
			return at
		}
	}
}

// isTagOf reports whether b begins with a name that ends there.
func isTagOf(b []byte, name string) bool {
	return len(b) > len(name) && equalFold(b[:len(name)], name) &&
		(isBlank(b[len(name)]) || b[len(name)] == '>' || b[len(name)] == '/')
}

// scriptEnd is closeTag for a script. In a comment in it a second script may open, whose end tag is text.
func scriptEnd(b []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], []byte("</"))
		if i < 0 {
			return -1
		}
		if at += i; isTagOf(b[at+len("</"):], "script") {
			if bytes.Contains(b[:at], []byte("<!--")) {
				return escapedScriptEnd(b)
			}
			return at
		}
	}
}

func escapedScriptEnd(b []byte) int {
	escaped, doubly := false, false
	for at := 0; ; at++ {
		i := bytes.IndexAny(b[at:], "<-")
		if i < 0 {
			return -1
		}
		at += i
		switch rest := b[at:]; {
		case bytes.HasPrefix(rest, []byte("</")) && isTagOf(rest[2:], "script"):
			if !doubly {
				return at
			}
			doubly = false
		case escaped && isTagOf(rest[1:], "script"):
			doubly = true
		case !escaped && bytes.HasPrefix(rest, []byte("<!--")):
			escaped = true
			at++ // the dashes of <!--> close it again
		case escaped && bytes.HasPrefix(rest, []byte("-->")):
			escaped, doubly = false, false
		}
	}
}
