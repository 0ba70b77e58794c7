package versions

import (
	"fmt"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/extract"
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

// TestFieldsThatDiffer shows of many captions those that were changed.
func TestFieldsThatDiffer(t *testing.T) {
	before := &extract.Article{Images: []extract.Image{{Caption: "一樣的說明。"}, {Caption: "海邊，早上。"}}}
	after := &extract.Article{Images: []extract.Image{{Caption: "一樣的說明。"}, {Caption: "海邊，傍晚。"}}}
	var p historyPage
	p.compare(before, after)
	text := ""
	for _, s := range p.Fields[0].Line {
		text += s.Text
	}
	if len(p.Fields) != 1 || strings.Contains(text, "一樣") || !strings.Contains(text, "傍晚") {
		t.Errorf("%+v", p.Fields)
	}
}
