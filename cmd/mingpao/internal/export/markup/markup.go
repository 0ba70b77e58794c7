// Package markup makes texts fit for HTML and XML.
package markup

import (
	"html"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
)

// Escaped is a text in HTML and XML.
func Escaped(s string) string { return html.EscapeString(Legal(s)) }

// Legal deletes the characters that XML does not have, and those that act on a reader.
func Legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF || r >= 0xD800 && r <= 0xDFFF {
			return -1
		}
		return r
	}, terminal.Plain(s))
}
