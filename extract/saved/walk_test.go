package saved_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/saved"
	"mingpao/testdata"
)

// tree writes files by name into a new folder.
func tree(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, file, []byte(text))
	}
	return dir
}

// names are the sources of what was read below a folder.
func names(dir string, pages []saved.Page) (all []string) {
	for _, p := range pages {
		all = append(all, strings.TrimPrefix(p.Source, dir+"/"))
	}
	slices.Sort(all)
	return all
}

func TestFolder(t *testing.T) {
	page, text := string(testdata.Page("ins-flash.html")), string(testdata.Page("text-opinion.txt"))
	dir := tree(t, map[string]string{
		"a.html": page, "b.HTM": page, "c.txt": text, "d": page, "e.html.1": page, "城東公園重開.逾千人": page,
		"index.php?id=3": page,
		"f.html.gz":      string(gzipped([]byte(page))), "deep/er/g.html": page, "x.warc": string(warcResponse(flash(1))),
		"h.html": page, "h_files/frame.html": page, "h_files/a.css": "p{}", "metadata.json": "{}",
		"i.html": page, "i.html.orig": page, "j.html": page, "j.orig": page, "k.orig": page,
		"LICENSE": "text that is no page", "style.css": "p{}", "a.jpg": "\xFF\xD8\xFF",
		"list.xml": "<?xml version='1.0'?><rss/>", "app.js": "let x = '<html>'",
	})
	must(0, os.Symlink(dir, filepath.Join(dir, "deep", "loop")))
	must(0, os.Symlink("er", filepath.Join(dir, "deep", "twice")))
	must(0, os.Symlink("../d", filepath.Join(dir, "deep", "d.again")))
	must(0, os.Symlink("../d", filepath.Join(dir, "deep", "d.twice")))
	must(0, os.Symlink("nowhere", filepath.Join(dir, "broken.html")))
	must(0, syscall.Mkfifo(filepath.Join(dir, "pipe.html"), 0o600))
	pages, failed, over := readAll(t, saved.Options{}, dir)
	want := []string{"a.html", "b.HTM", "c.txt", "d", "deep/d.again", "deep/er/g.html", "e.html.1", "f.html.gz", "h.html",
		"i.html", "index.php?id=3", "j.html", "k.orig", "x.warc#1", "城東公園重開.逾千人"}
	if diff := cmp.Diff(want, names(dir, pages)); diff != "" {
		t.Errorf("pages:\n%s", diff)
	}
	if diff := cmp.Diff([]string{filepath.Join(dir, "broken.html") + ": no such file or directory"},
		failed); diff != "" {
		t.Errorf("failed:\n%s", diff)
	}
	want = []string{".css", ".js", "FIFO", "folder that was read before", "folder that was read before", "image/jpeg",
		"link to a file that was read before", "original of a page beside it", "original of a page beside it",
		"part of a saved page", "part of a saved page", "text/plain", "text/xml"}
	if diff := cmp.Diff(want, over); diff != "" {
		t.Errorf("passed over:\n%s", diff)
	}
}

// TestLinks expects nothing of what lies outside a folder to be read through a link in it, and that to be said. A link
// that a person names is followed.
func TestLinks(t *testing.T) {
	const link = ": a link out of the folder, which is not followed; to read it, name "
	page := string(testdata.Page("ins-flash.html"))
	away := tree(t, map[string]string{"x.html": page, "metadata.json": `{"url": "https://news.mingpao.com/stolen"}`})
	dir := tree(t, map[string]string{"a.html": page, "in/b.html": page})
	for name, target := range map[string]string{"all": "/", "away": away, "file.html": filepath.Join(away, "x.html"),
		"metadata.json": filepath.Join(away, "metadata.json"), "up": "..", "in/loop": "../in", "self": "self"} {
		must(0, os.Symlink(target, filepath.Join(dir, name)))
	}
	named := filepath.Join(t.TempDir(), "named")
	must(0, os.Symlink(dir, named))
	pages, failed, _ := readAll(t, saved.Options{}, named)
	if diff := cmp.Diff([]string{"a.html", "in/b.html"}, names(named, pages)); diff != "" {
		t.Errorf("pages:\n%s", diff)
	}
	for _, p := range pages {
		if strings.Contains(p.URL, "stolen") {
			t.Errorf("%s is said to be %s", p.Source, p.URL)
		}
	}
	real := func(path string) string { return must(filepath.EvalSymlinks(path)) }
	want := []string{
		"all" + link + "/", "away" + link + real(away), "file.html" + link + real(filepath.Join(away, "x.html")),
		"metadata.json" + link + real(filepath.Join(away, "metadata.json")), "self: too many levels of symbolic links",
		"up" + link + real(filepath.Dir(dir)),
	}
	for i, f := range failed {
		failed[i] = strings.TrimPrefix(f, named+"/")
	}
	slices.Sort(failed)
	if diff := cmp.Diff(want, failed); diff != "" {
		t.Errorf("failed:\n%s", diff)
	}
}

// TestNamed expects a person's word to count: a name that says nothing is a page, a pipe is read, what is certainly
// none is said.
func TestNamed(t *testing.T) {
	dir := tree(t, map[string]string{"notes": "some text", "a.pdf": "%PDF-1.7", "a.zip": "PK\x03\x04 broken",
		"a.html.gz": "\x1f\x8b broken", "empty/x.css": "p{}"})
	for name, want := range map[string]string{
		"a.pdf": "a PDF file, not a saved page", "a.zip": "broken ZIP: zip: not a valid zip file",
		"a.html.gz": "broken gzip: unexpected EOF",
		"missing":   "no such file or directory", "empty": "no page in this folder",
	} {
		if pages, failed := read(t, saved.Options{}, filepath.Join(dir, name)); len(pages) > 0 ||
			!slices.Equal(failed, []string{filepath.Join(dir, name) + ": " + want}) {
			t.Errorf("%s: %d pages, failed %q, want %q", name, len(pages), failed, want)
		}
	}
	if p := only(t, saved.Options{}, filepath.Join(dir, "notes")); string(p.Body) != "some text" || !p.Alone {
		t.Errorf("%q", p.Body)
	}
}

func TestPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	must(0, syscall.Mkfifo(pipe, 0o600))
	if p := only(t, saved.Options{}, pipe); len(p.Body) != 0 {
		t.Errorf("a pipe that nobody writes to gives %q", p.Body)
	}
	w := must(os.OpenFile(pipe, os.O_RDWR, 0))
	go func() {
		time.Sleep(20 * time.Millisecond)
		_, _ = io.WriteString(w, "<html>late</html>")
		w.Close()
	}()
	if p := only(t, saved.Options{}, pipe); string(p.Body) != "<html>late</html>" {
		t.Errorf("%q", p.Body)
	}
}

// TestInterrupted expects an end at once, in the middle of a file as well, and the reason for it.
func TestInterrupted(t *testing.T) {
	dir := tree(t, map[string]string{"a.warc": string(slices.Concat(crawl(5)...)), "b.html": "<html>"})
	ctx, cancel := contextOf(t)
	n := 0
	var last error
	for _, err := range saved.NewReader(saved.Options{}).Pages(ctx, dir) {
		if n++; n == 2 {
			cancel()
		}
		last = err
	}
	if n != 3 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d pages after the end of the context, the last with error %v", n-2, last)
	}
}

func TestSize(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": "12345", "b/c.html": "123",
		"d.warc": string(slices.Concat(crawl(3)...)), "e.zip": string(zipFile(flash(1)))})
	size := saved.Size(dir)
	var read int64
	for p := range saved.NewReader(saved.Options{}).Pages(t.Context(), dir) {
		if p.Read < read || p.Read > size {
			t.Errorf("%s: %d bytes read after %d, of %d", p.Source, p.Read, read, size)
		}
		read = p.Read
	}
	if read == 0 || saved.Size(dir, "-") != -1 {
		t.Errorf("%d of %d bytes", read, size)
	}
}
