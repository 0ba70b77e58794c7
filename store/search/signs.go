package search

import (
	"slices"
	"strings"
	"unicode"
)

// signs are told apart where they stand at a Latin word or number: C++ is not C, and 100% not 100. The index has none.
const signs = "+#%&@$€£¥°§_*"

// signed are the words of a text that have a sign, folded.
func signed(text string) (found []string) {
	for _, w := range strings.FieldsFunc(Fold(text), func(r rune) bool { return !isSign(r) && !isOfName(r) }) {
		if strings.ContainsFunc(w, isSign) && strings.ContainsFunc(w, isOfName) {
			found = append(found, w)
		}
	}
	return found
}

func isSign(r rune) bool { return strings.ContainsRune(signs, r) }

// besideName tells what may stand between a word and its sign, and the sign.
func besideName(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsAny(Fold(string(r)), signs)
}

func isOfName(r rune) bool { return r < han && isOfWord(r) }

// Unspaced is a text as signed words are looked for in it: R & B has R&B.
func Unspaced(text string) string { return strings.ReplaceAll(Fold(text), " ", "") }

// isSigned reports whether a place of a text that a phrase was found at has the signs that were asked for with it.
func (e Expression) isSigned(p Phrase, text string, start, end int) bool {
	around := ""
	for _, g := range e.Groups {
		for _, a := range g {
			if a.Not || !slices.ContainsFunc(a.Phrases, func(q Phrase) bool { return slices.Equal(p, q) }) {
				continue
			}
			if around == "" && a.Signed != nil {
				around = Unspaced(text[:start][len(strings.TrimRightFunc(text[:start], besideName)):] + text[start:end] +
					text[end:][:len(text[end:])-len(strings.TrimLeftFunc(text[end:], besideName))])
			}
			if !slices.ContainsFunc(a.Signed, func(w string) bool { return !strings.Contains(around, w) }) {
				return true
			}
		}
	}
	return false
}

// hasSigns reports whether signs are asked for.
func (e Expression) hasSigns() bool {
	return slices.ContainsFunc(e.Groups, func(g Group) bool {
		return slices.ContainsFunc(g, func(a Atom) bool { return a.Signed != nil })
	})
}
