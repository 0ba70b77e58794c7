package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// past fills an archive with fifteen days of a section, ten articles a day, and lets a test change the last day's.
func past(t *testing.T, change func(dayBack, i int, a *extract.Article) bool) *store.Archive {
	t.Helper()
	a, err := store.Open(t.Context(), t.TempDir()+"/mingpao.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	var visits []record.Sighting
	for back := range 15 {
		for i := range 10 {
			id := fmt.Sprintf("%013d", 1_700_000_000_000+back*100+i)
			art := &extract.Article{ID: id, Edition: "pns", Section: "觀點", SectionCode: "s00012", Title: "題" + id,
				Authors: []string{"程一諾"},
				Body:    strings.Repeat("一段自己的文字"+id, 30), Published: "2026-03-08", Access: extract.Full}
			if !change(back, i, art) {
				continue
			}
			visits = append(visits, sightingOf(art, id, demoDay.AddDate(0, 0, -back).Add(-time.Hour)))
		}
	}
	if _, err := a.Import(t.Context(), 1, visits, demoDay); err != nil {
		t.Fatal(err)
	}
	feed := queue.Source{Kind: queue.KindFeed, Edition: "pns", Code: "s00012", Answered: demoDay.Add(-time.Minute),
		Due: demoDay.Add(time.Hour)}
	if err := a.Frontier().SaveSource(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	run, err := a.Frontier().BeginRun(t.Context(), "crawl", "test", demoDay.Add(-time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Frontier().EndRun(t.Context(), run, frontier.Counts{}, 0, demoDay); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestExamine(t *testing.T) {
	for _, c := range []struct {
		name   string
		now    time.Time
		change func(back, i int, a *extract.Article) bool
		want   []string
	}{
		{"all is well", demoDay, func(int, int, *extract.Article) bool { return true }, nil},
		{"few articles", demoDay, func(back, i int, _ *extract.Article) bool { return back > 0 || i < 2 },
			[]string{"pns/s00012 觀點: 2 articles, usually 10"}},
		{"no article at all", demoDay, func(back, _ int, _ *extract.Article) bool { return back > 0 },
			[]string{"no article was new in the day up to the last crawl", "pns/s00012 觀點: 0 articles, usually 10"}},
		{"no authors", demoDay, func(back, _ int, a *extract.Article) bool {
			if back == 0 {
				a.Authors = nil
			}
			return true
		}, []string{"pns/s00012 觀點: 0 % with an author, usually 100 %"}},
		{"short texts", demoDay, func(back, _ int, a *extract.Article) bool {
			if back == 0 {
				a.Body = "短" + a.ID
			}
			return true
		}, []string{"pns/s00012 觀點: 14 characters an article, usually 600"}},
		{"a new notice", demoDay, func(back, _ int, a *extract.Article) bool {
			if back == 0 {
				a.Body += "\n\n本欄歡迎讀者來函指正"
			}
			return true
		}, []string{"a notice? in 10 articles: 本欄歡迎讀者來函指正"}},
		{"a standing sub-heading", demoDay, func(_, _ int, a *extract.Article) bool {
			a.Body += "\n\n本欄歡迎讀者來函指正"
			return true
		}, nil},
		{"no article of a small section", demoDay, func(back, i int, _ *extract.Article) bool { return back > 3 && i == 0 },
			[]string{
				"no article was new in the day up to the last crawl",
				"pns/s00012 觀點: no article for 4 days; the longest pause before was 0 days",
			}},
		{"no crawl for a day", demoDay.Add(30 * time.Hour), func(int, int, *extract.Article) bool { return true },
			[]string{"the last crawl ended 30 hours ago: is cron running?"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, err := health.Examine(t.Context(), past(t, c.change), c.now)
			if err != nil {
				t.Fatal(err)
			}
			if got := found(h); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

// found are the findings of a check in English.
func found(c *health.Check) (all []string) {
	for _, f := range c.Findings {
		all = append(all, f.In(words.English))
	}
	return all
}

func TestExamineFindsUnknownDesigns(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.answer(testID, htmlAnswer("<html><body>"+strings.Repeat("一種新的設計。", 50)+"</body></html>"))
	w.crawl()
	h, err := health.Examine(t.Context(), w.archive, w.clock)
	if err != nil || len(h.Findings) != 4 || found(h)[3] != "1 page not read: unknown page design" {
		t.Errorf("found %q, %v", found(h), err)
	}
}

func TestPing(t *testing.T) {
	var path, body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		path, body = r.URL.Path, string(b)
		if strings.HasPrefix(path, "/broken") {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer server.Close()
	if err := cli.Ping(t.Context(), server.URL+"/uuid", nil); err != nil || path != "/uuid" {
		t.Errorf("healthy: %v, %s", err, path)
	}
	if err := cli.Ping(t.Context(), server.URL+"/uuid", []string{"甲", "乙"}); err != nil || path != "/uuid/fail" ||
		body != "甲\n乙" {
		t.Errorf("unhealthy: %v, %s, %q", err, path, body)
	}
	if err := cli.Ping(t.Context(), server.URL+"/broken", nil); err == nil {
		t.Error("a service that fails is no error")
	}
	if err := cli.Ping(t.Context(), "nonsense", nil); err == nil {
		t.Error("nonsense is pinged")
	}
}
