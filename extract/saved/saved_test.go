package saved_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/testdata"
)

var (
	now     = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	seen    = time.Date(2026, 3, 6, 5, 12, 33, 0, time.UTC)
	written = time.Date(2026, 3, 20, 8, 0, 0, 0, time.UTC)
)

// originals are our own pages, and real ones where they are at hand.
func originals(t *testing.T) (all []original) {
	t.Helper()
	for _, name := range testdata.Pages() {
		if strings.HasSuffix(name, ".html") {
			all = append(all, original{name: name, body: testdata.Page(name), at: seen})
		}
	}
	for _, file := range corpus(t) {
		all = append(all, original{name: filepath.Base(file), body: must(os.ReadFile(file)), at: seen})
	}
	for i, o := range all {
		all[i].url = "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260303/s00001/1772500000099"
		if m := canonical.FindSubmatch(o.body); m != nil {
			all[i].url = string(m[1])
		}
		all[i].article, all[i].err = extract.Parse(extract.Page{URL: all[i].url, Body: o.body})
	}
	return all
}

// corpus are real pages, one in twenty where MINGPAO_CORPUS is not set; none where there are none or time is short.
func corpus(t *testing.T) []string {
	t.Helper()
	if testing.Short() {
		return nil
	}
	files, err := filepath.Glob("../../../shared/corpus/pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("MINGPAO_CORPUS") != "" {
		return files
	}
	some := files[:0]
	for i := 0; i < len(files); i += 20 {
		some = append(some, files[i])
	}
	return some
}

var canonical = regexp.MustCompile(`<link rel="canonical" href="([^"]+)"`)

// TestForms keeps pages in every form, and expects the article of the page as it was served.
func TestForms(t *testing.T) {
	pages := originals(t)
	for _, f := range forms {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			for _, o := range pages {
				file := filepath.Join(t.TempDir(), f.file)
				kept := f.keep(o)
				write(t, file, kept)
				got := only(t, saved.Options{Now: now}, file)
				if string(got.SeenFrom) != f.from {
					t.Errorf("%s: the time is from %q, want %q", o.name, got.SeenFrom, f.from)
				}
				if want := map[bool]time.Time{true: written, false: seen}[f.from == "file-time" &&
					f.name != "zip"]; !got.Seen.Equal(want) {
					t.Errorf("%s: seen %v, want %v", o.name, got.Seen, want)
				}
				compare(t, o, got, f.less)
			}
		})
	}
}

func write(t *testing.T, file string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, written, written); err != nil {
		t.Fatal(err)
	}
}

// only reads the one page of an input.
func only(t *testing.T, o saved.Options, input string) saved.Page {
	t.Helper()
	pages, failed := read(t, o, input)
	if len(pages) != 1 || len(failed) > 0 {
		t.Fatalf("%d pages, failed: %v", len(pages), failed)
	}
	return pages[0]
}

// read gives the pages of inputs, and what failed: "source: error".
func read(t *testing.T, o saved.Options, inputs ...string) (pages []saved.Page, failed []string) {
	t.Helper()
	pages, failed, _ = readAll(t, o, inputs...)
	return pages, failed
}

func readAll(t *testing.T, o saved.Options, inputs ...string) (pages []saved.Page, failed, over []string) {
	t.Helper()
	for p, err := range saved.NewReader(o).Pages(t.Context(), inputs...) {
		var passed *saved.PassedOver
		switch {
		case errors.As(err, &passed):
			over = append(over, passed.Kind)
		case err != nil:
			failed = append(failed, p.Source+": "+err.Error())
		default:
			p.Body = bytes.Clone(p.Body)
			pages = append(pages, p)
		}
	}
	slices.Sort(over)
	return pages, failed, over
}

func compare(t *testing.T, o original, got saved.Page, less bool) {
	t.Helper()
	want, wantErr := o.article, o.err
	a, err := extract.Parse(got.Page)
	if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
		t.Errorf("%s: %v, want %v", o.name, err, wantErr)
		return
	}
	if err == nil && less {
		for _, i := range a.Images {
			if strings.Contains(i.URL, "x_files") || !bytes.Contains(o.body, []byte(i.URL)) {
				t.Errorf("%s: the page never had a picture %s", o.name, i.URL)
			}
		}
		a.Images = want.Images
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("%s: page (-) and what was kept (+) differ:\n%s", o.name, diff)
	}
}
