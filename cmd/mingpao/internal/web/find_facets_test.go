package web

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
	"golang.org/x/net/html"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// scatteredArchive holds articles of many days, sections and people; some have two authors, no section, no day.
func scatteredArchive(t *testing.T, n int) *store.Archive {
	t.Helper()
	a, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "scattered.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	r := rand.New(rand.NewPCG(4, 4))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var all []record.Sighting
	for i := range n {
		id := fmt.Sprint(1_700_000_000_000 + i)
		s := pick("pns/s00001", "pns/s00012", "ins/s00001", "fin/instantf", "ol/showbiz/latest", "pns/s99999", "ins/")
		art := &extract.Article{ID: id, Title: "第" + id + "篇 " + pick("颱風", "選舉", "渡輪"), Authors: []string{},
			Published: fmt.Sprintf("20%02d-%02d-%02d", 24+r.IntN(2), 1+r.IntN(12), 1+r.IntN(28)) + pick("", "T08:30:00+08:00"),
			Access:    extract.Full, Language: "zh-Hant", Column: pick("", "", "川流不息", "無名"), Keywords: []string{}}
		art.Edition, art.SectionCode, _ = strings.Cut(s, "/")
		art.URL = site.Ref{Edition: art.Edition, ID: id, Date: "20240101", SectionCode: "s00001", SectionName: "甲"}.URL()
		for range r.IntN(3) {
			if name := pick("李先知", "陳大文", "李", "Chris Wong"); !slices.Contains(art.Authors, name) {
				art.Authors = append(art.Authors, name)
			}
		}
		art.Body = art.Title + "的正文" + pick("，有停課。", "。")
		art.Blocks = []extract.Block{{Kind: extract.Paragraph, Text: art.Body}}
		all = append(all, record.Sighting{URL: art.URL, At: noon, Source: site.TimeGiven, Seen: queue.SeenPage, Article: art,
			Capture: store.Capture{Body: []byte(id), ContentType: "text/html"}})
	}
	if _, err := a.Import(t.Context(), 0, all, noon); err != nil {
		t.Fatal(err)
	}
	return a
}

// bar is a facet as a page shows it.
type bar struct {
	address  string
	articles int
}

var barPattern = regexp.MustCompile(`<li><a href="([^"]*)"><span class="label">[^<]*</span> ` +
	`<span class="count">([0-9,]+)</span>`)

// barsOf are the facets of a page, and the months of its plot.
func barsOf(t *testing.T, body string) (all []bar) {
	t.Helper()
	months := regexp.MustCompile(`<a href="([^"]*)"><title>[^:]*: ([0-9,]+)篇`)
	for _, m := range append(barPattern.FindAllStringSubmatch(body, -1), months.FindAllStringSubmatch(body, -1)...) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[2], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, bar{html.UnescapeString(m[1]), n})
	}
	return all
}

// counted is how many articles an address asks for, by SQL of its own.
func counted(t *testing.T, raw *sql.DB, address string) (n int) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	where, args := []string{"1"}, []any{}
	for name, values := range u.Query() {
		var any []string
		for _, v := range values {
			condition, arg := conditionOf(name, v)
			any, args = append(any, condition), append(args, arg)
		}
		where = append(where, "("+strings.Join(any, " OR ")+")")
	}
	if err := raw.QueryRow("SELECT count(*) FROM articles WHERE "+strings.Join(where, " AND "),
		args...).Scan(&n); err != nil {
		t.Fatal(address, err)
	}
	return n
}

func conditionOf(name, v string) (condition string, arg any) {
	switch name {
	case "q":
		return "instr(title || body, ?) > 0", v
	case "section":
		return "edition || '/' || section_code = ?", v
	case "author":
		return "article IN (SELECT article FROM authors WHERE name = ?)", v
	case "keyword":
		return "article IN (SELECT article FROM keywords WHERE keyword = ?)", v
	case "column":
		return `"column" = ?`, v
	case "from":
		return "published >= ?", v
	case "to":
		return "substr(published, 1, 10) <= ?", (v + "-99-99")[:max(len(v), 10)]
	case "changed":
		return "revision > ?", v
	case "gone":
		return "(gone IS NOT NULL) = CAST(? AS INTEGER)", v
	}
	return name + " = ?", v
}

// TestFacetsKeepTheirWord: in three archives, each choice beside a search leads to as many articles as it says, which
// is as many as SQL counts, and none leads to more than what was chosen.
func TestFacetsKeepTheirWord(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one request at a time")
	}
	for name, a := range map[string]*store.Archive{"saved pages": testArchive(t), "scattered": scatteredArchive(t, 400),
		"one": scatteredArchive(t, 1)} {
		t.Run(name, func(t *testing.T) {
			raw, err := sql.Open("sqlite3", "file:"+a.Path()+"?mode=ro")
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			server, followed := testRoom(t, a), map[string]bool{}
			for _, asked := range []string{"?q=正文", "?from=2024&to=2026", "?from=2024-06-15&to=2025-02-10",
				"?from=2024-06-15&to=2024-06-20", "?edition=pns&edition=ins&from=2024-06", "?author=李先知&author=陳大文",
				"?author=李先知&to=2025-03-03", "?column=無名&column=川流不息", "?section=pns/s00001&section=ins/s00001",
				"?changed=1", "?gone=1&q=渡輪", "?access=full&edition=ins"} {
				_, body := get(t, server.URL+"/search"+strings.ReplaceAll(asked, " ", "+"))
				whole := totalOf(t, body)
				if want := counted(t, raw, asked); whole != want {
					t.Errorf("%s: %d articles, SQL counts %d", asked, whole, want)
				}
				for _, b := range barsOf(t, body) {
					if followed[b.address] {
						continue
					}
					followed[b.address] = true
					_, there := get(t, server.URL+b.address)
					if got, want := totalOf(t, there), counted(t, raw, b.address); got != b.articles || got != want || got > whole {
						t.Errorf("%s of %d: %s says %d, leads to %d, SQL counts %d", asked, whole, b.address, b.articles, got, want)
					}
				}
			}
			if name == "scattered" && len(followed) < 150 {
				t.Errorf("only %d facets", len(followed))
			}
		})
	}
}

// totalOf is how many articles a page of hits says there are.
func totalOf(t *testing.T, body string) int {
	t.Helper()
	m := regexp.MustCompile(`<strong>([0-9,]+)篇`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no total: %.3000s", body)
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	return n
}
