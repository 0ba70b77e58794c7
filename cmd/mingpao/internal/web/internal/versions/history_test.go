package versions

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
		var rows []diff.Row
		for _, l := range c.lines {
			op := diff.Same
			if l == 'x' {
				op = diff.Come
			}
			rows = append(rows, diff.Row{Line: diff.Line{{Op: op, Text: string(l)}}})
		}
		got := ""
		for _, s := range stretches(rows) {
			part := ""
			for _, r := range s.Rows {
				part += r.Line[0].Text
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
