package corpus_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
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
			hits := len(plainHits(phrases(q.Expression, true), one.Title)) +
				len(plainHits(phrases(q.Expression, false), one.Body))
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
