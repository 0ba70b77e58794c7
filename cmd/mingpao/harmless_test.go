package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"mingpao/extract"
	"mingpao/store"
)

// hostile is text that acts on something somewhere: spreadsheets, terminals, browsers, parsers, readers.
const hostile = "=cmd()|' /C calc'!A0 \x1b[31m\u202e\u2066 </script><script>alert(1)</script> \"quoted\" 'single' ]]> <!-- & \u2028 \u2029 | * _ # `code` \ufffe"

// hostileArchive holds one article that is made of it.
func hostileArchive(t *testing.T) (*store.Archive, *store.Article) {
	t.Helper()
	a, err := store.Open(t.Context(), t.TempDir()+"/mingpao.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	art := &extract.Article{
		ID: "1772726401001", Edition: "pns", URL: "https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001", Section: hostile, SectionCode: "s00012",
		Title: hostile, Body: hostile, Authors: []string{hostile}, AuthorNote: hostile, Column: hostile, Keywords: []string{hostile}, Credits: []string{hostile},
		Published: "2026-03-06", Access: extract.Full, Blocks: []extract.Block{{Kind: extract.Paragraph, Text: hostile}},
		Images: []extract.Image{{URL: "https://fs.mingpao.com/x.jpg", Caption: hostile}}, Layout: "news",
	}
	if _, err := a.Import(t.Context(), 1, []store.Sighting{sightingOf(art, "x", time.Now())}, time.Now()); err != nil {
		t.Fatal(err)
	}
	found, err := a.Find(t.Context(), "pns", art.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a, found
}

// exported is the article in a format.
func exported(t *testing.T, format string) []byte {
	t.Helper()
	a, _ := hostileArchive(t)
	var b bytes.Buffer
	e, err := newExporter(&b, exportFlags{format: format})
	if err != nil {
		t.Fatal(err)
	}
	if err := exportAll(t.Context(), io.Discard, a, exportFlags{format: format}, store.Filter{}, e); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// acts fails on what a terminal or a reader would act on.
func acts(t *testing.T, name, text string) {
	t.Helper()
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			t.Errorf("%s: %U in %q", name, r, text)
			return
		}
	}
}

func TestTerminalIsSafe(t *testing.T) {
	a, art := hostileArchive(t)
	var shown, history bytes.Buffer
	v, err := pickVersion(t.Context(), a, art, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := showText(&shown, style{}, art, v); err != nil {
		t.Fatal(err)
	}
	other := v
	other.Body += "。" + hostile
	other.Revision = 2
	if err := printHistory(&history, style{}, art, []store.Version{v, other}); err != nil {
		t.Fatal(err)
	}
	query, err := store.ParseQuery("calc OR quoted")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list": listLine(art), "show": shown.String(), "history": history.String(), "snippet": snippet(art.Body, query, style{}),
		"text": articleText(&art.Article), "markdown": articleMarkdown(&art.Article), "error": oneLine(hostile),
	} {
		acts(t, name, text)
	}
}

func TestCSVIsSafe(t *testing.T) {
	b := exported(t, "csv")
	if !bytes.HasPrefix(b, []byte("\ufeff")) {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, cell := range rows[1] {
		acts(t, "csv", cell)
		if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@") {
			t.Errorf("a formula: %q", cell)
		}
	}
}

func TestGuarded(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+852": "'+852", "-5": "'-5", "@x": "'@x", "＝1": "'＝1", "\tx": "'\tx", "甲=乙": "甲=乙", "": ""} {
		if got := guarded(in); got != want {
			t.Errorf("guarded(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestJSONLLosesNothing(t *testing.T) {
	b := exported(t, "jsonl")
	if n := bytes.Count(b, []byte("\n")); n != 1 {
		t.Errorf("%d lines", n)
	}
	if strings.ContainsAny(string(b), "\u2028\u2029\x1b") {
		t.Error("a character that some readers take for the end of a line")
	}
	var back store.Article
	if err := json.Unmarshal(b, &back); err != nil || back.Title != hostile || back.Body != hostile || back.Authors[0] != hostile {
		t.Errorf("%v: %q", err, back.Title)
	}
}

func TestAtomIsSafe(t *testing.T) {
	b := exported(t, "atom")
	acts(t, "atom", string(b))
	var feed struct {
		Entry struct {
			Title   string `xml:"title"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(b, &feed); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(feed.Entry.Title, "</script>") {
		t.Errorf("title %q", feed.Entry.Title)
	}
	noScript(t, "atom", feed.Entry.Content)
}

func TestEPUBIsSafe(t *testing.T) {
	b := exported(t, "epub")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "mimetype" || z.File[0].Method != zip.Store {
		t.Errorf("the first file is %s", z.File[0].Name)
	}
	for _, f := range z.File[1:] {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		acts(t, f.Name, string(text))
		if err := xml.Unmarshal(text, new(struct{})); err != nil {
			t.Errorf("%s is no XML: %v", f.Name, err)
		}
		noScript(t, f.Name, string(text))
	}
}

func TestStatsPageIsSafe(t *testing.T) {
	a, _ := hostileArchive(t)
	days, err := a.Days(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := statsHTML(&b, coverageOf(days)); err != nil {
		t.Fatal(err)
	}
	acts(t, "stats", b.String())
	noScript(t, "stats", b.String())
}

func TestMarkdownIsSafe(t *testing.T) {
	_, art := hostileArchive(t)
	text := frontMatter(art) + articleMarkdown(&art.Article)
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "title: ") {
			var title string
			if err := json.Unmarshal([]byte(strings.TrimPrefix(line, "title: ")), &title); err != nil || title != hostile {
				t.Errorf("title %q, %v", title, err)
			}
		}
	}
	if strings.Contains(strings.ReplaceAll(articleMarkdown(&art.Article), `\<`, ""), "<script") {
		t.Error("HTML passes through")
	}
}

// noScript fails on HTML that holds more than it was built of.
func noScript(t *testing.T, name, text string) {
	t.Helper()
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			if tag, _ := z.TagName(); string(tag) == "script" {
				t.Errorf("%s: a script", name)
			}
		}
	}
}

// TestExportMemory exports many articles and expects it to take no more memory than a few.
func TestExportMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes an archive of thousands of articles")
	}
	a, err := store.Open(t.Context(), t.TempDir()+"/mingpao.db")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	body := strings.Repeat("一段文字，長短如常。", 60)
	var batch []store.Sighting
	for i := range 5000 {
		id := fmt.Sprintf("%013d", 1_700_000_000_000+i)
		batch = append(batch, sightingOf(&extract.Article{ID: id, Edition: "pns", Title: id, Section: "要聞", SectionCode: "s00001",
			URL: "https://news.mingpao.com/pns/x/article/20260306/s00001/" + id, Published: "2026-03-06", Body: body, Blocks: []extract.Block{{Kind: extract.Paragraph, Text: body}}}, id, time.Now()))
	}
	if _, err := a.Import(t.Context(), 1, batch, time.Now()); err != nil {
		t.Fatal(err)
	}
	batch = nil
	for _, format := range []string{"jsonl", "csv", "atom", "epub"} {
		peak := peakMemory(func() {
			e, err := newExporter(io.Discard, exportFlags{format: format})
			if err != nil {
				t.Fatal(err)
			}
			if err := exportAll(t.Context(), io.Discard, a, exportFlags{format: format}, store.Filter{}, e); err != nil {
				t.Fatal(err)
			}
		})
		if peak > 40<<20 {
			t.Errorf("%s: %d MB", format, peak>>20)
		}
	}
}
