package web

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"mingpao/store"
	"mingpao/store/queue"
)

// kindsOfPages are addresses of every kind of page.
var kindsOfPages = []string{
	"/", "/month/2026-03", "/a/ins/1772500000001", "/a/ins/1772500000001?version=1", "/a/ins/1772500000001?pictures=1",
	"/cite/" + firstHash(),
	"/day/2026-03-03", "/day/2026-01-01", "/a/ins/1772600000001", "/a/pns/1772812801001", "/a/pns/1772640001001",
	"/a/ins/1772500000001/history",
	"/a/ins/1772500000001/page?revision=2&from=1", "/a/ins/1772500000001/history?view=beside", "/changes?since=-30d",
	"/changes?since=2026&section=ins/s00001", "/search", "/search?q=環島", "/search?q=沒有這個",
	"/search?q=環島&from=2026-03&section=ins/s00001&changed=1",
	"/search?q=環島&view=lines", "/trend", "/trend?q=環島&q=渡輪&by=week&from=2026-02",
	"/trend?q=人&by=author&count=hits&per=characters",
	"/trend?q=OR",
	"/sections", "/authors", "/columns",
	"/keywords", "/archive", "/help", "/follow?q=環島&author=x", "/nothing", "/settings?saved=1",
}

// emptyPages are those that look otherwise in an archive without an article.
var emptyPages = []string{"/", "/changes", "/search?q=環島", "/trend", "/sections", "/authors", "/columns", "/keywords",
	"/archive", "/month/2026-03"}

// watchedPages are those of an article that was looked at many times before it went.
var watchedPages = []string{"/a/pns/1772726401001/history?view=beside", "/a/pns/1772726401001/history",
	"/cite/" + store.Hash([]byte("<p>1"))}

// emptyArchive holds nothing.
func emptyArchive(t *testing.T) *store.Archive {
	t.Helper()
	a, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "empty.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// TestEmptyArchive asks for every page of an archive without an article: each says something, none is an error.
func TestEmptyArchive(t *testing.T) {
	server := testRoom(t, emptyArchive(t))
	for _, path := range append([]string{"/feed.atom", "/feeds.opml", "/help", "/day/2026-03-03"}, emptyPages...) {
		if response, body := get(t, server.URL+path); response.StatusCode != http.StatusOK || body == "" {
			t.Errorf("%s: %s", path, response.Status)
		}
	}
}

// TestPagesAreValid lets html-validate, which HTML_VALIDATE names, look at every kind of page in both languages.
func TestPagesAreValid(t *testing.T) {
	validator := os.Getenv("HTML_VALIDATE")
	if _, err := os.Stat(validator); err != nil {
		t.Skip("html-validate is not asked: HTML_VALIDATE names no copy of it")
	}
	server, empty, dir := testRoom(t, testArchive(t)), testRoom(t, emptyArchive(t)), t.TempDir()
	config := filepath.Join(dir, "config.json")
	write(t, config, `{"root": true, "extends": ["html-validate:standard"]}`)
	args := []string{"--config", config}
	ask := func(room string, paths []string) {
		for _, path := range paths {
			for _, language := range []string{"/zh", "/en"} {
				_, body := get(t, room+strings.TrimSuffix(language+path, "/"))
				page := filepath.Join(dir, fmt.Sprintf("%d.html", len(args)))
				write(t, page, body)
				args = append(args, page)
			}
		}
	}
	ask(server.URL, kindsOfPages)
	ask(empty.URL, emptyPages)
	a, _ := watchedArchive(t, queue.SeenGone)
	ask(testRoom(t, a).URL, watchedPages)
	if out, err := exec.CommandContext(t.Context(), validator, args...).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestFeedsAreValid reads the feeds as a feed reader does, and holds them against the schema of RFC 4287 where there
// is xmllint.
func TestFeedsAreValid(t *testing.T) {
	server, dir := testRoom(t, testArchive(t)), t.TempDir()
	for i, query := range []string{"/feed.atom", "/feed.atom?q=環島", "/feed.atom?section=ins%2Fs00001",
		"/feed.atom?changed=1", "/feed.atom?gone=1", "/feed.atom?access=excerpt", "/changes.atom",
		"/changes.atom?section=ins%2Fs00001", "/feed.atom?author=nobody"} {
		_, body := get(t, server.URL+query)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil || (len(feed.Items) == 0) != (query == "/feed.atom?author=nobody") || feed.UpdatedParsed == nil ||
			feed.FeedLink == "" {
			t.Errorf("%s: %v", query, err)
			continue
		}
		for _, item := range feed.Items {
			if item.GUID == "" || item.Title == "" || item.Content == "" || item.UpdatedParsed == nil {
				t.Errorf("%s: an item without a field: %+v", query, item)
			}
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.atom", i))
		write(t, path, body)
		t.Run("schema "+query, func(t *testing.T) { conform(t, "testdata/atom.rng", path) })
	}
	_, body := get(t, server.URL+"/feeds.opml")
	path := filepath.Join(dir, "feeds.opml")
	write(t, path, body)
	t.Run("schema of OPML", func(t *testing.T) { conform(t, "testdata/opml.rng", path) })
}

// conform holds a file against a schema.
func conform(t *testing.T, schema, path string) {
	t.Helper()
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("the schema is not asked: there is no xmllint")
	}
	if out, err := exec.CommandContext(t.Context(), xmllint, "--noout", "--nonet", "--relaxng", schema,
		path).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
