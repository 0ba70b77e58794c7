package corpus_test

import (
	"cmp"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mingpao/store/catalog"
	"mingpao/store/corpus"
)

// TestDrawn: the same seed draws the same lines, in their order; what is added takes the place of few.
func TestDrawn(t *testing.T) {
	var lines []corpus.Line
	for i := range 1000 {
		lines = append(lines, corpus.Line{ID: fmt.Sprint(i / 3), Ordinal: i % 3, Day: fmt.Sprint(i)})
	}
	draw := func(n int, seed int64, from []corpus.Line) (days []string) {
		for line := range corpus.Drawn(withErrors(from), n, seed) {
			days = append(days, line.Day)
		}
		return days
	}
	once := draw(50, 4, lines)
	if len(once) != 50 || !slices.Equal(once, draw(50, 4, lines)) || slices.Equal(once, draw(50, 5, lines)) {
		t.Errorf("%d lines: %q", len(once), once)
	}
	if !slices.IsSortedFunc(once, func(a, b string) int { return cmp.Or(len(a)-len(b), cmp.Compare(a, b)) }) {
		t.Errorf("out of order: %q", once)
	}
	same := 0
	for _, day := range draw(50, 4, lines[:900]) {
		if slices.Contains(once, day) {
			same++
		}
	}
	if same < 40 {
		t.Errorf("of fifty lines only %d are the same in an archive that has grown by a tenth", same)
	}
	if got := draw(5000, 1, lines); len(got) != len(lines) {
		t.Errorf("%d of all", len(got))
	}
}

func withErrors(lines []corpus.Line) iter.Seq2[corpus.Line, error] {
	return func(yield func(corpus.Line, error) bool) {
		for _, l := range lines {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// TestPattern: a regular expression sees the text as it is written, and what is empty is no hit.
func TestPattern(t *testing.T) {
	texts := corpus.Of(catalog.Text{Title: "甲1", Body: "乙22，丙"})
	for pattern, want := range map[string]string{`\d+`: "1 22", `\d*`: "1 22", `^.`: "甲 乙", `丁`: ""} {
		var got []string
		for line := range corpus.Lines(corpus.Pattern(regexp.MustCompile(pattern)).Hits(texts), 3) {
			got = append(got, line.Hit)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", pattern, s, want)
		}
	}
}
