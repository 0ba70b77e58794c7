package main

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/testdata"
)

// TestRefusalsEndTheRun counts the requests that a site that refuses everything gets.
func TestRefusalsEndTheRun(t *testing.T) {
	w := newWorld(t)
	w.answer("/article/", status(403))
	if got := w.crawl(); got != statusRefused {
		t.Errorf("status %d, want %d", got, statusRefused)
	}
	asked := 0
	for _, times := range w.at {
		asked += len(times)
	}
	if lists := 22 + 1 + 9 + 1; asked > lists+5 {
		t.Errorf("%d requests, want at most %d lists and 5 articles", asked, lists)
	}
}

// TestRetryAfterHoldsAcrossRuns leaves a host alone as long as it asked.
func TestRetryAfterHoldsAcrossRuns(t *testing.T) {
	w := newWorld(t)
	w.only()
	w.answer(testID, status(429, "Retry-After", "7200"))
	w.crawl()
	w.answer(testID, nil)
	before := len(w.at["news.mingpao.com"])
	w.clock = w.clock.Add(time.Hour)
	if got := w.crawl(); got != statusRefused {
		t.Errorf("status %d after an hour, want %d", got, statusRefused)
	}
	if n := len(w.at["news.mingpao.com"]) - before; n > 0 {
		t.Errorf("%d requests after an hour, want none", n)
	}
	w.clock = w.clock.Add(2 * time.Hour)
	if got := w.crawl(); got != statusDone {
		t.Errorf("status %d after three hours, want %d: %s", got, statusDone, w.stderr.String())
	}
}

// TestSiblingsEnd has pages that each name an older one: they are followed for some days and not through all the past.
func TestSiblingsEnd(t *testing.T) {
	w := newWorld(t)
	flash := string(testdata.Page("ins-flash.html"))
	older := regexp.MustCompile(`/article/(\d{8})/s00001/(\d{13})`)
	w.answer("/ins/港聞/article/", func(rw http.ResponseWriter, r *http.Request) {
		part := older.FindStringSubmatch(r.URL.Path)
		day, _ := time.Parse("20060102", part[1])
		id, _ := strconv.Atoi(part[2])
		own := strings.NewReplacer(testID, part[2], "/20260302/", "/"+part[1]+"/").Replace(flash)
		option := fmt.Sprintf(`<option value="https://news.mingpao.com/ins/港聞/article/%s/s00001/%013d">舊聞</option></select>`,
			day.AddDate(0, 0, -1).Format("20060102"), id-86_400_000)
		htmlAnswer(strings.Replace(own, "</select>", option, 1))(rw, r)
	})
	w.job.MaxPages = 200
	if err := crawling.Run(t.Context(), &w.stderr, w.archive, w.job); err != nil {
		t.Fatalf("%v: %s", err, w.stderr.String())
	}
	oldest := ""
	for a, err := range w.archive.Catalog().Articles(t.Context(), catalog.Filter{Editions: []string{"ins"}}) {
		if err != nil {
			t.Fatal(err)
		}
		if ref, _ := site.ParseURL(a.URL); oldest == "" || ref.Date < oldest {
			oldest = ref.Date
		}
	}
	if oldest != "20260227" { // three days before the oldest that a list names, 2 March
		t.Errorf("siblings were followed to %s", oldest)
	}
}
