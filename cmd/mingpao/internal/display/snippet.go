package display

import (
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store/search"
)

// snippetSize is how many characters of text stand on each side of a hit.
const snippetSize = 30

// Snippet is the text around the first hit, the hits in it marked; the opening of the text where only the headline
// holds them. Its lines have a given width.
func Snippet(body string, query search.Expression, st terminal.Style, cells int) string {
	body = terminal.Plain(body)
	start, end := query.Around(body, snippetSize, 2*snippetSize)
	spans := mark(body[start:end], query)
	if start > 0 {
		spans = append([]terminal.Span{{Text: "…"}}, spans...)
	}
	if end < len(body) {
		spans = append(spans, terminal.Span{Text: "…"})
	}
	return st.Wrap(spans, cells, "    ")
}

// mark marks the hits in a text.
func mark(text string, query search.Expression) []terminal.Span {
	var spans []terminal.Span
	flat := strings.NewReplacer("\n\n", " ", "\n", " ", "\t", " ").Replace
	done := 0
	for start, end := range query.Places(text) {
		spans = append(spans, terminal.Span{Text: flat(text[done:start])},
			terminal.Span{Mark: terminal.Hit, Text: flat(text[start:end])})
		done = end
	}
	return append(spans, terminal.Span{Text: flat(text[done:])})
}
