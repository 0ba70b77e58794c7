package history

import (
	"strings"
	"unicode"
)

// isOpening reports whether an opening shows nothing else than a version does, which may itself be known by an opening.
func isOpening(l Look, of version) bool {
	return opens(l, of.First) || of.Opening && opens(of.First, l)
}

// opens reports whether an opening is that of a text: it has the headline, and the text begins with it. Spaces do not
// count, nor does the last clause, which may be cut off.
func opens(l, whole Look) bool {
	if folded(l.Title) != folded(whole.Title) {
		return false
	}
	text, opening := folded(whole.Text), strings.TrimRightFunc(folded(l.Text), endsClause)
	if strings.HasPrefix(text, opening) {
		return true
	}
	last := strings.LastIndexFunc(opening, endsClause)
	return last > 0 && strings.HasPrefix(text, opening[:last])
}

func endsClause(r rune) bool { return strings.ContainsRune("，。；：！？、…—,.;:!?", r) }

// folded is a text without its spaces.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}
