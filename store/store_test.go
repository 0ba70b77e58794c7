package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
)

// open makes an archive in a folder of the test's.
func open(t *testing.T) *Archive {
	t.Helper()
	a, err := Open(t.Context(), filepath.Join(t.TempDir(), "mingpao 報.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func save(t *testing.T, a *Archive, art *extract.Article, now time.Time) queue.Outcome {
	t.Helper()
	ref, ok := site.ParseURL(art.URL)
	if !ok {
		t.Fatalf("no address: %s", art.URL)
	}
	if _, err := a.Frontier().Add(t.Context(), []queue.Listing{{Ref: ref}}, now); err != nil {
		t.Fatal(err)
	}
	p, err := a.Frontier().Next(t.Context(), queue.Want{IDs: []string{art.ID}}, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	if p == nil {
		p = &queue.Item{Number: 1, Ref: ref, URL: ref.URL()}
	}
	outcome, err := a.Settle(t.Context(), 0, visitOf(*p, art, "<p>"+art.Body, now), now)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// visitOf is a look at a page that gave an article.
func visitOf(p queue.Item, art *extract.Article, body string, at time.Time) queue.Visit {
	return queue.Visit{Item: p, At: at, Look: queue.Read, Article: art,
		Answer: queue.Answer{ContentType: "text/html", Body: []byte(body)}}
}

func TestSaveKeepsRevisions(t *testing.T) {
	a := open(t)
	for i, step := range []struct {
		name string
		art  *extract.Article
		want queue.Outcome
	}{
		{"first", sample.Article("1772380801001", "離島渡輪加班", "早班先試三個月。"), queue.New},
		{"again", sample.Article("1772380801001", "離島渡輪加班", "早班先試三個月。"), queue.Unchanged},
		{"text changed", sample.Article("1772380801001", "離島渡輪加班", "早班先試六個月。"), queue.Changed},
		{"desk's tag put on", sample.WithKeywords(sample.Article("1772380801001", "離島渡輪加班", "早班先試六個月。"), "渡輪", "編輯推介"),
			queue.Unchanged},
		{"excerpt", sample.Excerpt(sample.Article("1772380801001", "離島渡輪加班", "早班")), queue.Unchanged},
		{"another", sample.Article("1772380801002", "山徑封閉", "兩周後重開。"), queue.New},
	} {
		if got := save(t, a, step.art, sample.Noon.Add(time.Duration(i)*time.Minute)); got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
	}
	for phrase, want := range map[string]int{"六個": 1, "三個": 0, "渡輪": 1, "重開": 1, "開重": 0, "班": 1} {
		if got := sample.Matches(t, a.db, phrase); got != want {
			t.Errorf("search %s: %d, want %d", phrase, got, want)
		}
	}
	if _, err := a.db.SQL.Exec("INSERT INTO search (search) VALUES ('integrity-check')"); err != nil {
		t.Errorf("index: %v", err)
	}
	c, err := a.Catalog().Capture(t.Context(), Hash([]byte("<p>早班先試三個月。")))
	if err != nil || string(c.Body) != "<p>早班先試三個月。" {
		t.Errorf("capture of revision 1: %q, %v", c.Body, err)
	}
}

func TestAliasJoinsTwoAddresses(t *testing.T) {
	a := open(t)
	news, _ := site.ParseURL("https://news.mingpao.com/ins/x/article/20260303/s00002/1772500000777")
	if _, err := a.Frontier().Add(t.Context(), []queue.Listing{{Ref: news, Source: "feed", Title: "電子帳單"}},
		sample.Noon); err != nil {
		t.Fatal(err)
	}
	p, err := a.Frontier().Next(t.Context(), queue.Want{}, nil, sample.Noon)
	if err != nil || p == nil {
		t.Fatal(p, err)
	}
	art := sample.Article("1772500000111", "電子帳單", "轉用不收費。")
	art.Edition, art.URL, art.SectionCode = "fin", "https://finance.mingpao.com/fin/instantf/20260303/1772500000111",
		"instantf"
	visit := visitOf(*p, art, "x", sample.Noon)
	visit.Again = sample.Noon.Add(time.Hour)
	if _, err := a.Settle(t.Context(), 0, visit, sample.Noon); err != nil {
		t.Fatal(err)
	}
	if p, err := a.Frontier().Next(t.Context(), queue.Want{}, nil, sample.Noon.Add(time.Minute)); p != nil || err != nil {
		t.Errorf("due after a minute: %v, %v", p, err)
	}
	if p, err := a.Frontier().Next(t.Context(), queue.Want{}, nil, sample.Noon.Add(2*time.Hour)); err != nil || p == nil ||
		p.Ref.Edition != "fin" {
		t.Errorf("due after two hours: %+v, %v; want the page at finance", p, err)
	}
	if _, err := a.Frontier().Add(t.Context(), []queue.Listing{{Ref: news, Source: "feed", Title: "電子帳單普及"}},
		sample.Noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if p, err := a.Frontier().Next(t.Context(), queue.Want{}, nil, sample.Noon.Add(time.Minute)); err != nil || p == nil ||
		p.Ref.ID != "1772500000111" {
		t.Errorf("another title in the feed: %+v, %v; want the page at finance due", p, err)
	}
}

func TestGoneKeepsText(t *testing.T) {
	a := open(t)
	save(t, a, sample.Article("1772380801001", "離島渡輪加班", "早班先試三個月。"), sample.Noon)
	page := queue.Item{Number: 1, URL: sample.Article("1772380801001", "", "").URL}
	for _, later := range []time.Duration{time.Hour, 25 * time.Hour} {
		at := sample.Noon.Add(later)
		visit := queue.Visit{Item: page, At: at, Look: queue.Missing, Detail: "HTTP 404"}
		if _, err := a.Settle(t.Context(), 0, visit, at); err != nil {
			t.Fatal(err)
		}
	}
	var gone, body string
	if err := a.db.SQL.QueryRow("SELECT gone, body FROM articles").Scan(&gone, &body); err != nil {
		t.Fatal(err)
	}
	if gone != "2026-03-02T13:00:00+08:00" || body == "" {
		t.Errorf("gone %q, body %q", gone, body)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	newer := filepath.Join(dir, "newer.db")
	a, err := Open(t.Context(), newer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.db.SQL.Exec("UPDATE about SET value = 99 WHERE name = 'schema'"); err != nil {
		t.Fatal(err)
	}
	a.Close()
	for _, c := range []struct{ name, path, want string }{
		{"newer version", newer, "use a newer mingpao"},
		{"no database", file("page.html", strings.Repeat("<html>", 1000)), "it is not an archive of mingpao"},
		{"no folder", filepath.Join(dir, "no", "such", "a.db"), "check that it exists"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Open(t.Context(), c.path)
			if err == nil {
				a.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("%v; want %q and the path", err, c.want)
			}
		})
	}
}
