package saved_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/testdata"
)

const (
	corpusURL  = "https://news.mingpao.com/pns/%E8%A7%80%E9%BB%9E/article/20260306/s00012/1772726401001"
	corpusTime = "2026-03-07T01:02:03Z"
)

// TestCorpora has the members of well-known corpora.
func TestCorpora(t *testing.T) {
	text, page := string(testdata.Page("text-opinion.txt")), string(testdata.Page("pns-opinion.html"))
	type m = map[string]any
	for _, c := range []struct {
		name string
		line m
		url  string
	}{
		{"C4, mC4, CulturaX", m{"text": text, "timestamp": corpusTime, "url": corpusURL, "source": "mC4"}, corpusURL},
		{"FineWeb-2", m{"text": text, "id": "<urn:uuid:1>", "url": corpusURL, "date": corpusTime, "language_score": 0.9},
			corpusURL},
		{"RedPajama", m{"raw_content": text, "url": corpusURL, "date_download": corpusTime, "nlines": 3}, corpusURL},
		{"OSCAR", m{"content": text, "warc_headers": m{"warc-target-uri": corpusURL, "warc-date": corpusTime},
			"metadata": m{"harmful_pp": 1.5}}, corpusURL},
		{"HPLT", m{"text": text, "u": corpusURL, "ts": corpusTime}, corpusURL},
		{"members apart", m{"text": text, "meta": m{"url": corpusURL, "timestamp": corpusTime}}, corpusURL},
		{"markup", m{"html": page, "text": "", "url": corpusURL, "timestamp": corpusTime}, corpusURL},
		{"a member of another type", m{"text": text, "meta": "{}", "url": corpusURL, "timestamp": corpusTime, "content": 5},
			corpusURL},
	} {
		t.Run(c.name, func(t *testing.T) {
			line := append(must(json.Marshal(c.line)), '\n')
			for name, packed := range map[string][]byte{"a.jsonl": line, "a.jsonl.gz": gzipped(line),
				"a.json.zst": zstded(line)} {
				dir := tree(t, map[string]string{name: string(packed)})
				got := only(t, saved.Options{Now: now}, dir)
				if got.URL != c.url || got.Seen.UTC().Format("2006-01-02T15:04:05Z") != corpusTime ||
					!strings.HasSuffix(got.Source, name+"#1") {
					t.Errorf("%s: %s %s %s", name, got.Source, got.URL, got.Seen)
				}
				if a, err := extract.Parse(got.Page); err != nil || a.ID != "1772726401001" {
					t.Errorf("%s: %+v, %v", name, a, err)
				}
			}
		})
	}
}

func zstded(b []byte) []byte {
	var packed bytes.Buffer
	w := must(zstd.NewWriter(&packed))
	must(w.Write(b))
	must(0, w.Close())
	return packed.Bytes()
}

// TestCorpusLines has lines that are no page of the site's, among one that is.
func TestCorpusLines(t *testing.T) {
	page := `{"text":"明報","url":"` + corpusURL + `"}`
	dir := tree(t, map[string]string{
		"a.jsonl": strings.Join([]string{page, `{"text":"x","url":"https://example.com/mingpao.com"}`, `{"text":"x"}`, "",
			`{"text":"mingpao.com"}`, `{"text":"","url":"` + corpusURL + `"}`, `{"text":"mingpao.com`, page}, "\r\n"),
		"b.jsonl": `{"source":"x","url":"` + corpusURL + `","blocks":[{"kind":"paragraph","text":"x"}]}`,
		"c.json":  `{"name": "x"}`,
	})
	pages, failed, over := readAll(t, saved.Options{}, dir)
	if diff := cmp.Diff([]string{"a.jsonl#1", "a.jsonl#8"}, names(dir, pages)); diff != "" {
		t.Error(diff)
	}
	a := filepath.Join(dir, "a.jsonl")
	if diff := cmp.Diff([]string{a + "#6: a line without text", a + "#7: broken JSON",
		filepath.Join(dir, "b.jsonl") + ": JSON lines without text, not a saved page"}, failed); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{".json", "line without an address", "other site", "other site"}, over); diff != "" {
		t.Error(diff)
	}
	_, failed, _ = readAll(t, saved.Options{}, filepath.Join(dir, "c.json"))
	if len(failed) != 1 || !strings.HasSuffix(failed[0], ": JSON lines without text, not a saved page") {
		t.Error(failed)
	}
}

// TestCorpusMemory reads lines of a hundred times the memory that it may take.
func TestCorpusMemory(t *testing.T) {
	line := []byte(`{"text":"` + strings.Repeat("明報", 5000) + `","url":"` + corpusURL + `"}` + "\n")
	const many = 4000 // of 30 KB
	r := saved.NewReader(saved.Options{Stdin: &repeated{line: line, left: many}})
	var before, after runtime.MemStats
	n := 0
	for _, err := range r.Pages(t.Context(), "-") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == many/10 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if n != many || int64(after.HeapAlloc)-int64(before.HeapAlloc) > 1<<20 {
		t.Errorf("%d lines, %d bytes more after nine tenths", n, int64(after.HeapAlloc)-int64(before.HeapAlloc))
	}
}

// repeated gives a line so many times.
type repeated struct {
	line []byte
	at   int
	left int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.line[r.at:])
	if r.at += n; r.at == len(r.line) {
		r.at, r.left = 0, r.left-1
	}
	return n, nil
}

// TestLongLine: a line that no page can have costs itself alone.
func TestLongLine(t *testing.T) {
	page := `{"text":"明報","url":"` + corpusURL + `"}` + "\n"
	long := io.MultiReader(strings.NewReader(page+`{"text":"`),
		&repeated{line: bytes.Repeat([]byte("x"), 1<<20), left: 20}, strings.NewReader("\"}\n"+page))
	var sources []string
	for p, err := range saved.NewReader(saved.Options{Stdin: long}).Pages(t.Context(), "-") {
		if err != nil && !errors.As(err, new(*saved.PassedOver)) {
			p.Source += "!"
		}
		sources = append(sources, p.Source)
	}
	if diff := cmp.Diff([]string{"-#1", "-#2!", "-#3"}, sources); diff != "" {
		t.Error(diff)
	}
}
