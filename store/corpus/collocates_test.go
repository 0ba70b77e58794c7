package corpus_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"mingpao/store/catalog"
	"mingpao/store/corpus"
	"mingpao/store/internal/sample"
	"mingpao/store/search"
)

// counts are how often each gram stands beside hits and anywhere, and how many of each length there are, as a plain
// scan counts them.
type counts struct {
	near, all         map[string]int
	nearLen, wholeLen map[int]int
}

// grams hands every gram of a text to use, with where its words are.
func grams(words []search.Word, use func(text string, length, from, to int)) {
	isCharacter := func(w search.Word) bool {
		r, size := utf8.DecodeRuneInString(w.Text)
		return size == len(w.Text) && r >= 0x2E80 && w.Text != search.Break
	}
	for i, w := range words {
		if w.Text != search.Break && !isCharacter(w) {
			use(w.Text, 0, i, i)
		}
		text := ""
		for n := 0; n < 4 && i+n < len(words) && isCharacter(words[i+n]); n++ {
			if text += words[i+n].Text; n > 0 {
				use(text, n+1, i, i+n)
			}
		}
	}
}

// scanned counts by looking at every gram, and for each of its words at every hit.
func scanned(texts []catalog.Text, q catalog.Query, window int) counts {
	c := counts{map[string]int{}, map[string]int{}, map[int]int{}, map[int]int{}}
	for _, one := range texts {
		for i, text := range []string{one.Title, one.Body} {
			words := wordsOf(text)
			hits := [][2]int{}
			if fits(q, one) {
				hits = plainHits(phrases(q.Expression, i == 0), text)
			}
			isNear := func(at int) bool {
				near := false
				for _, h := range hits {
					if at >= h[0] && at <= h[1] {
						return false
					}
					between := 0
					for k := min(at, h[1]+1); k < max(at+1, h[0]); k++ {
						if words[k].Text != search.Break {
							between++
						}
					}
					near = near || between <= window
				}
				return near
			}
			grams(words, func(text string, n, from, to int) {
				c.all[text]++
				c.wholeLen[n]++
				for at := from; at <= to; at++ {
					if !isNear(at) {
						return
					}
				}
				c.near[text]++
				c.nearLen[n]++
			})
		}
	}
	return c
}

// TestCollocatesEqualScan: what stands beside hits is counted as a plain scan counts it, and both figures are what the
// formulas say.
func TestCollocatesEqualScan(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	c := anArchive(t, r, 120)
	texts := all(t, c)
	seen := 0
	for range 40 {
		text, q := randomQuery(t, r)
		window := 1 + r.IntN(6)
		among := catalog.Query{Filter: q.Filter}
		beside, err := corpus.NewBeside(corpus.Words(q.Expression), c.AllTexts(t.Context(), q), window)
		if err == nil {
			err = beside.Among(c.AllTexts(t.Context(), among), 1)
		}
		if err != nil {
			t.Fatal(err)
		}
		var held []catalog.Text
		for _, one := range texts {
			if fits(catalog.Query{Filter: q.Filter}, one) {
				held = append(held, one)
			}
		}
		want := scanned(held, q, window)
		for _, got := range beside.Ranked() {
			seen++
			n := utf8.RuneCountInString(got.Text)
			if want.wholeLen[n] == 0 || got.Text[0] < 0x80 {
				n = 0
			}
			if got.Beside != want.near[got.Text] || got.Elsewhere != want.all[got.Text]-want.near[got.Text] {
				t.Errorf("%s, %d: %+v, a scan finds %d and %d in all", text, window, got, want.near[got.Text], want.all[got.Text])
			}
			a, b := float64(got.Beside), float64(got.Elsewhere)
			in, out := float64(want.nearLen[n]), float64(want.wholeLen[n]-want.nearLen[n])
			if ratio := math.Log2(a / in / (max(b, 0.5) / max(out, 1))); math.Abs(ratio-got.Ratio) > 1e-9 {
				t.Errorf("%s: log ratio %v, want %v", got.Text, got.Ratio, ratio)
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d collocates were compared", seen)
	}
}

// TestRankedLikelihood: the figures as the formula has them, reckoned by hand.
func TestRankedLikelihood(t *testing.T) {
	texts := []catalog.Text{{Body: "甲乙乙。" + strings.Repeat("丙丁。", 10)}, {Body: "乙乙。" + strings.Repeat("丙丁。", 9)}}
	e := sample.Parse(t, "甲")
	b, err := corpus.NewBeside(corpus.Words(e), corpus.Of(texts...), 2)
	if err == nil {
		err = b.Among(corpus.Of(texts...), 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	// 乙乙: 1 of 1 beside, 1 of 21 elsewhere (甲乙 is one of them).
	got := b.Ranked()
	want := 2 * (math.Log(1/(1*2.0/22)) + math.Log(1/(21*2.0/22)))
	if len(got) != 1 || got[0].Text != "乙乙" || math.Abs(got[0].Likelihood-want) > 1e-9 {
		t.Errorf("%+v, want %v", got, want)
	}
}
