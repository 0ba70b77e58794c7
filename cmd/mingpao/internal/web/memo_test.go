package web

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/extract/site"
	"mingpao/store"
)

// TestRemovedIsGone removes an article while the room is open: nothing that was made before shows it any more.
func TestRemovedIsGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "room.db")
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	if _, err := a.Record(t.Context(), 0, sightings(t), noon); err != nil {
		t.Fatal(err)
	}
	reader, err := store.OpenReader(context.WithoutCancel(t.Context()), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reader.Close() })
	room := testRoom(t, reader).URL
	for _, p := range []string{"/search?q=環島", "/search?section=ins/s00001", "/feed.atom?q=環島", "/feed.atom",
		"/day/2026-03-03", "/a/ins/1772500000001"} {
		if _, body := get(t, room+p); !strings.Contains(body, "1772500000001") {
			t.Fatalf("%s does not have the article", p)
		}
	}
	if err := a.Remove(t.Context(), []site.Ref{{Edition: "ins", ID: "1772500000001"}}, "a court's order",
		noon); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"/search?q=環島", "/search?section=ins/s00001", "/feed.atom?q=環島", "/feed.atom",
		"/day/2026-03-03", "/a/ins/1772500000001"} {
		if _, body := get(t, room+p); strings.Contains(body, "環島") && strings.Contains(body, "/a/ins/1772500000001") {
			t.Errorf("%s still has the article", p)
		}
	}
}
