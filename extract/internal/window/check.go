package window

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// checker reads a part token by token. It refuses one in which a construct swallows text, or of which one has lost
// its beginning: a parser would not read those as they were written.
type checker struct {
	lexer
	after int    // where the text before the next token begins
	text  []byte // before the token
	roots int    // <html> and <body> tags
}

// check reads a part to its end.
func check(part []byte) error {
	if len(part) > maxPart {
		return ErrLarge
	}
	c := checker{lexer: newLexer(part)}
	for {
		if more, err := c.next(); !more {
			return err
		}
	}
}

// next reads a token; false after the last one.
func (c *checker) next() (bool, error) {
	more := c.lexer.next()
	end := len(c.src)
	if more {
		end = c.token.start
	}
	c.text = c.src[c.after:end]
	switch {
	case endsTag(c.text):
		return false, ErrRemnant
	case !more:
		return false, nil
	case swallows(&c.token):
		return false, ErrSwallowed
	}
	c.after = c.pos
	if isRoot(&c.token) {
		c.roots++
	}
	if c.roots > maxRoots {
		return false, ErrRoots
	}
	return true, nil
}

// isRoot reports whether a tag is one that a parser merges into the page's own.
func isRoot(t *token) bool {
	return t.kind == startTag && (equalFold(t.name, "html") || equalFold(t.name, "body"))
}

// blockEnds are the ends of the elements that a text consists of. No value, script or frame in the text of 169 real
// articles has one; a script may make a <div>.
var blockEnds = [][]byte{[]byte("</p"), []byte("</h"), []byte("</article"), []byte("</li"), []byte("</td")}

// swallows reports whether a token continues into the text after it: its own end is missing.
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

// remarkSwallows reports whether a comment covers another one, or is text after "</" or "<!", which a parser takes
// for a remark.
func remarkSwallows(content []byte) bool {
	if bytes.HasPrefix(content, []byte("--")) {
		return bytes.Contains(content, []byte("<!--"))
	}
	return isText(content)
}

// hasTextInside reports whether a tag continues over a text, by its attributes: a name that is not of markup, or a
// tag in a value that is not prose.
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

// endsTag reports whether a text has the end of a tag of which the beginning is lost: that of a value, a comment or a
// name.
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

// endsInName reports whether a text ends in the name of an element, as pages write it.
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
