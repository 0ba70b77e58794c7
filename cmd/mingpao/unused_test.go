package main

import (
	"archive/zip"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/store/queue"
	"mingpao/testdata"
)

// TestUnusedAnswersAreKept: what came in the place of a list and of a page can be shown, and handed on, without what is
// private; the last few of each cause, and no more of each than is needed.
func TestUnusedAnswersAreKept(t *testing.T) {
	w := newWorld(t)
	n := 0
	w.answer("/rss/pns/s00012.xml", func(rw http.ResponseWriter, _ *http.Request) {
		n++
		rw.Header().Set("Set-Cookie", "who=me")
		rw.Header().Set("X-Client-Ip", "192.0.2.1")
		rw.Header().Set("Cf-Mitigated", "challenge")
		rw.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(rw, strings.Repeat("請稍候 ", 20_000)+strings.Repeat("x", n))
	})
	w.answer("/rss/pns/s00001.xml", htmlAnswer(challenge))
	for range 6 {
		w.crawl()
		w.clock = w.clock.Add(2 * time.Hour)
	}
	kept, err := w.archive.Frontier().Unused(t.Context(), "feed pns/s00012")
	if err != nil || len(kept) != 1 || kept[0].Status != http.StatusForbidden || len(kept[0].Body) != 64<<10 ||
		kept[0].Size < 100_000 {
		t.Fatalf("kept %d answers, %v", len(kept), err) // the beginnings are the same
	}
	if head := kept[0].Head; !strings.Contains(head, "Cf-Mitigated: challenge") || strings.Contains(head, "who=me") ||
		strings.Contains(head, "192.0.2.1") {
		t.Errorf("head %q", head)
	}
	path := w.archive.Path()
	w.archive.Close()
	if out := said(t, path, statusDone, "sources", "--show", "feed", "pns/s00001"); !strings.Contains(out,
		"Just a moment") {
		t.Errorf("shown: %s", out)
	}
	file := filepath.Join(t.TempDir(), "x.wacz")
	said(t, path, statusDone, "report", "-o", file)
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	for _, want := range []string{"archive/answers.warc.gz", "causes.txt", "datapackage.json", "pages/pages.jsonl"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not in %v", want, names)
		}
	}
	if status, out, errs := tryCommand(t, "extract", "--format", "jsonl", file); status == statusUsage ||
		status == statusFailed && !strings.Contains(errs, "article") {
		t.Errorf("read again: status %d: %s%s", status, out, errs)
	}
}

// TestUnusedAnswersOfPastDaysAreKept: so are those in the place of a past day's list, its page and the site's search,
// the last few of each.
func TestUnusedAnswersOfPastDaysAreKept(t *testing.T) {
	w := newWorld(t)
	n := 0
	other := func(rw http.ResponseWriter, r *http.Request) {
		n++
		rw.WriteHeader(http.StatusForbidden)
		fmt.Fprint(rw, "請稍候 ", n)
	}
	for _, part := range []string{"/section/", "/php/searchapi.php", "/php/getlisting.php"} {
		w.answer(part, other)
	}
	w.job.Want = queue.Want{From: "2026-02-01", To: "2026-02-02"}
	w.crawl()
	for _, source := range []string{"day page pns/all", "search pns/all", "list ins/s00001"} {
		kept, err := w.archive.Frontier().Unused(t.Context(), source)
		if err != nil || len(kept) == 0 || len(kept) > 3 || !strings.Contains(string(kept[0].Body), "請稍候") {
			t.Errorf("%s: kept %d answers, %v", source, len(kept), err)
		}
	}
}

// TestUnlistedSectionIsToldOnce: a section that no list covers is told, wherever it is named, with the line that adds
// it, and then no more. What cannot have a list is not told.
func TestUnlistedSectionIsToldOnce(t *testing.T) {
	const line = "pns/s00031 新版 has no list; try: mingpao sources add https://news.mingpao.com/rss/pns/s00031.xml " +
		"--section pns/s00031"
	const article = "https://news.mingpao.com/pns/%E6%96%B0%E7%89%88/article/20260308/s00031/1772900000001"
	for _, c := range []struct {
		name, menu string // of a page
		entry      string // of a feed
		want       bool
	}{
		{"a page's menu", `<a href="../pns/%E6%96%B0%E7%89%88/section/latest/s00031">新版</a>`, "", true},
		{"a page's list", `<select id="menu1"><option value="` + article + `">甲</option></select>`, "", true},
		{"a feed", "", article, true},
		{"a topic", "", strings.Replace(article, "s00031", "special", 1), false},
		{"another host", "", "https://finance.mingpao.com/fin/newform/20260308/1772900000001", false},
		{"an address of before", "", "https://news.mingpao.com/20130507/xaa1.htm", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.answer(testID, htmlAnswer(strings.Replace(string(testdata.Page("ins-flash.html")), "<body>", "<body>"+c.menu, 1)))
			if c.entry != "" {
				w.answer("/rss/pns/s00012.xml", htmlAnswer(strings.Replace(emptyFeed, "</channel>",
					"<item><title>甲</title><link>"+c.entry+"</link></item></channel>", 1)))
			}
			for i, want := range []bool{c.want, false} {
				w.crawl()
				if said := w.stderr.String(); strings.Contains(said, line) != want || !c.want &&
					strings.Contains(said, "has no list") {
					t.Errorf("run %d: %s", i, said)
				}
				w.clock = w.clock.Add(8 * time.Hour)
			}
		})
	}
}
