package web

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// kindsOfPages are addresses of every kind of page.
var kindsOfPages = []string{
	"/", "/month/2026-03", "/a/ins/1772500000001", "/a/ins/1772500000001?version=1", "/a/ins/1772500000001?pictures=1",
	"/a/ins/1772500000001/history",
	"/a/ins/1772500000001/history?view=beside", "/changes?since=-30d", "/search", "/search?q=環島", "/search?q=沒有這個",
	"/sections", "/authors", "/columns",
	"/keywords", "/archive", "/help", "/nothing",
}

// TestPagesAreValid lets html-validate, which HTML_VALIDATE names, look at every kind of page in both languages.
func TestPagesAreValid(t *testing.T) {
	validator := os.Getenv("HTML_VALIDATE")
	if _, err := os.Stat(validator); err != nil {
		t.Skip("html-validate is not asked: HTML_VALIDATE names no copy of it")
	}
	server, dir := testRoom(t, testArchive(t)), t.TempDir()
	config := filepath.Join(dir, "config.json")
	write(t, config, `{"root": true, "extends": ["html-validate:standard"]}`)
	args := []string{"--config", config}
	for i, path := range kindsOfPages {
		for _, language := range []string{"/zh", "/en"} {
			_, body := get(t, server.URL+strings.TrimSuffix(language+path, "/"))
			page := filepath.Join(dir, fmt.Sprintf("%d%s.html", i, language[1:]))
			write(t, page, body)
			args = append(args, page)
		}
	}
	if out, err := exec.CommandContext(t.Context(), validator, args...).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestFeedsAreValid reads the feeds as a feed reader does, and holds them against the schema of RFC 4287 where there
// is xmllint.
func TestFeedsAreValid(t *testing.T) {
	server, dir := testRoom(t, testArchive(t)), t.TempDir()
	for i, query := range []string{"", "?q=環島", "?section=ins%2Fs00001", "?changed=1", "?gone=1", "?excerpt=1"} {
		_, body := get(t, server.URL+"/feed.atom"+query)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil || len(feed.Items) == 0 || feed.UpdatedParsed == nil || feed.FeedLink == "" {
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
