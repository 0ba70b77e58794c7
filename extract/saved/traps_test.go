package saved_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/extract/saved"
	"mingpao/testdata"
)

func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithCancel(t.Context())
}

// zeros is n MiB of one character, packed small.
func zeros(n int) []byte { return bytes.Repeat([]byte("0"), n<<20) }

func parts(n int) []byte {
	var b strings.Builder
	b.WriteString("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n")
	b.WriteString("--B\r\nContent-Type: text/html\r\n\r\n<html>page</html>\r\n")
	for range n {
		b.WriteString("--B\r\nContent-Type: image/png\r\n\r\nx\r\n")
	}
	b.WriteString("--B--\r\n")
	return []byte(b.String())
}

// Closed, they end with a page.
func nestedParts(n int, closed bool) []byte {
	b := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B0\r\n\r\n"
	for i := range n {
		b += fmt.Sprintf("--B%d\r\nContent-Type: multipart/related; boundary=B%d\r\n\r\n", i, i+1)
	}
	if !closed {
		return []byte(b)
	}
	b += fmt.Sprintf("--B%d\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n", n)
	for i := range n + 1 {
		b += fmt.Sprintf("--B%d--\r\n", n-i)
	}
	return []byte(b)
}

func hostileHAR(entry string) []byte {
	return []byte(`{"log": {"entries": [` + entry +
		`, {"request":{"url":"https://news.mingpao.com/x"},"response":{"status":200,"content":{"mimeType":"text/html",` +
		`"text":"<html>page</html>"}}}]}}`)
}

func harText(n int) string {
	return `{"request":{"url":"https://news.mingpao.com/x"},"response":{"status":200,"content":{"mimeType":"text/html",` +
		`"text":"` + string(zeros(n)) + `"}}}`
}

// nestedArchive is a property list of arrays in arrays.
func nestedArchive(n int) []byte {
	b := []byte("bplist00\x5f\x10\x0fWebMainResource")
	var offsets []byte
	for i := range n {
		offsets = binary.BigEndian.AppendUint32(offsets, uint32(len(b)))
		b = binary.BigEndian.AppendUint32(append(b, 0xA1), uint32((i+1)%n))
	}
	table := len(b)
	b = append(append(b, offsets...), 0, 0, 0, 0, 0, 0, 4, 4)
	b = binary.BigEndian.AppendUint64(b, uint64(n))
	b = binary.BigEndian.AppendUint64(b, 0)
	return binary.BigEndian.AppendUint64(b, uint64(table))
}

// TestTraps reads files that are made to do harm, each beside a page that must be read.
func TestTraps(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	page := testdata.Page("ins-flash.html")
	for _, trap := range []struct {
		name, file string
		make       func() []byte
		say        string // "" : no error
		pages      int    // besides the one
	}{
		{"a large page", "a.html", func() []byte { return zeros(9) }, "larger than 8 MiB", 0},
		{"a gzip bomb", "a.html.gz", func() []byte { return gzipped(zeros(100)) }, "larger than", 0},
		{"gzip in gzip", "a.html.gz", func() []byte { return gzipped(gzipped(gzipped(page))) },
			"an archive within an archive", 0},
		{"a ZIP in gzip", "a.gz", func() []byte { return gzipped(zipFile(flash(1))) }, "an archive within an archive",
			0},
		{"a ZIP bomb", "a.zip", func() []byte {
			return zipOf(map[string][]byte{"a.html": zeros(100), "b.html": page}, seen, zip.Deflate)
		}, "larger than", 1},
		{"a ZIP in a ZIP", "a.zip", func() []byte {
			return zipOf(map[string][]byte{"a.zip": zipFile(flash(1)), "b.html": page}, seen, zip.Deflate)
		}, "an archive within an archive", 1},
		{"a name that leads out", "a.zip", func() []byte {
			return zipOf(map[string][]byte{"../../a.html": page, "b.html": page}, seen, zip.Deflate)
		}, "its name leads out of the archive", 1},
		{"an absolute name", "a.zip", func() []byte {
			return zipOf(map[string][]byte{"/etc/a.html": page, `c:\..\..\b.html`: page}, seen, zip.Deflate)
		}, "its name leads out of the archive", 0},
		{"a ZIP of one entry under many names", "a.zip", func() []byte { return sameEntry(page, 100) },
			"its entries overlap", 0},
		{"a ZIP of entries that quote each other", "a.zip", func() []byte { return quotedEntries(100) },
			"its entries overlap", 0},
		{"a ZIP of many entries", "a.zip", func() []byte { return sameEntry(page, 250_001) }, "more than 250000 entries", 0},
		{"a ZIP with an endless table", "a.zip", func() []byte { return sameEntry(page, 1_200_000) },
			"more than 250000 entries", 0},
		{"a ZIP of many bombs", "a.zip", func() []byte {
			files := map[string][]byte{}
			for i := range 40 {
				files[fmt.Sprintf("%02d.html", i)] = zeros(9)
			}
			return zipOf(files, seen, zip.Deflate)
		}, "it unpacks to more than 27", 0},
		{"a ZIP with 60 MB beside the page", "a.zip", func() []byte {
			return zipOf(map[string][]byte{"b.html": page, "metadata.json": zeros(60)}, seen, zip.Deflate)
		}, "metadata.json: larger than 64 KiB", 0},
		{"a ZIP with 19 MB beside the pages", "a.zip", func() []byte {
			files := map[string][]byte{}
			for i := range 300 {
				files[fmt.Sprintf("%03d/metadata.json", i)] = []byte(`{"x": "` + string(zeros(1)[:64<<10-9]) + `"}`)
				files[fmt.Sprintf("%03d/b.html", i)] = []byte("<html>")
			}
			return zipOf(files, seen, zip.Deflate)
		}, "metadata.json: with those of other folders larger than 16 MiB", 256},
		{"backslashes", "a.zip", func() []byte {
			return zipOf(map[string][]byte{`folder\b.html`: page}, seen,
				zip.Deflate)
		}, "", 1},
		{"a cut ZIP", "a.zip", func() []byte { b := zipFile(flash(1)); return b[:len(b)-30] }, "broken ZIP", 0},
		{"10,000 parts", "a.mhtml", func() []byte { return parts(10_000) }, "more than 5000 parts", 1},
		{"1,000 parts", "a.mhtml", func() []byte { return parts(1000) }, "", 1},
		{"parts in parts", "a.mhtml", func() []byte { return nestedParts(100, false) }, "broken MHTML", 0},
		{"few parts in parts", "a.mhtml", func() []byte { return nestedParts(2, true) }, "", 1},
		{"a page in too many", "a.mhtml", func() []byte { return nestedParts(10, true) }, "without a page", 0},
		{"a cut MHTML", "a.mhtml", func() []byte { b := mhtml(flash(1), "base64"); return b[:len(b)/2] },
			"broken MHTML", 0},
		{"a message without a page", "a.mhtml", func() []byte {
			return []byte("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B--\r\n")
		}, "without a page", 0},
		{"a film in a HAR", "a.har", func() []byte {
			return hostileHAR(`{"request":{"url":"https://fs.mingpao.com/x"},"response":{"status":200,` +
				`"content":{"mimeType":"video/mp4","text":"` + string(zeros(80)) + `\\\""}}}`)
		}, "", 1},
		{"a large page in a HAR", "a.har", func() []byte { return hostileHAR(harText(20)) }, "larger than 16 MiB", 1},
		{"a HAR without entries", "a.har", func() []byte { return []byte(`{"log": {"version": "1.2"}}`) },
			"no entries", 0},
		{"a cut HAR", "a.har", func() []byte { b := harFile(flash(1)); return b[:len(b)-50] }, "broken HAR", 0},
		{"a broken webarchive", "a.webarchive", func() []byte {
			return append([]byte("bplist00WebMainResource"),
				zeros(1)...)
		}, "broken webarchive", 0},
		{"a large webarchive", "a.webarchive", func() []byte {
			return append([]byte("<plist><dict><key>WebMainResource</key>"), zeros(70)...)
		}, "larger than 64 MiB", 0},
		{"a webarchive of lists in lists", "a.webarchive", func() []byte { return nestedArchive(400_000) },
			"more than 20000 lists", 0},
		{"a webarchive of open tags", "a.webarchive", func() []byte {
			return []byte("<plist><dict><key>WebMainResource</key>" + strings.Repeat("<array>", 6_000_000))
		}, "more than 20000 lists", 0},
		{"a webarchive of brackets", "a.webarchive", func() []byte {
			return []byte("/*<plist WebMainResource*/" + strings.Repeat("(", 20<<20))
		}, "more than 20000 lists", 0},
		{"a webarchive that names a thing over and over", "a.webarchive", func() []byte { return manyNamed(60 << 20) },
			"things in it", 0},
		{"a webarchive of many objects", "a.webarchive", func() []byte { return manyObjects(4 << 20) }, "things in it", 0},
		{"a webarchive of many frames", "a.webarchive", func() []byte { return manyFrames(5001) },
			"more than 5000 frames", 0},
		{"a webarchive of endless length", "a.webarchive", endlessArchive, "broken webarchive", 0},
		{"SingleFile with 20 MiB of pictures", "a.html", func() []byte {
			return []byte("<html><!-- Page saved with SingleFile --><img src=\"data:image/png;base64," +
				string(zeros(20)) + "\"><p>text</p></html>")
		}, "", 1},
		{"SingleFile of 70 MiB", "a.html", func() []byte {
			return []byte("<html><!-- Page saved with SingleFile --><img src=\"data:image/png;base64," +
				string(zeros(70)) + "\"><p>text</p></html>")
		}, "larger than 64 MiB", 0},
		{"an answer packed three times", "a.warc", func() []byte {
			answer := httpAnswer("Content-Encoding: gzip, gzip, gzip\r\n", gzipped(gzipped(gzipped(page))))
			return warcRecord("response", flash(1).url, seen, answer, "Content-Type", "application/http; msgtype=response")
		}, "packed too many times", 0},
		{"an answer that wants much memory", "a.warc", func() []byte {
			answer := httpAnswer("Content-Encoding: zstd\r\n", wideFrame(page))
			return warcRecord("response", flash(1).url, seen, answer, "Content-Type", "application/http; msgtype=response")
		}, "window size exceeded", 0},
		{"machine translation", "a.html",
			func() []byte { return []byte(`<html lang="en" class="translated-ltr"><p>news`) },
			"Google's translator has put its words in the page's place", 0},
	} {
		t.Run(trap.name, func(t *testing.T) {
			dir := tree(t, map[string]string{"z.html": string(page)})
			write(t, filepath.Join(dir, trap.file), trap.make())
			pages, failed := read(t, saved.Options{}, dir)
			if len(pages) != trap.pages+1 {
				t.Errorf("%d pages, want %d", len(pages), trap.pages+1)
			}
			if said := strings.Join(failed, "\n"); (trap.say == "") != (said == "") || !strings.Contains(said,
				trap.say) {
				t.Errorf("failed: %.300q, want %q", said, trap.say)
			}
			if last := pages[len(pages)-1]; !bytes.Equal(last.Body, page) {
				t.Errorf("%s is not the page", last.Source)
			}
		})
	}
}

// TestDataless expects all of a page but what its data: addresses hold, wherever these fall in what is read at a
// time.
func TestDataless(t *testing.T) {
	mark := "<!-- Page saved with SingleFile -->"
	for gap := range 40 {
		head := "<html>" + mark + strings.Repeat("x", 64<<10-100+gap)
		dir := tree(t, map[string]string{"a.html": head +
			`<img src=data:image/png;base64,AAAA/+=><p style="background:url(data:image/gif;base64,R0lGOD` +
			strings.Repeat("lh", 70<<10) + `)">文字;base64</p>`})
		want := head +
			`<img src=data:image/png;base64,><p style="background:url(data:image/gif;base64,)">文字;base64</p>`
		if got := only(t, saved.Options{}, dir); string(got.Body) != want {
			t.Fatalf("gap %d: %d bytes, want %d: …%q", gap, len(got.Body), len(want), got.Body[max(0,
				len(got.Body)-100):])
		}
	}
}
