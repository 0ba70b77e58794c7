package main

import (
	"bytes"
	"compress/gzip"
	"runtime"
	"testing"
	"time"

	"mingpao/store"
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

// lastFetch is what the archive says of the latest attempt at a page.
func (w *world) lastFetch() store.Fetch {
	w.t.Helper()
	f, err := w.archive.LastFetch()
	if err != nil {
		w.t.Fatal(err)
	}
	return f
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
