package saved_test

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"crypto/sha1"
	"encoding/base32"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"mingpao/extract/saved"
	"mingpao/testdata"
)

// flash is a page of ours at an address of its own.
func flash(n int) original {
	url := fmt.Sprintf("https://news.mingpao.com/ins/x/article/20260302/s00001/17724200%05d", n)
	return original{name: "ins-flash.html", url: url, body: testdata.Page("ins-flash.html"), at: seen}
}

// crawl is a WARC file of n pages, a record each.
func crawl(n int) (records [][]byte) {
	for i := range n {
		o := flash(i)
		block := httpAnswer("", o.body)
		sum := sha1.Sum(block)
		records = append(records, warcRecord("response", o.url, o.at, block, "Content-Type",
			"application/http; msgtype=response",
			"WARC-Block-Digest", "sha1:"+base32.StdEncoding.EncodeToString(sum[:])))
	}
	return records
}

// damaged are WARC files of five records with something wrong at the third, and how many of the five can be read.
var damaged = []struct {
	name  string
	make  func() []byte
	pages int
	say   string
}{
	{"cut off in a gzip member", func() []byte { b := gzippedEach(crawl(5)); return b[:len(b)-200] }, 4,
		"ends after"},
	{"cut off in a plain record", func() []byte { b := bytes.Join(crawl(5), nil); return b[:len(b)-200] }, 4,
		"ends after"},
	{"cut off in a header", func() []byte { return append(bytes.Join(crawl(5), nil), "WARC/1.0\r\nWARC-Ty"...) }, 5,
		"cut off"},
	{"a bad gzip member", func() []byte {
		return third(func(r []byte) []byte { return flip(gzipped(r), 400) },
			true)
	}, 4, "broken gzip"},
	{"a gzip member without its head", func() []byte {
		return third(func(r []byte) []byte { return gzipped(r)[20:] },
			true)
	}, 4, "no record begins here"},
	{"a wrong checksum", func() []byte {
		return third(func(r []byte) []byte {
			z := gzipped(r)
			return flip(z,
				len(z)-6)
		}, true)
	}, 4, "broken gzip"},
	{"a flipped byte", func() []byte { return third(func(r []byte) []byte { return flip(r, len(r)/2) }, false) }, 4,
		"its bytes are not those of its digest"},
	{"rubbish between records", func() []byte {
		return third(func(r []byte) []byte { return append([]byte(strings.Repeat("rubbish ", 50000)), r...) }, false)
	}, 5, "no record begins here"},
	{"a header without end", func() []byte {
		return third(func(r []byte) []byte {
			return bytes.Replace(r, []byte("\r\n"), []byte("\r\nX: "+strings.Repeat("x", 300<<10)+"\r\n"), 1)
		}, false)
	}, 4, "no header of a record"},
	{"rubbish between members", func() []byte {
		return third(func(r []byte) []byte { return append([]byte("\x1f\x8b\x08rubbish"), gzipped(r)...) }, true)
	}, 5, "invalid header"},
	{"2^63 bytes", claims("9223372036854775808"), 4, `says that it has "9223372036854775808" bytes`},
	{"2^63-1 bytes", claims("9223372036854775807"), 4, `says that it has "9223372036854775807" bytes`},
	{"more than the file", claims("1099511627"), 4, "ends after"},
	{"into the next record", claims("6000"), 4, "longer than it says"},
	{"less than it has", claims("200"), 4, "longer than it says"},
	{"no length", claims("many"), 4, `"many" bytes`},
	{"a negative length", claims("-1"), 4, `"-1" bytes`},
	{"a header without end", func() []byte {
		return third(func(r []byte) []byte {
			return append([]byte("WARC/1.0\r\n"+strings.Repeat("X: y\r\n", 1<<16)),
				r...)
		}, false)
	}, 5, "no header"},
}

// third spoils the third of five records.
func third(spoil func([]byte) []byte, zip bool) (b []byte) {
	for i, r := range crawl(5) {
		switch {
		case i == 2:
			b = append(b, spoil(r)...)
		case zip:
			b = append(b, gzipped(r)...)
		default:
			b = append(b, r...)
		}
	}
	return b
}

func flip(b []byte, i int) []byte {
	b[i] ^= 0xff
	return b
}

var length = []byte("Content-Length: ")

func claims(n string) func() []byte {
	return func() []byte {
		return third(func(r []byte) []byte {
			before, rest, _ := bytes.Cut(r, length)
			_, rest, _ = bytes.Cut(rest, []byte("\r\n"))
			return slices.Concat(before, length, []byte(n+"\r\n"), rest)
		}, false)
	}
}

// TestDamagedWARC expects every record but the damaged one, of a file and of a stream, and one line that names the
// damage.
func TestDamagedWARC(t *testing.T) {
	for _, d := range damaged {
		t.Run(d.name, func(t *testing.T) {
			b := d.make()
			file := filepath.Join(t.TempDir(), "crawl.warc")
			write(t, file, b)
			pages, failed := read(t, saved.Options{}, file)
			streamed, failedStream := read(t, saved.Options{Stdin: struct{ io.Reader }{bytes.NewReader(b)}}, "-")
			if len(pages) != d.pages || len(streamed) != d.pages {
				t.Errorf("%d pages of the file, %d of the stream, want %d", len(pages), len(streamed), d.pages)
			}
			if len(failed) != 1 || !strings.Contains(failed[0], d.say) {
				t.Errorf("failed: %q, want one line with %q", failed, d.say)
			}
			if len(failedStream) != 1 {
				t.Errorf("failed of the stream: %q", failedStream)
			}
			for _, p := range pages {
				if !bytes.Equal(p.Body, flash(0).body) {
					t.Errorf("%s is not the page", p.Source)
				}
			}
		})
	}
}

// TestSources expects records to be counted from 1, the ones without a page included.
func TestSources(t *testing.T) {
	file := filepath.Join(t.TempDir(), "crawl.warc.gz")
	write(t, file, gzippedEach(append(warcFile(flash(1)), warcResponse(flash(2)))))
	pages, failed, over := readAll(t, saved.Options{}, file)
	if len(failed) > 0 || len(pages) != 2 || pages[0].Source != file+"#5" || pages[1].Source != file+"#6" {
		t.Errorf("%v, failed %v", pages, failed)
	}
	if diff := cmp.Diff([]string{"image/png", "other site"}, over); diff != "" {
		t.Error(diff)
	}
}

func compressed(w func(io.Writer) io.WriteCloser) func([]byte) []byte {
	return func(b []byte) []byte {
		var out bytes.Buffer
		z := w(&out)
		must(z.Write(b))
		must(0, z.Close())
		return out.Bytes()
	}
}

func chunked(b []byte) []byte {
	return fmt.Appendf(nil, "%x\r\n%s\r\n%x;name=value\r\n%s\r\n0\r\n\r\n", 100, b[:100], len(b)-100, b[100:])
}

func same(b []byte) []byte { return b }

// TestCodings expects the page whatever was done to the bytes of the answer, and where its header says so no more
// truly.
func TestCodings(t *testing.T) {
	for _, c := range []struct {
		name, header string
		code         func([]byte) []byte
	}{
		{"gzip", "Content-Encoding: gzip\r\n", gzipped},
		{"x-gzip in upper case", "content-encoding: X-GZIP\r\n", gzipped},
		{"brotli", "Content-Encoding: br\r\n",
			compressed(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })},
		{"zstd", "Content-Encoding: zstd\r\n",
			compressed(func(w io.Writer) io.WriteCloser { return must(zstd.NewWriter(w)) })},
		{"zlib", "Content-Encoding: deflate\r\n",
			compressed(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })},
		{"deflate", "Content-Encoding: deflate\r\n",
			compressed(func(w io.Writer) io.WriteCloser { return must(flate.NewWriter(w, 6)) })},
		{"chunks", "Transfer-Encoding: chunked\r\n", chunked},
		{"gzip in chunks", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
			func(b []byte) []byte { return chunked(gzipped(b)) }},
		{"twice", "Content-Encoding: gzip, gzip\r\n", func(b []byte) []byte { return gzipped(gzipped(b)) }},
		{"chunks undone", "Transfer-Encoding: chunked\r\n", same},
		{"gzip undone", "Content-Encoding: gzip\r\n", same},
		{"brotli undone", "Content-Encoding: br\r\n", same},
		{"deflate undone", "Content-Encoding: deflate\r\n", same},
		{"a wrong length", "Content-Length: 7\r\n", same},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := flash(1)
			file := filepath.Join(t.TempDir(), "crawl.warc")
			write(t, file, warcRecord("response", o.url, o.at, httpAnswer(c.header, c.code(o.body)), "Content-Type",
				"application/http"))
			if got := only(t, saved.Options{}, file); !bytes.Equal(got.Body, o.body) {
				t.Errorf("%d bytes of %d", len(got.Body), len(o.body))
			}
		})
	}
}

// TestRecordTypes expects pages from resource, conversion and revisit records, and the time of each.
func TestRecordTypes(t *testing.T) {
	o, later := flash(1), flash(1)
	later.at = later.at.AddDate(0, 0, 3)
	text := testdata.Page("text-opinion.txt")
	revisit := func(fields ...string) []byte {
		fields = append(fields, "Content-Type", "application/http", "WARC-Profile",
			"http://netpreserve.org/warc/1.0/revisit/identical-payload-digest")
		return warcRecord("revisit", later.url, later.at, []byte("HTTP/1.1 200 OK\r\n\r\n"), fields...)
	}
	file := filepath.Join(t.TempDir(), "crawl.warc.gz")
	write(t, file, gzippedEach([][]byte{
		warcRecord("response", o.url, o.at, httpAnswer("", o.body), "Content-Type", "application/http",
			"WARC-Payload-Digest", "sha1:ABC"),
		warcRecord("resource", o.url, o.at, o.body, "Content-Type", "text/html"),
		warcRecord("conversion", o.url, o.at, text, "Content-Type", "text/plain"),
		revisit("WARC-Payload-Digest", "sha1:ABC"),
		revisit("WARC-Refers-To-Target-URI", o.url, "WARC-Refers-To-Date", "2026-03-06T05:12:33Z"),
		revisit("WARC-Payload-Digest", "sha1:NEVERSEEN"),
		warcRecord("continuation", o.url, o.at, o.body, "Content-Type", "text/html"),
	}))
	pages, failed, over := readAll(t, saved.Options{Now: now}, file)
	if len(pages) != 5 || len(failed) > 0 {
		t.Fatalf("%d pages, failed %v", len(pages), failed)
	}
	for i, p := range pages {
		want, at := o.body, o.at
		if i == 2 {
			want = text
		}
		if i > 2 {
			at = later.at
		}
		if !bytes.Equal(p.Body, want) || !p.Seen.Equal(at) {
			t.Errorf("%s: %d bytes seen %v, want %d seen %v", p.Source, len(p.Body), p.Seen, len(want), at)
		}
	}
	if diff := cmp.Diff([]string{"continuation record", "revisit without its original"}, over); diff != "" {
		t.Error(diff)
	}
}
