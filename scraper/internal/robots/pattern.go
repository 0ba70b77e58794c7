package robots

import (
	"net/url"
	"strconv"
	"strings"
)

// pattern is the path of a rule.
type pattern struct {
	parts  []string // between its stars
	whole  bool     // it ends in $: the path ends there, too
	length int      // in octets
}

func newPattern(value string) pattern {
	value, whole := strings.CutSuffix(value, "$")
	p := pattern{whole: whole, length: len(escaped(value))}
	if whole {
		p.length++
	}
	for part := range strings.SplitSeq(value, "*") {
		p.parts = append(p.parts, decoded(escaped(part)))
	}
	return p
}

// matches reports whether a path begins as the pattern says. A star takes as little as it can.
func (p pattern) matches(path string) bool {
	path, ok := strings.CutPrefix(path, p.parts[0])
	for i, part := range p.parts[1:] {
		if p.whole && i == len(p.parts)-2 {
			return ok && strings.HasSuffix(path, part)
		}
		if ok {
			_, path, ok = strings.Cut(path, part)
		}
	}
	return ok && (!p.whole || path == "")
}

// Target is what of an address is compared with rules: its path and query, percent-encoded.
func Target(u *url.URL) string {
	target := url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	return escaped(target.RequestURI())
}

// escaped percent-encodes what cannot stand in an address: octets outside of ASCII, spaces, a percent sign that
// encodes nothing. Escapes are in upper case.
func escaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c, isEscape := escape(s[i:]); {
		case isEscape:
			writeEscape(&b, c)
			i += 2
		case s[i] >= 0x7F || s[i] <= ' ' || s[i] == '%':
			writeEscape(&b, s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// decoded resolves the escapes of characters that mean the same without (RFC 9309, 2.2.2). In a rule %2A and %24 are
// the characters that * and $ do not stand for.
func decoded(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, isEscape := escape(s[i:])
		switch {
		case !isEscape:
			b.WriteByte(s[i])
			continue
		case isUnreserved(c) || c == '*' || c == '$':
			b.WriteByte(c)
		default:
			writeEscape(&b, c)
		}
		i += 2
	}
	return b.String()
}

// escape reads the escape that a text begins with.
func escape(s string) (c byte, ok bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	v, err := strconv.ParseUint(s[1:3], 16, 8)
	return byte(v), err == nil
}

func writeEscape(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.Write([]byte{'%', hex[c>>4], hex[c&15]})
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
