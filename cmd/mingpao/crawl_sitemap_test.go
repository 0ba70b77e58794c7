package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/site"
)

// sitemaps answers with an index of four maps, one of which has an article of instant news.
func (w *world) sitemaps() {
	const head, foot = `<?xml version="1.0" encoding="UTF-8"?><`, ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
	index := ""
	for _, day := range []string{"20260305", "20260304", "20260303", "20260302"} {
		address := site.Root + "/sitemap/ins/" + day + ".xml"
		index += "<sitemap><loc>" + address + "</loc></sitemap>"
		w.answer("/sitemap/ins/"+day, htmlAnswer(head+"urlset"+foot+"</urlset>"))
	}
	w.answer("/sitemap/ins.xml", htmlAnswer(head+"sitemapindex"+foot+index+"</sitemapindex>"))
	w.answer("/sitemap/ins/20260304", htmlAnswer(head+"urlset"+foot+"<url><loc>"+site.Root+
		"/ins/%E6%B8%AF%E8%81%9E/article/20260302/s00001/"+testID+"</loc></url></urlset>"))
}

func (w *world) maps() (n int) {
	for _, address := range w.pages() {
		if strings.Contains(address, "/sitemap/") {
			n++
		}
	}
	return n
}

// TestSitemapStandsIn has the site's map name instant news while the lists are dead, and only then.
func TestSitemapStandsIn(t *testing.T) {
	w := newWorld(t)
	w.sitemaps()
	w.lists(status(404))
	if got := w.crawl(); got != statusPartly {
		t.Errorf("status %d, want %d: the lists were not read", got, statusPartly)
	}
	if said := w.said(); !slices.Equal(said,
		[]string{"mingpao: 23 feeds and 9 lists of news.mingpao.com not read: HTTP 404"}) {
		t.Errorf("said %q", said)
	}
	if a, err := w.archive.Catalog().Find(t.Context(), site.Instant, testID); a == nil || err != nil {
		t.Errorf("what the map names is not there: %v", err)
	}
	if n := w.maps(); n != 1+3 {
		t.Errorf("%d maps asked for, want the index and three days", n)
	}
	w.clock = w.clock.Add(15 * time.Minute)
	w.crawl()
	if n := w.maps(); n != 4 {
		t.Errorf("%d maps asked for a quarter of an hour later, want none more", n)
	}
	w.clock = w.clock.Add(15 * time.Minute)
	w.answer("/sitemap/ins/20260303", status(500))
	w.crawl()
	if n := w.maps(); n != 8 {
		t.Errorf("%d maps asked for after half an hour, want four more", n)
	}
	w.lists(nil)
	for _, later := range []time.Duration{time.Hour, time.Hour, 24 * time.Hour} {
		w.clock = w.clock.Add(later)
		if got := w.crawl(); got != statusDone {
			t.Errorf("status %d with the lists back: %s", got, w.stderr.String())
		}
	}
	if n := w.maps(); n != 8 {
		t.Errorf("%d maps asked for with the lists back, want none more", n)
	}
	check, err := health.Examine(t.Context(), w.archive, w.clock)
	if err != nil || strings.Contains(strings.Join(found(check), ";"), "sitemap") {
		t.Errorf("a sitemap that nobody needs is trouble: %q, %v", found(check), err)
	}
}
