package window

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// attribute is the raw value of an attribute of a start tag, nil where it is absent.
func attribute(attrs []byte, key string) []byte {
	for len(attrs) > 0 {
		var name, value []byte
		name, value, attrs = nextAttribute(attrs)
		if equalFold(name, key) {
			return value
		}
	}
	return nil
}

// hasAttribute tells an attribute that is there, with a value or without.
func hasAttribute(attrs []byte, key string) bool {
	for len(attrs) > 0 {
		var name []byte
		if name, _, attrs = nextAttribute(attrs); equalFold(name, key) {
			return true
		}
	}
	return false
}

// nextAttribute splits the first attribute off.
func nextAttribute(b []byte) (name, value, rest []byte) {
	i := 0
	for i < len(b) && (isBlank(b[i]) || b[i] == '/') {
		i++
	}
	start := i
	for i < len(b) && b[i] != '=' && b[i] != '/' && !isBlank(b[i]) {
		i++
	}
	name = b[start:i]
	if i = skipBlanks(b, i); i == len(b) || b[i] != '=' {
		return name, nil, b[i:]
	}
	i = skipBlanks(b, i+1)
	end := i
	if i < len(b) && (b[i] == '"' || b[i] == '\'') {
		if n := bytes.IndexByte(b[i+1:], b[i]); n >= 0 {
			return name, b[i+1 : i+1+n], b[i+n+2:]
		}
	}
	for end < len(b) && !isBlank(b[end]) {
		end++
	}
	return name, b[i:end], b[end:]
}

// HasToken looks for a token in an attribute's value, its parts separated by white space.
func HasToken[T string | []byte](value T, token string) bool {
	for len(value) > 0 {
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

// tagName is the name at the beginning of a tag's content.
func tagName(b []byte) []byte {
	for i, c := range b {
		if c == '/' || c == '>' || isBlank(c) {
			return b[:i]
		}
	}
	return b
}

// tagEnd is the offset of the '>' that closes a tag, of which b begins behind the name, as the standard finds it; -1 where
// it is not closed.
func tagEnd(b []byte) int {
	for i := skipBlanks(b, 0); i < len(b); {
		if b[i] == '>' {
			return i
		}
		if i = skipBlanks(b, skipName(b, i)); i == len(b) {
			break
		}
		switch b[i] {
		case '/':
			i = skipBlanks(b, i+1)
		case '=':
			i = skipBlanks(b, skipValue(b, skipBlanks(b, i+1)))
		}
	}
	return -1
}

// skipName steps over an attribute's name. An equals sign at its beginning is a part of it.
func skipName(b []byte, i int) int {
	for first := i; i < len(b) && (!endsName[b[i]] || b[i] == '=' && i == first); i++ {
	}
	return i
}

// endsName has the characters behind an attribute's name.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true, '=': true}

// skipValue steps over an attribute's value; to the end of b where its quote is not closed.
func skipValue(b []byte, i int) int {
	switch {
	case i == len(b):
		return i
	case b[i] == '"' || b[i] == '\'':
		n := bytes.IndexByte(b[i+1:], b[i])
		if n < 0 {
			return len(b)
		}
		return i + 1 + n + 1
	}
	for i < len(b) && !isBlank(b[i]) && b[i] != '>' {
		i++
	}
	return i
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
	return len(b) == len(s) && (len(s) == 0 || b[0]|0x20 == s[0]|0x20) && bytes.EqualFold(b, []byte(s))
}
