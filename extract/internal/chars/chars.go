// Package chars is about characters and short texts.
//
//	chars.go      white space, invisible characters, colons, brackets, the end of a sentence; Normalise; Compiled
//	radicals.go   radicals and the ideographs that they look like
package chars

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise folds white space (U+3000 and no-break spaces included) to one space, deletes zero-width and control
// characters where they are no part of an emoji, and maps radicals and compatibility ideographs to the ideograph that
// they represent. Nothing else: full-width forms and rare characters stay.
func Normalise(s string) string {
	if isNormal(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	last := rune(0) // the character before, as it was
	for i, r := range s {
		before := last
		last = r
		switch {
		case IsSpace(r):
			space = b.Len() > 0
			continue
		case IsInvisible(r) && !joinsEmoji(before, r, s[i+utf8.RuneLen(r):]):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if isLookalike(r) {
			b.WriteString(ideograph(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// ideograph is the ideograph that a look-alike represents.
func ideograph(r rune) string {
	if i := strings.IndexRune(radicals, r); i >= 0 {
		return string(First(radicals[i+utf8.RuneLen(r):]))
	}
	return norm.NFKC.String(string(r))
}

// joinsEmoji reports whether an invisible character makes one emoji of several: a joiner between two of them, and the
// letters after a flag.
func joinsEmoji(before, r rune, rest string) bool {
	const joiner, flag, variation = 0x200D, 0x1F3F4, 0xFE0F
	switch {
	case r == joiner:
		return (isEmoji(before) || before == variation) && isEmoji(First(rest))
	case isTag(r):
		return before == flag || isTag(before)
	}
	return false
}

// isTag reports whether r is an invisible letter that names a flag.
func isTag(r rune) bool { return r >= 0xE0020 && r <= 0xE007F }

// isEmoji reports whether r is in a block of emoji and their skin tones: arrows to miscellaneous symbols, and the
// pictographs.
func isEmoji(r rune) bool { return r >= 0x2190 && r <= 0x2BFF || r >= 0x1F000 && r <= 0x1FAFF }

// isNormal reports cheaply whether there is nothing to do, which is the common case.
func isNormal(s string) bool {
	last := ' '
	for _, r := range s {
		if r > '\u3000' && r < '\uF900' { // nearly all of a Chinese text
			last = r
			continue
		}
		if IsInvisible(r) || isLookalike(r) || IsSpace(r) && (r != ' ' || last == ' ') {
			return false
		}
		last = r
	}
	return last != ' ' || s == ""
}

// IsSpace reports whether r is white space, ideographic space included.
func IsSpace(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0x85, r == 0xA0, r == 0x3000:
		return true
	case r < 0x1680:
		return false
	}
	return unicode.IsSpace(r)
}

// IsInvisible reports whether r is a zero-width or control character, the byte order mark or the object placeholder.
func IsInvisible(r rune) bool {
	switch {
	case r < 0x20:
		return !IsSpace(r)
	case r < 0x7F:
		return false
	case r < 0xA0:
		return r != 0x85
	case r == 0xAD, r == 0x061C, r == 0xFEFF, r == 0xFFFC:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	}
	return r >= 0xFFF9 && r <= 0xFFFB || r >= 0xE0000 && r <= 0xE007F
}

// isLookalike reports whether r is a character that a PDF paste leaves in place of the ideograph.
func isLookalike(r rune) bool {
	return r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}

// IsHan reports whether r is a Chinese character.
func IsHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// IsColon reports whether r is a colon of any form.
func IsColon(r rune) bool { return r == ':' || r == '：' || r == '﹕' || r == '︰' }

// Count is the number of characters in a text.
func Count(s string) int { return utf8.RuneCountInString(s) }

// First is the first character of a text.
func First(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// Last is the last character of a text.
func Last(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// EndsSentence reports whether a line ends as prose does. A closing quote or bracket may follow the mark.
func EndsSentence(s string) bool {
	return strings.ContainsRune("。！？；…!?;", Last(strings.TrimRight(s, "」』）)”’\"")))
}

// TrimColon cuts a colon of any form off the end.
func TrimColon(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool { return IsColon(r) || r == ' ' })
}

// CutColon splits at the first colon of any form.
func CutColon(s string) (before, after string, found bool) {
	i := strings.IndexFunc(s, IsColon)
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+utf8.RuneLen(First(s[i:])):]), true
}

// Wrapped returns the text between an opening and a closing mark that enclose the whole.
func Wrapped(s, left, right string) (string, bool) {
	if !strings.HasPrefix(s, left) || !strings.HasSuffix(s, right) || len(s) < len(left)+len(right) {
		return "", false
	}
	in := s[len(left) : len(s)-len(right)]
	return strings.TrimSpace(in), !strings.ContainsAny(in, left+right)
}

// Bracketed returns the text in round brackets of either width that enclose the whole.
func Bracketed(s string) (string, bool) {
	if in, ok := Wrapped(s, "（", "）"); ok {
		return in, true
	}
	return Wrapped(s, "(", ")")
}

// HasAny reports whether a text has one of some parts.
func HasAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// HasAnyPrefix reports whether a text begins with one of some prefixes.
func HasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// HasAnySuffix reports whether a text ends in one of some suffixes.
func HasAnySuffix(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
}

// IsVisible reports whether a text has a character that shows.
func IsVisible(s string) bool {
	for _, r := range s {
		if !IsSpace(r) && !IsInvisible(r) {
			return true
		}
	}
	return false
}

// Fits reports whether a text has a form: a digit for each 0 in it, and the rest as it is.
func Fits(s, form string) bool {
	if len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		if isDigit := s[i] >= '0' && s[i] <= '9'; s[i] != form[i] && !(isDigit && form[i] == '0') {
			return false
		}
	}
	return true
}

// Compiled returns a regular expression that is Compiled when it is first asked for.
func Compiled(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
