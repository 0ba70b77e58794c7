package extract

import "bytes"

// attribute is the raw value of an attribute of a start tag, "" where it is absent.
func attribute(attrs []byte, key string) string {
	for len(attrs) > 0 {
		var name, value []byte
		name, value, attrs = nextAttribute(attrs)
		if equalFold(name, key) {
			return string(value)
		}
	}
	return ""
}

// nextAttribute splits the first attribute off.
func nextAttribute(b []byte) (name, value, rest []byte) {
	b = bytes.TrimLeft(b, " \t\r\n\f/")
	i := bytes.IndexAny(b, "= \t\r\n\f/")
	if i < 0 {
		return b, nil, nil
	}
	name, b = b[:i], bytes.TrimLeft(b[i:], " \t\r\n\f")
	if len(b) == 0 || b[0] != '=' {
		return name, nil, b
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n\f")
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		if n := bytes.IndexByte(b[1:], b[0]); n >= 0 {
			return name, b[1 : n+1], b[n+2:]
		}
	}
	if n := bytes.IndexAny(b, " \t\r\n\f"); n >= 0 {
		return name, b[:n], b[n:]
	}
	return name, b, nil
}

func tagName(b []byte) []byte {
	for i, c := range b {
		if c == ' ' || c == '/' || c == '\n' || c == '\t' || c == '\r' || c == '\f' {
			return b[:i]
		}
	}
	return b
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func equalFold(b []byte, s string) bool { return len(b) == len(s) && bytes.EqualFold(b, []byte(s)) }
