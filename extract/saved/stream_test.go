package saved_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"mingpao/extract/saved"
)

// TestMemory reads 3,000 records of 100 kB, 300 MB in all, as a stream.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 300 MB")
	}
	o := flash(1)
	o.body = append(o.body, bytes.Repeat([]byte("<!-- filler -->"), 100_000/15)...)
	record := gzipped(warcResponse(o))
	in, out := io.Pipe()
	go func() {
		for range 3000 {
			if _, err := out.Write(record); err != nil {
				return
			}
		}
		out.Close()
	}()
	var most uint64
	n := 0
	for _, err := range saved.NewReader(saved.Options{Stdin: in}).Pages(t.Context(), "-") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%200 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
	if n != 3000 || most > 64<<20 {
		t.Errorf("%d pages, %d MiB of memory", n, most>>20)
	}
}

// TestManyFiles expects a revisit to find its original in an earlier file.
func TestManyFiles(t *testing.T) {
	dir := t.TempDir()
	o := flash(1)
	write(t, filepath.Join(dir, "1.warc"), warcRecord("response", o.url, o.at, httpAnswer("", o.body), "Content-Type",
		"application/http", "WARC-Payload-Digest", "sha1:ABC"))
	write(t, filepath.Join(dir, "2.warc"), warcRecord("revisit", o.url, o.at, nil, "WARC-Payload-Digest", "sha1:ABC"))
	if pages, failed := read(t, saved.Options{}, dir); len(pages) != 2 || len(failed) > 0 {
		t.Errorf("%d pages, failed %v", len(pages), failed)
	}
	if err := os.Remove(filepath.Join(dir, "1.warc")); err != nil {
		t.Fatal(err)
	}
	if pages, failed := read(t, saved.Options{}, dir); len(pages) != 0 || len(failed) > 0 {
		t.Errorf("%d pages, failed %v", len(pages), failed)
	}
}
