package block

import (
	"strings"

	"golang.org/x/net/html"

	"mingpao/extract/internal/chars"
)

// formula writes <math> as a line of text: x², a/b, √2. What is not shown of it, its source, is an <annotation>.
func formula(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(chars.Normalise(c.Data))
		case c.Type == html.ElementNode && !IsHidden(c) && SortOf(c.DataAtom) != Silent:
			b.WriteString(term(c))
		}
	}
	return b.String()
}

// term writes an element of a formula.
func term(n *html.Node) string {
	switch n.Data {
	case "msup", "msub", "mfrac", "msqrt", "msubsup":
	default:
		return formula(n)
	}
	var parts []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			parts = append(parts, term(c))
		}
	}
	switch {
	case n.Data == "msqrt":
		return "√" + grouped(strings.Join(parts, ""))
	case n.Data == "mfrac" && len(parts) == 2:
		return grouped(parts[0]) + "/" + grouped(parts[1])
	case n.Data == "msup" && len(parts) == 2:
		return parts[0] + moved(parts[1], superscripts)
	case n.Data == "msub" && len(parts) == 2:
		return parts[0] + moved(parts[1], subscripts)
	case n.Data == "msubsup" && len(parts) == 3:
		return parts[0] + moved(parts[1], subscripts) + moved(parts[2], superscripts)
	}
	return strings.Join(parts, "")
}

// moved writes an index or an exponent: a number in characters of its own, else after a sign.
func moved(text, to string) string {
	if text != "" && strings.Trim(text, plainDigits) == "" {
		return move(text, to)
	}
	if to == superscripts {
		return "^" + grouped(text)
	}
	return grouped(text)
}

// grouped sets what has more than one term in brackets.
func grouped(text string) string {
	if strings.ContainsAny(text, "+-−×*/= ") {
		return "(" + text + ")"
	}
	return text
}
