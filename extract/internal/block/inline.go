package block

import (
	"slices"
	"strings"
)

// The characters that Unicode has for those of plainDigits, raised and lowered.
const (
	plainDigits  = "0123456789+-−"
	superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"
	subscripts   = "₀₁₂₃₄₅₆₇₈₉₊₋₋"
)

// scriptText returns what is written for a superscript or subscript of a text, and whether that is all of it. A number
// keeps its meaning, 10⁶ and not 106; letters and a note's [1] have theirs on the line.
func scriptText(text, moved string) (written string, whole bool) {
	switch {
	case !strings.ContainsAny(text, "0123456789") || strings.ContainsAny(text, "[](（"):
		return "", false
	case strings.Trim(text, plainDigits) == "":
		return move(text, moved), true
	}
	return "^", false
}

// move writes a number in raised or lowered characters.
func move(number, moved string) string {
	from, to := []rune(plainDigits), []rune(moved)
	return strings.Map(func(r rune) rune { return to[slices.Index(from, r)] }, number)
}

// quotesAt returns the quotes of a <q> within a number of others.
func quotesAt(depth int) (left, right string) {
	if depth%2 == 1 {
		return "『", "』"
	}
	return "「", "」"
}
