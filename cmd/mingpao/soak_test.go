package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/testdata"
)

// bigSite serves so many articles of real size, all named by one feed.
func bigSite(n int) http.Handler {
	page := string(testdata.Page("pns-anonymous-topic.html"))
	filling := strings.Repeat(`<li><a class="menu" href="../pns/x/section/latest/s00001">要聞</a></li>`, 3000) + "</body>"
	page = strings.Replace(page, "</body>", filling, 1)
	const id = "1772380801002"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/rss/pns/s00001.xml":
			w.Header().Set("Content-Type", "text/xml")
			fmt.Fprint(w, "<rss><channel>")
			for i := range n {
				fmt.Fprintf(w,
					"<item><title>第%d篇</title><link>https://news.mingpao.com/pns/x/article/20260302/s00001/%d</link></item>", i,
					1_772_400_000_000+i)
			}
			fmt.Fprint(w, "</channel></rss>")
		case strings.Contains(r.URL.Path, "/article/"):
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			own := filepath.Base(r.URL.Path)
			fmt.Fprint(w, strings.ReplaceAll(strings.ReplaceAll(page, id, own), "封閉兩周", "封閉"+own+"天"))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
}

// TestSoak crawls many pages in one run and bounds the memory of the process. MINGPAO_SOAK sets how many.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("crawls hundreds of pages")
	}
	t.Parallel()
	pages := numberOf(t, "MINGPAO_SOAK", 300)
	proxy, certificate := behindProxy(t, bigSite(pages))
	db := filepath.Join(t.TempDir(), "mingpao.db")
	cmd := program(t, proxy, certificate, "crawl", "--quiet", "--delay", "0", "--section", "pns/s00001", "--db", db)
	out, peak, err := outputAndPeak(cmd)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Logf("%d pages, %d MB at most, %v", pages, peak, cmd.ProcessState.UserTime())
	if peak > 95 { // kept, 300 pages would take as much again
		t.Errorf("%d MB for %d pages", peak, pages)
	}
	a, err := store.OpenReader(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	n := 0
	for _, err := range a.Catalog().Articles(t.Context(), catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if want := pages + 1; n != want { // one more that only the siblings name
		t.Errorf("%d articles, want %d", n, want)
	}
}

// TestCrawlLeavesNoGoroutines crawls in this process and counts what is left.
func TestCrawlLeavesNoGoroutines(t *testing.T) {
	w := newWorld(t)
	w.crawl()
	before := runtime.NumGoroutine()
	for range 5 {
		w.clock = w.clock.Add(26 * time.Hour)
		w.crawl()
	}
	for deadline := time.Now().Add(3 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if runtime.NumGoroutine() <= before+2 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
