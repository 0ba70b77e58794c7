package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"runtime"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/demo"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// packed is a text as gzip.
func packed(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lastFetch is what the archive says of the latest attempt at a page that gave no article.
func (w *world) lastFetch() (f frontier.Failed) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", w.archive.Path())
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRow(`SELECT url, at, outcome, detail, due IS NOT NULL AS again FROM failures JOIN pages USING (page)
		UNION ALL SELECT a.url, at, outcome, detail, due IS NOT NULL FROM sightings JOIN addresses AS a USING (address)
			JOIN pages ON pages.url = a.url WHERE outcome = 'gone' ORDER BY at DESC LIMIT 1`).Scan(&f.URL, &f.At, &f.Outcome,
		&f.Detail, &f.Again)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		w.t.Fatal(err)
	}
	return f
}

// sightingOf makes a page that was seen at a time of an article.
func sightingOf(art *extract.Article, page string, at time.Time) record.Sighting {
	return record.Sighting{URL: art.URL, At: at, Source: site.TimeFetched, Seen: queue.SeenPage, Article: art,
		Capture: store.Capture{Body: []byte(page)}}
}

// peakMemory is how far the heap grows while something is done.
func peakMemory(do func()) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, peak := m.HeapAlloc, uint64(0)
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	for {
		select {
		case <-done:
			return peak
		case <-time.After(2 * time.Millisecond):
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > before {
				peak = max(peak, m.HeapAlloc-before)
			}
		}
	}
}

// demoDay is when the embedded pages were published.
var demoDay = demo.Day
