package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalise folds white space (U+3000 and no-break spaces included) to one space, deletes zero-width and control
// characters where they are no part of an emoji, and maps radicals and compatibility ideographs to the ideograph that
// they stand for. Nothing else: full-width forms and rare characters stay.
func normalise(s string) string {
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
		case isSpace(r):
			space = b.Len() > 0
			continue
		case isInvisible(r) && !joinsEmoji(before, r, s[i+utf8.RuneLen(r):]):
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

// ideograph is the ideograph that a look-alike stands for.
func ideograph(r rune) string {
	if plain, ok := ideographOf[r]; ok {
		return string(plain)
	}
	return norm.NFKC.String(string(r))
}

// joinsEmoji holds for an invisible character that makes one emoji of several: a joiner between two of them, and the
// letters behind a flag.
func joinsEmoji(before, r rune, rest string) bool {
	const joiner, flag, variation = 0x200D, 0x1F3F4, 0xFE0F
	switch {
	case r == joiner:
		return (isEmoji(before) || before == variation) && isEmoji(firstRune(rest))
	case isTag(r):
		return before == flag || isTag(before)
	}
	return false
}

// isTag holds for the invisible letters that name a flag.
func isTag(r rune) bool { return r >= 0xE0020 && r <= 0xE007F }

// isEmoji holds for the blocks that emoji and their skin tones stand in: arrows to miscellaneous symbols, and the
// pictographs.
func isEmoji(r rune) bool { return r >= 0x2190 && r <= 0x2BFF || r >= 0x1F000 && r <= 0x1FAFF }

// isNormal tells cheaply that there is nothing to do, which is the common case.
func isNormal(s string) bool {
	last := ' '
	for _, r := range s {
		if r > '\u3000' && r < '\uF900' { // nearly all of a Chinese text
			last = r
			continue
		}
		if isInvisible(r) || isLookalike(r) || isSpace(r) && (r != ' ' || last == ' ') {
			return false
		}
		last = r
	}
	return last != ' ' || s == ""
}

func isSpace(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0x85, r == 0xA0, r == 0x3000:
		return true
	case r < 0x1680:
		return false
	}
	return unicode.IsSpace(r)
}

// isInvisible holds for zero-width and control characters, the byte order mark and the object placeholder.
func isInvisible(r rune) bool {
	switch {
	case r < 0x20:
		return !isSpace(r)
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

// isLookalike holds for characters that a PDF paste leaves in place of the ideograph.
func isLookalike(r rune) bool {
	return r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isColon(r rune) bool { return r == ':' || r == '：' || r == '﹕' || r == '︰' }

func runes(s string) int { return utf8.RuneCountInString(s) }

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// endsSentence tells that a line ends as prose does. A closing quote or bracket behind the mark counts as well.
func endsSentence(s string) bool {
	return strings.ContainsRune("。！？；…!?;", lastRune(strings.TrimRight(s, "」』）)”’\"")))
}

// trimColon cuts a colon of any form off the end.
func trimColon(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool { return isColon(r) || r == ' ' })
}

// cutColon splits at the first colon of any form.
func cutColon(s string) (before, after string, found bool) {
	i := strings.IndexFunc(s, isColon)
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+utf8.RuneLen(firstRune(s[i:])):]), true
}

// wrapped returns what stands between the opening and closing mark when they enclose the whole text.
func wrapped(s, left, right string) (string, bool) {
	if !strings.HasPrefix(s, left) || !strings.HasSuffix(s, right) || len(s) < len(left)+len(right) {
		return "", false
	}
	in := s[len(left) : len(s)-len(right)]
	return strings.TrimSpace(in), !strings.ContainsAny(in, left+right)
}

// bracketed returns what stands in round brackets of either width when they enclose the whole text.
func bracketed(s string) (string, bool) {
	if in, ok := wrapped(s, "（", "）"); ok {
		return in, true
	}
	return wrapped(s, "(", ")")
}
