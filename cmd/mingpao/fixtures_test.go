package main

import (
	"bytes"
	"compress/gzip"
	"testing"

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
