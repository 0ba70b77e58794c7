package window

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// attribute is an attribute of a tag as it is written, by its places in the tag after the name: without pointers,
// which cost time where a garbage collector runs.
type attribute struct {
	name, nameEnd   int
	value, valueEnd int
	end             int // after the quote of its value
}

// maxAttributes is four times those of the richest tag in 1,455 pages. Any further ones are not read.
const maxAttributes = 128

// readAttributes reads the attributes of a tag, of which b begins after the name, as the standard does. It returns
// the offset of the '>' that closes the tag; -1 where it is not closed.
func (t *token) readAttributes(b []byte) int {
	t.attributes = t.attributes[:0]
	for i := skipBlanks(b, 0); i < len(b); {
		if b[i] == '>' {
			return i
		}
		a := attribute{name: i, nameEnd: skipName(b, i)}
		a.end = a.nameEnd
		if i = skipBlanks(b, a.end); i == len(b) {
			break
		}
		switch b[i] {
		case '/':
			i = skipBlanks(b, i+1)
		case '=':
			if i = skipBlanks(b, i+1); i == len(b) || !a.readValue(b, i) {
				return -1
			}
			i = skipBlanks(b, a.end)
		}
		if a.nameEnd > a.name && len(t.attributes) < maxAttributes {
			t.attributes = append(t.attributes, a)
		}
	}
	return -1
}

// readValue reads an attribute's value that begins at i; false where its quote is not closed.
func (a *attribute) readValue(b []byte, i int) bool {
	if quote := b[i]; quote == '"' || quote == '\'' {
		n := bytes.IndexByte(b[i+1:], quote)
		a.value, a.valueEnd, a.end = i+1, i+1+n, i+1+n+1
		return n >= 0
	}
	end := i
	for end < len(b) && !isBlank(b[end]) && b[end] != '>' {
		end++
	}
	a.value, a.valueEnd, a.end = i, end, end
	return true
}

// skipName steps over an attribute's name. An equals sign at its beginning is a part of it.
func skipName(b []byte, i int) int {
	if i < len(b) && b[i] == '=' {
		i++
	}
	for i < len(b) && !endsName[b[i]] {
		i++
	}
	return i
}

// endsName has the characters after the name of a tag or an attribute; an equals sign may be in that of a tag.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true, '=': true}

// tagName is the name at the beginning of a tag's content.
func tagName(b []byte) []byte {
	for i, c := range b {
		if endsName[c] && c != '=' {
			return b[:i]
		}
	}
	return b
}

// nameOf and valueOf are the parts of an attribute of a tag.
func (t *token) nameOf(a *attribute) []byte  { return t.inside[a.name:a.nameEnd] }
func (t *token) valueOf(a *attribute) []byte { return t.inside[a.value:a.valueEnd] }

// has reports whether a tag has an attribute, with a value or without.
func (t *token) has(key string) bool { return t.find(key) != nil }

// value is the raw value of an attribute, nil where it is absent.
func (t *token) value(key string) []byte {
	if a := t.find(key); a != nil {
		return t.valueOf(a)
	}
	return nil
}

// find is the first attribute of a name, nil where there is none.
func (t *token) find(key string) *attribute {
	for i := range t.attributes {
		if a := &t.attributes[i]; equalFold(t.nameOf(a), key) {
			return a
		}
	}
	return nil
}

// markOf is the first of some marks that a tag bears, nil where it bears none.
func (t *token) markOf(marks []Mark) *Mark {
	for i := range marks {
		m := &marks[i]
		if equalFold(t.name, m.Element) && (m.Token == "" || HasToken(t.value(m.Attribute), m.Token)) {
			return m
		}
	}
	return nil
}

// HasToken looks for a token in an attribute's value, its parts separated by white space.
func HasToken[T string | []byte](value T, token string) bool {
	for len(value) >= len(token) {
		i := 0
		for i < len(value) && value[i] > ' ' {
			i++
		}
		if string(value[:i]) == token {
			return true
		}
		value = value[min(i+1, len(value)):]
	}
	return false
}

func skipBlanks(b []byte, i int) int {
	for i < len(b) && isBlank(b[i]) {
		i++
	}
	return i
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// lower is a name in lower case, the same slice where it is so already. Only the letters of ASCII have cases in markup.
func lower(name []byte) []byte {
	for first, c := range name {
		if !isUpper(c) {
			continue
		}
		low := bytes.Clone(name)
		for i := first; i < len(low); i++ {
			if isUpper(low[i]) {
				low[i] += 'a' - 'A'
			}
		}
		return low
	}
	return name
}

// nameOf is a name in lower case as a string; the names that HTML knows are not copied.
func nameOf(name []byte) string { return atom.String(lower(name)) }

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// equalFold compares with a word in lower case.
func equalFold(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i := range len(s) {
		if c := b[i]; c != s[i] && (!isUpper(c) || c|0x20 != s[i]) {
			return false
		}
	}
	return true
}
