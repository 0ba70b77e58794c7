package catalog_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/search"
)

// FuzzSearch compares the search with a scan for any query.
func FuzzSearch(f *testing.F) {
	a, err := sample.Write(f.Context(), f.TempDir()+"/mingpao.db")
	if err != nil {
		f.Fatal(err)
	}
	defer a.Close()
	texts := sample.CutTexts(sample.Generate(f, a, 30))
	var articles []*catalog.Article
	for art, err := range catalog.New(a).Articles(f.Context(), catalog.Filter{}) {
		if err != nil {
			f.Fatal(err)
		}
		articles = append(articles, art)
	}
	for _, q := range []string{`颱風 "停課"`, "NEAR/2", "颱風 OR 停課 -警方", `"`, "-", "\x00", "裏", "title:颱風 OR 警方",
		"-author:程 颱風"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		e, err := search.ParseQuery(query)
		if err != nil {
			return
		}
		held := slices.DeleteFunc(slices.Clone(articles), func(a *catalog.Article) bool {
			return !e.Holds(a.Title, a.Body, a.Authors)
		})
		if got := len(found(t, a, query)); got != len(held) {
			t.Fatalf("%q: %d, of the articles themselves it holds for %d", query, got, len(held))
		}
		if strings.Contains(query, "uthor") || strings.Contains(query, "作者") {
			return
		}
		want := 0
		for _, text := range texts {
			if text.Holds(e) {
				want++
			}
		}
		if got := len(found(t, a, query)); got != want {
			t.Fatalf("%q: %d, a scan finds %d", query, got, want)
		}
	})
}

// found are the ids of the articles that a query finds.
func found(t *testing.T, a *db.DB, text string) []string {
	t.Helper()
	e, err := search.ParseQuery(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	ids := []string{}
	for art, err := range catalog.New(a).Search(t.Context(), catalog.Query{Expression: e}) {
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
	a := sample.Open(t)
	texts := sample.CutTexts(sample.Generate(t, a, 300))
	queries := []string{"甲", "警方", "群眾", "羣衆", "ＡＢＣ", "gogo", "gogox", "202", "2026", "警，方", "沒有的詞", "Supper Moment",
		"\"警方 演唱\"", "裡", "\"NEAR\"", "\"a*\""}
	for range 200 {
		text := []rune(texts[rand.N(len(texts))].Written)
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
			if text.Holds(e) {
				want++
			}
		}
		if got := len(found(t, a, q)); got != want {
			t.Errorf("%q: %d, a scan finds %d", q, got, want)
		}
	}
}

// TestSigns: a Latin word or number with signs is found with them alone, in headline and text.
func TestSigns(t *testing.T) {
	a := sample.Open(t)
	for i, text := range []string{"住在C室", "學C++和C#", "升了100％", "有100人", "唱R & B"} {
		sample.Record(t, a, sample.Seen(i+1, text+"的人。", sample.Noon))
	}
	for query, want := range map[string]int{"C++": 1, "c#": 1, "C": 2, "100%": 1, "100": 2, "R&B": 1, "C -C++": 1,
		"C++ OR 100%": 2, "title:C++": 0, "\"學C++\"": 1} {
		if got := len(found(t, a, query)); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

// BenchmarkSearch searches 100,000 articles for two characters, beside LIKE on the same archive.
func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	a, err := sample.Write(b.Context(), filepath.Join(dir, "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	texts := sample.Generate(b, a, 100_000)
	if err := upkeep.Vacuum(b.Context(), a); err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	var index int64
	if err := a.SQL.QueryRow("SELECT sum(length(block)) FROM search_segments").Scan(&index); err != nil {
		b.Fatal(err)
	}
	b.Logf("text %d MB, index %d MB", size>>20, index>>20)
	common, rare := []rune(texts[0])[12:14], []rune(texts[1])[300:302]
	for _, q := range []string{"一", "颱風", string(common), string(rare)} { // 一 is the most frequent of the vocabulary
		b.Run("search "+q, func(b *testing.B) {
			for b.Loop() {
				for _, err := range catalog.New(a).Search(b.Context(),
					catalog.Query{Expression: sample.Parse(b, q), Filter: catalog.Filter{Limit: 20}}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run("LIKE "+q, func(b *testing.B) {
			for b.Loop() {
				var n int
				if err := a.SQL.QueryRow("SELECT count(*) FROM articles WHERE title LIKE ?1 OR body LIKE ?1",
					"%"+q+"%").Scan(&n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	_ = os.Remove(a.Path())
}
