package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestWithheld: an answer of 451 is an event of the article, shown as what it is, with the answer kept; it is looked
// for again as what is gone, fails no run, and is over when the article is back.
func TestWithheld(t *testing.T) {
	w := newWorld(t)
	w.crawl()
	asked := 0
	w.answer(testID, func(rw http.ResponseWriter, _ *http.Request) {
		asked++
		rw.Header().Set("Link", `<https://court.example/order>; rel="blocked-by"`)
		rw.WriteHeader(http.StatusUnavailableForLegalReasons)
		_, _ = io.WriteString(rw, "<html><title>法庭命令</title></html>")
	})
	w.only()
	w.crawl()
	w.job.Refs = nil
	for range 40 {
		w.clock = w.clock.Add(2 * time.Hour)
		if got := w.crawl(); got != statusDone {
			t.Fatalf("status %d: %s", got, w.stderr.String())
		}
	}
	a, err := w.archive.Catalog().Find(t.Context(), "ins", testID)
	if err != nil || !a.Withheld || a.Gone == "" || a.Body == "" || a.Revision != 1 {
		t.Errorf("withheld %t since %q, %v", a.Withheld, a.Gone, err)
	}
	if asked == 0 || asked > 4 {
		t.Errorf("asked %d times in three days", asked)
	}
	runs, err := w.archive.Frontier().Runs(t.Context(), "crawl", 100, w.clock)
	went := 0
	for _, r := range runs[:len(runs)-1] { // in the first a page was gone that nobody had read
		went += r.Counts.Gone
	}
	if went != 1 || err != nil {
		t.Errorf("runs count %d articles gone, %v", went, err)
	}
	kept, err := w.archive.Frontier().Unused(t.Context(), "page news.mingpao.com")
	if err != nil || len(kept) != 1 || kept[0].Status != http.StatusUnavailableForLegalReasons ||
		!strings.Contains(kept[0].Head, "blocked-by") || !strings.Contains(string(kept[0].Body), "法庭命令") {
		t.Errorf("kept %d answers, %v", len(kept), err)
	}
	path := w.archive.Path()
	for command, want := range map[string]string{
		"history " + testID:    "withheld for legal reasons from the site since",
		"show " + testID:       "withheld for legal reasons since",
		"changes --since 2026": "[withheld for legal reasons]", "list": "[withheld for legal reasons 2026",
	} {
		if out := said(t, path, statusDone, strings.Fields(command)...); !strings.Contains(out, want) {
			t.Errorf("%s: %s", command, out)
		}
	}
	w.answer(testID, nil)
	w.clock = w.clock.Add(40 * 24 * time.Hour)
	w.crawl()
	if a, err := w.archive.Catalog().Find(t.Context(), "ins", testID); err != nil || a.Withheld || a.Gone != "" {
		t.Errorf("back: withheld %t, gone %q, %v", a.Withheld, a.Gone, err)
	}
}
