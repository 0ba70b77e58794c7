package corpus_test

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/corpus"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/record"
	"mingpao/store/search"
)

// alphabet makes texts in which everything meets everything: variants, words of Latin letters, ends of clauses,
// characters beyond the basic plane, kana, an emoji.
var alphabet = strings.Split("甲|甲|乙|乙|丙|裏|裡|𠮷|か|，|。|\n\n|「|」| ab | B1 |7|😀| ", "|")

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return strings.TrimSpace(b.String())
}

// anArchive holds random articles of three sections, three years, some authors and columns.
func anArchive(t *testing.T, r *rand.Rand, n int) *catalog.Catalog {
	t.Helper()
	d := sample.Open(t)
	var looks []record.Sighting
	for i := range n {
		art := sample.Article(fmt.Sprintf("%013d", 1_700_000_000_000+i),
			"題"+strings.ReplaceAll(randomText(r, 4), "\n", ""), "文"+randomText(r, r.IntN(60)))
		art.Published = fmt.Sprintf("%d-%02d-%02d", 2023+r.IntN(3), 1+r.IntN(12), 1+r.IntN(28))
		art.SectionCode = fmt.Sprintf("s0000%d", 1+r.IntN(3))
		art.URL = strings.Replace(art.URL, "s00001", art.SectionCode, 1)
		art.Authors = []string{"方靜文", "李", "程一諾"}[:r.IntN(4)]
		art.Column = []string{"", "川流", "三言"}[r.IntN(3)]
		looks = append(looks, sample.Sighted(art, captures.Capture{Body: []byte(art.ID)}, sample.Noon))
	}
	if _, err := record.Import(t.Context(), d, 1, looks, sample.Noon); err != nil {
		t.Fatal(err)
	}
	return catalog.New(d)
}

// randomQuery looks for some of what there is, among some of the articles.
func randomQuery(t *testing.T, r *rand.Rand) (text string, q catalog.Query) {
	t.Helper()
	for {
		text = randomText(r, 1+r.IntN(3))
		switch r.IntN(6) {
		case 0:
			text += " OR " + randomText(r, 1+r.IntN(2))
		case 1:
			text = "title:" + text + " 甲"
		case 2:
			text = "甲 -" + text
		}
		e, err := search.ParseQuery(text)
		if err != nil || !e.AnyWord() {
			continue
		}
		q = catalog.Query{Expression: e}
		switch r.IntN(4) {
		case 0:
			q.From, q.To = "2024-02-01", "2025-03-31"
		case 1:
			q.Sections = []site.Section{{Edition: "pns", Code: "s00002"}}
		case 2:
			q.Authors = []string{"李"}
		}
		return text, q
	}
}

// wordsOf are the words of a text with their places, as the index has them.
func wordsOf(text string) []search.Word { return slices.Collect(search.Words(text)) }

// plainHits are the places of phrases in a text, found word by word: where several end, the longest.
func plainHits(phrases []search.Phrase, text string) (hits [][2]int) {
	words, free := wordsOf(text), 0
	for end := range words {
		best := 0
		for _, p := range phrases {
			same := len(p) <= end+1
			for i := range p {
				same = same && words[end+1-len(p)+i].Text == p[i]
			}
			if same {
				best = max(best, len(p))
			}
		}
		if best > 0 && end+1-best >= free {
			hits, free = append(hits, [2]int{end + 1 - best, end}), end+1
		}
	}
	return hits
}

// phrases are what is looked for, in headlines or in texts.
func phrases(e search.Expression, isTitle bool) (all []search.Phrase) {
	for _, g := range e.Groups {
		for _, a := range g {
			if !a.Not && (a.Field == search.Anywhere || isTitle && a.Field == search.InTitle) {
				all = append(all, a.Phrases...)
			}
		}
	}
	return all
}

// all are the texts of an archive, each as a plain scan finds it.
func all(t *testing.T, c *catalog.Catalog) (texts []catalog.Text) {
	t.Helper()
	for art, err := range c.Articles(t.Context(), catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, catalog.Text{Number: art.Number, Edition: art.Edition, ID: art.ID, Section: art.Section,
			SectionCode: art.SectionCode, Column: art.Column, Published: art.Published, Authors: art.Authors,
			Title: art.Title, Body: art.Body, SHA256: art.SHA256})
	}
	return texts
}

// fits reports whether a plain scan finds an article.
func fits(q catalog.Query, t catalog.Text) bool {
	return t.Published >= q.From && (q.To == "" || t.Published[:10] <= q.To) &&
		(len(q.Sections) == 0 || t.SectionCode == q.Sections[0].Code) &&
		(len(q.Authors) == 0 || slices.Contains(t.Authors, q.Authors[0])) &&
		sample.CutTexts([]string{t.Title + "\n" + t.Body})[0].Holds(q.Expression)
}

// TestCountsEqualScan: articles, hits and lines of any query are those that a plain scan of the texts finds, however
// they are counted.
func TestCountsEqualScan(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	c := anArchive(t, r, 200)
	texts := all(t, c)
	hashes := map[string]string{}
	for _, one := range texts {
		hashes[one.ID] = one.SHA256
	}
	for range 60 {
		text, q := randomQuery(t, r)
		type count struct{ articles, hits int }
		days, authors := map[string]count{}, map[string]count{}
		total := count{}
		for _, one := range texts {
			if !fits(q, one) {
				continue
			}
			hits := len(plainHits(phrases(q.Expression, true), one.Title)) + len(plainHits(phrases(q.Expression, false), one.Body))
			add := func(to map[string]count, key string) { n := to[key]; to[key] = count{n.articles + 1, n.hits + hits} }
			add(days, one.Published+one.SectionCode)
			for _, name := range one.Authors {
				add(authors, name)
			}
			total = count{total.articles + 1, total.hits + hits}
		}
		finder := corpus.Words(q.Expression)
		check := func(kind string, want map[string]count) {
			t.Helper()
			counted, err := c.Measure(t.Context(), q, kind, false)
			places, err2 := finder.Measure(c.AllTexts(t.Context(), q), kind)
			if err := cmp.Or(err, err2); err != nil {
				t.Fatal(err)
			}
			if len(counted) != len(want) || len(places) != len(want) {
				t.Errorf("%s by %q: %d and %d, a scan finds %d", text, kind, len(counted), len(places), len(want))
			}
			for _, m := range counted {
				if w := want[m.Day+m.SectionCode+m.Name]; m.Articles != w.articles {
					t.Errorf("%s: %+v, a scan finds %+v", text, m, w)
				}
			}
			for _, m := range places {
				if w := want[m.Day+m.SectionCode+m.Name]; m.Articles != w.articles || m.Hits != w.hits {
					t.Errorf("%s: %+v, a scan finds %+v", text, m, w)
				}
			}
		}
		check(catalog.SectionDays, days)
		check(catalog.ByAuthors, authors)
		lines := 0
		for line, err := range corpus.Lines(finder.Hits(c.Texts(t.Context(), q)), 5) {
			if err != nil {
				t.Fatal(err)
			}
			if lines++; utf8.RuneCountInString(line.Left) > 5 || utf8.RuneCountInString(line.Right) > 5 ||
				line.SHA256 != hashes[line.ID] {
				t.Errorf("%+v", line)
			}
		}
		if lines != total.hits {
			t.Errorf("%s: %d lines, a scan finds %d", text, lines, total.hits)
		}
	}
}

// TestCharacters: characters are those of SQLite's length.
func TestCharacters(t *testing.T) {
	c := anArchive(t, rand.New(rand.NewPCG(1, 1)), 50)
	want, got := 0, 0
	for _, one := range all(t, c) {
		want += utf8.RuneCountInString(one.Title) + utf8.RuneCountInString(one.Body)
	}
	counted, err := c.Measure(t.Context(), catalog.Query{}, catalog.SectionDays, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range counted {
		got += m.Characters
	}
	if got != want {
		t.Errorf("%d characters, want %d", got, want)
	}
}

// counts are how often each gram stands beside hits and anywhere, and how many of each length there are, as a plain scan
// counts them.
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

// TestDamaged: a text that is missing is said, and the others are counted.
func TestDamaged(t *testing.T) {
	d := sample.Open(t)
	for i, body := range []string{"甲乙", "甲丙"} {
		art := sample.Article(fmt.Sprintf("%013d", 1_700_000_000_000+i), "題", body)
		look := sample.Sighted(art, captures.Capture{Body: []byte(art.ID)}, sample.Noon)
		if _, err := record.Import(t.Context(), d, 1, []record.Sighting{look}, sample.Noon); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.SQL.Exec("DELETE FROM texts WHERE body = '甲乙'"); err != nil {
		t.Fatal(err)
	}
	q := catalog.Query{Expression: sample.Parse(t, "甲")}
	c := catalog.New(d)
	for name, texts := range map[string]corpus.Texts{"one by one": c.Texts(t.Context(), q),
		"at once": c.AllTexts(t.Context(), q)} {
		whole, damaged := 0, 0
		for _, err := range texts {
			switch {
			case err == nil:
				whole++
			case isDamaged(err):
				damaged++
			default:
				t.Error(err)
			}
		}
		if whole != 1 || damaged != 1 {
			t.Errorf("%s: %d whole, %d damaged", name, whole, damaged)
		}
	}
}

func isDamaged(err error) bool {
	return errors.As(err, new(*db.Damaged))
}
