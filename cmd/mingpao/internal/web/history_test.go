package web

import (
	"fmt"
	"testing"

	"mingpao/cmd/mingpao/internal/diff"
)

// TestStretches folds away what is the same, but for a paragraph on either side of what differs; nothing is lost.
func TestStretches(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{"", ""}, {"x", "x"}, {"....x....", "(...).x.(...)"}, {"...x...", "...x..."}, {"x......x", "x.(....).x"},
		{"x...x", "x...x"}, {"xx", "xx"}, {".......", "(.......)"},
	} {
		var lines []diff.Line
		for _, l := range c.lines {
			op := diff.Same
			if l == 'x' {
				op = diff.Come
			}
			lines = append(lines, diff.Line{{Op: op, Text: string(l)}})
		}
		got := ""
		for _, s := range stretches(lines) {
			part := ""
			for _, l := range s.Lines {
				part += l[0].Text
			}
			if s.Folded {
				part = fmt.Sprintf("(%s)", part)
			}
			got += part
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.lines, got, c.want)
		}
	}
}
