package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/web"
	"mingpao/store"
	"mingpao/store/catalog"
)

// TestOneIdentity makes feeds and books with the command and takes them from the reading room: the same choice gives
// the same bytes, but for ofTheRoom, so that a reader who syncs both has nothing twice.
func TestOneIdentity(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	manyThings(t, db)
	a, err := store.OpenReader(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	room, err := web.New(a, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(room)
	t.Cleanup(server.Close)
	authors, err := a.Catalog().Authors(t.Context(), catalog.Filter{})
	if err != nil || len(authors) == 0 {
		t.Fatal(authors, err)
	}
	author := authors[0].Name
	for _, c := range []struct{ name, flags, asked string }{
		{"everything", "", ""},
		{"a section by its name", "--section 觀點", "section=pns/s00012"},
		{"an edition and what was changed", "--edition ins --changed", "changed=1&edition=ins"},
		{"what is gone", "--gone", "gone=1"},
		{"a query", "--query 環島", "q=環島"},
		{"an author", "--author " + author, "author=" + author},
		{"days", "--from 2026-03 --to 2026-03", "from=2026-03&to=2026-03"},
	} {
		t.Run(c.name, func(t *testing.T) {
			feed := server.URL + "/en/feed.atom"
			if c.asked != "" {
				feed = feedSelf(t, feed+"?"+c.asked)
			}
			compareExports(t, db, feed, "atom --self "+feed+" "+c.flags)
			compareExports(t, db, server.URL+"/export?format=epub&"+c.asked, "epub "+c.flags)
		})
	}
}

// feedSelf is what a feed calls itself.
func feedSelf(t *testing.T, address string) string {
	t.Helper()
	_, self, found := strings.Cut(string(taken(t, address)), `<link rel="self" type="application/atom+xml" href="`)
	if !found {
		t.Fatal(address, "is no feed")
	}
	self, _, _ = strings.Cut(self, `"`)
	return strings.ReplaceAll(self, "&amp;", "&")
}

// ofTheRoom matches what a feed of the room has of its own: entries of its log lead to its history, those of the
// command to the site; pictures that are kept are shown at its addresses, where the command has their captions.
var ofTheRoom = regexp.MustCompile(`<link rel="alternate" type="text/html" href="[^"]*"></link>|` +
	`&lt;figure&gt;.*?&lt;/figure&gt;&#xA;|&lt;p class=&#34;caption&#34;&gt;.*?&lt;/p&gt;&#xA;`)

func compareExports(t *testing.T, db, address, flags string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out")
	var errs bytes.Buffer
	status := run(t.Context(), append(strings.Fields("export --db "+db+" -o "+path+" --format"),
		strings.Fields(flags)...), streams{nil, io.Discard, &errs})
	made, err := os.ReadFile(path)
	if status != statusDone || err != nil {
		t.Fatalf("status %d, %v: %s", status, err, errs.String())
	}
	got, made := ofTheRoom.ReplaceAll(taken(t, address), nil), ofTheRoom.ReplaceAll(made, nil)
	if !bytes.Equal(got, made) {
		t.Errorf("%s and export --format %s differ:\n%.700s\n%.700s", address, flags, got, made)
	}
}

// taken is what the room answers.
func taken(t *testing.T, address string) []byte {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	return body
}
