package block

import (
	"strings"

	"golang.org/x/net/html"
)

// superscripts and subscripts have the characters that Unicode sets higher or lower, behind the plain one.
var (
	superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷",
		"8", "⁸",
		"9", "⁹", "+", "⁺", "-", "⁻", "−", "⁻")
	subscripts = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8",
		"₈",
		"9", "₉", "+", "₊", "-", "₋", "−", "₋")
)

// script walks <sup> and <sub>. A number keeps its meaning, 10⁶ and not 106; letters and a note's [1] have theirs on
// the line.
func (w *walker) script(n *html.Node, raised *strings.Replacer) {
	text := LineOf(n)
	switch {
	case !strings.ContainsAny(text, "0123456789") || strings.ContainsAny(text, "[](（"):
		w.children(n)
	case strings.Trim(text, "0123456789+-−") == "":
		w.append(raised.Replace(text))
	default:
		w.append("^")
		w.children(n)
	}
}

// reading sets the reading of a ruby in brackets.
func (w *walker) reading(n *html.Node) {
	if LineOf(n) == "" {
		return
	}
	w.append("（")
	w.children(n)
	w.append("）")
}

// quoted gives <q> the quotes that a browser sets.
func (w *walker) quoted(n *html.Node) {
	left, right := "「", "」"
	if w.quotes%2 == 1 {
		left, right = "『", "』"
	}
	w.append(left)
	w.within(&w.quotes, n)
	w.append(right)
}
