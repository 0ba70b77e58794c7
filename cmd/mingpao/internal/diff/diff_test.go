package diff

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMerged(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		want                []Line
	}{
		{"the same", "一，二。\n\n三。", "一，二。\n\n三。", []Line{{{Same, "一，二。"}}, {{Same, "三。"}}}},
		{"a clause", "一，二，三。", "一，五，三。", []Line{{{Same, "一，"}, {Gone, "二，"}, {Come, "五，"}, {Same, "三。"}}}},
		{"a paragraph goes", "一。\n\n二。\n\n三。", "一。\n\n三。", []Line{{{Same, "一。"}}, {{Gone, "二。"}}, {{Same, "三。"}}}},
		{"a paragraph comes", "一。", "一。\n\n二。", []Line{{{Same, "一。"}}, {{Come, "二。"}}}},
		{"from nothing", "", "一。", []Line{{{Come, "一。"}}}},
		{"to nothing", "一。", "", []Line{{{Gone, "一。"}}}},
		{"text that looks like a diff", "-- 甲\n\n@@ 乙", "++ 甲\n\n@@ 乙",
			[]Line{{{Gone, "-- 甲"}}, {{Come, "++ 甲"}}, {{Same, "@@ 乙"}}}},
		{"English by sentences", "He came. He saw.", "He came. She saw.",
			[]Line{{{Same, "He came. "}, {Gone, "He saw."}, {Come, "She saw."}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, Merged(c.before, c.after)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestBothTextsAreInTheirDifference holds for texts of any length: the parts that stand in a text are that text.
func TestBothTextsAreInTheirDifference(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	text := func() string {
		var b strings.Builder
		for range r.Intn(40) {
			b.WriteString([]string{"甲，", "乙，", "丙。", "丁", "- ", "+++ ", "@@ -1,1", "。\n\n"}[r.Intn(8)])
		}
		return b.String()
	}
	for range 500 {
		before, after := text(), text()
		for op, want := range map[Op]string{Come: before, Gone: after} {
			var merged, beside strings.Builder
			for _, l := range Merged(before, after) {
				merged.WriteString(l.without(op))
			}
			for _, p := range SideBySide(before, after) {
				beside.WriteString(map[Op]Line{Come: p.Before, Gone: p.After}[op].without(op))
			}
			want = strings.ReplaceAll(want, "\n\n", "")
			if merged.String() != want || beside.String() != want {
				t.Fatalf("%q\n%q\nmerged %q\nbeside %q, want %q", before, after, merged.String(), beside.String(), want)
			}
		}
	}
}

func (l Line) without(op Op) string {
	var b strings.Builder
	for _, s := range l {
		if s.Op != op {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}
