package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/testdata"
)

// TestRemovedSaysSo: an article that was removed for good is said to be, with the day, wherever it is asked for.
func TestRemovedSaysSo(t *testing.T) {
	path := testArchive(t).Path()
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Remove(t.Context(), []site.Ref{{Edition: site.Instant, ID: testdata.ChangedID}}, "", noon); err != nil {
		t.Fatal(err)
	}
	a.Close()
	reader, err := store.OpenReader(context.WithoutCancel(t.Context()), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	server := testRoom(t, reader)
	for page, want := range map[string]string{"/zh/a/ins/": "已於 " + site.DayStamp(noon) + " 永久移除",
		"/en/a/ins/": "removed for good on " + site.DayStamp(noon)} {
		for _, end := range []string{"", "/history", ".json"} {
			if r, body := get(t, server.URL+page+testdata.ChangedID+end); r.StatusCode != http.StatusGone ||
				!strings.Contains(body, want) {
				t.Errorf("%s%s: %d %.300s", page, end, r.StatusCode, body)
			}
		}
	}
}
