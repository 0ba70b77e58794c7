package corpus

import (
	"maps"
	"testing"
)

// TestKinds: with any character in it a text is counted as it is when search.Words cuts all of it.
func TestKinds(t *testing.T) {
	beside := &Beside{words: map[string]*counted{"a": {}, "ab": {}}}
	beside.alphabet.learn("𠮷")
	both := [2]counter{}
	for i := range both {
		both[i] = counter{Beside: beside, tally: newTally(nil), latin: map[string]int{}}
	}
	quick, plain := &both[0], &both[1]
	for r := range rune(0x20C00) {
		text := "a" + string(r) + "b" + string(r) + string(r) + "甲" + string(r) + "乙"
		for _, c := range []*counter{quick, plain} {
			c.end()
			c.totals = totals{}
			clear(c.latin)
		}
		quick.count(text)
		plain.cut(text)
		if quick.totals != plain.totals || quick.run != plain.run || !maps.Equal(quick.latin, plain.latin) {
			t.Errorf("%q: %v %v %v, want %v %v %v", text, quick.totals, quick.run, quick.latin,
				plain.totals, plain.run, plain.latin)
		}
	}
}
