package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mingpao/extract"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/record"
	"mingpao/store/search"
)

// found are the ids of the articles that a query finds.
func found(t *testing.T, a *Archive, text string) []string {
	t.Helper()
	e, err := search.ParseQuery(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	ids := []string{}
	for art, err := range a.Catalog().Search(t.Context(), catalog.Query{Expression: e}) {
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		ids = append(ids, art.ID)
	}
	return ids
}

// TestSearchEqualsScan compares the search with a plain scan of the texts' words, for words of every length, kind and
// place.
func TestSearchEqualsScan(t *testing.T) {
	a := open(t)
	texts := cutTexts(generate(t, a, 300))
	queries := []string{"甲", "警方", "群眾", "羣衆", "ＡＢＣ", "gogo", "gogox", "202", "2026", "警，方", "沒有的詞", "Supper Moment",
		"\"警方 演唱\"", "裡", "\"NEAR\"", "\"a*\""}
	for range 200 {
		text := []rune(texts[rand.N(len(texts))].written)
		at := rand.N(len(text) - 6)
		queries = append(queries, string(text[at:at+1+rand.N(5)]))
	}
	for _, q := range queries {
		e, err := search.ParseQuery(q)
		if err != nil {
			continue
		}
		want := 0
		for _, text := range texts {
			if text.holds(e) {
				want++
			}
		}
		if got := len(found(t, a, q)); got != want {
			t.Errorf("%q: %d, a scan finds %d", q, got, want)
		}
	}
}

// cutText is a text with its words, and those of its title, the first line, a space before and behind each.
type cutText struct{ written, all, title string }

func cutTexts(texts []string) []cutText {
	var cut []cutText
	for _, t := range texts {
		title, body, _ := strings.Cut(t, "\n")
		cut = append(cut, cutText{t, spaced(title) + "|" + spaced(body), spaced(title)})
	}
	return cut
}

func spaced(text string) string {
	var b strings.Builder
	for w := range search.Words(text) {
		b.WriteString(" " + w.Text)
	}
	return b.String() + " "
}

// holds tells whether an expression without author: holds for a text.
func (c cutText) holds(e search.Expression) bool {
	for _, g := range e.Groups {
		if !slices.ContainsFunc(g, c.holdsAtom) {
			return false
		}
	}
	return true
}

func (c cutText) holdsAtom(a search.Atom) bool {
	text := map[search.Field]string{search.Anywhere: c.all, search.InTitle: c.title}[a.Field]
	has := func(p search.Phrase) bool { return strings.Contains(text, " "+strings.Join(p, " ")+" ") }
	return slices.ContainsFunc(a.Phrases, has) != a.Not
}

// seasoning stands in generated articles beside what is drawn from a vocabulary.
var seasoning = strings.Fields("颱風 停課 警方 群眾 羣衆 演唱會 圖書館 裏面 裡面 着火 著名 台灣 臺灣 ＡＢＣ GoGoX 2026年 Supper Moment")

// vocabulary is 12,000 words of two characters, drawn as in real text: few words and few characters are frequent, most
// are rare.
func vocabulary(r *rand.Rand) func() string {
	character := rand.NewZipf(r, 1.3, 60, 3999)
	pick := rand.NewZipf(r, 1.1, 20, 11_999)
	list := make([]string, 12_000)
	for i := range list {
		list[i] = string([]rune{rune(0x4E00 + character.Uint64()), rune(0x4E00 + character.Uint64())})
	}
	return func() string { return list[pick.Uint64()] }
}

// generate saves articles of made-up text and returns title and body of each.
func generate(t testing.TB, a *Archive, n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	word := vocabulary(r)
	texts := make([]string, 0, n)
	visits := make([]record.Sighting, 0, 1000)
	for i := range n {
		art := generated(r, word, i)
		texts = append(texts, art.Title+"\n"+art.Body)
		visits = append(visits, sighted(art, captures.Capture{Body: []byte(art.ID)}, noon))
		if len(visits) == cap(visits) || i == n-1 {
			if _, err := a.Import(t.Context(), 1, visits, noon); err != nil {
				t.Fatal(err)
			}
			visits = visits[:0]
		}
	}
	return texts
}

func generated(r *rand.Rand, word func() string, i int) *extract.Article {
	var b strings.Builder
	for b.Len() < 1800 {
		b.WriteString(word())
		switch r.IntN(60) {
		case 0:
			b.WriteString(seasoning[r.IntN(len(seasoning))])
		case 1, 2, 3, 4, 5, 6:
			b.WriteString("，")
		}
	}
	art := article(fmt.Sprintf("%013d", 1_700_000_000_000+i), fmt.Sprintf("第%d篇 %s", i, word()), b.String())
	art.Published = fmt.Sprintf("%d-%02d-%02d", 2000+i%26, 1+i%12, 1+i%28)
	return art
}

// BenchmarkSearch searches 100,000 articles for two characters, beside LIKE on the same archive.
func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	a, err := Open(b.Context(), filepath.Join(dir, "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	texts := generate(b, a, 100_000)
	if err := a.Vacuum(b.Context()); err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	var index int64
	if err := a.db.SQL.QueryRow("SELECT sum(length(block)) FROM search_segments").Scan(&index); err != nil {
		b.Fatal(err)
	}
	b.Logf("text %d MB, index %d MB", size>>20, index>>20)
	common, rare := []rune(texts[0])[12:14], []rune(texts[1])[300:302]
	for _, q := range []string{"一", "颱風", string(common), string(rare)} { // 一 is the most frequent of the vocabulary
		b.Run("search "+q, func(b *testing.B) {
			for b.Loop() {
				for _, err := range a.Catalog().Search(b.Context(), catalog.Query{Expression: mustParse(b, q), Filter: catalog.Filter{Limit: 20}}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run("LIKE "+q, func(b *testing.B) {
			for b.Loop() {
				var n int
				if err := a.db.SQL.QueryRow("SELECT count(*) FROM articles WHERE title LIKE ?1 OR body LIKE ?1",
					"%"+q+"%").Scan(&n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	_ = os.Remove(a.Path())
}
