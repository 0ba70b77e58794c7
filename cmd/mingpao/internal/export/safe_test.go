package export

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"iter"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"mingpao/extract"
	"mingpao/store/catalog"
)

// hostile is text that acts on something somewhere: spreadsheets, terminals, browsers, parsers, readers.
const hostile = "=cmd()|' /C calc'!A0 \x1b[31m\u202e\u2066 </script><script>alert(1)</script> \"quoted\" 'single' " +
	"]]> <!-- & \u2028 \u2029 | * _ # `code` \ufffe { } \\ %"

func hostileArticle() *catalog.Article {
	return &catalog.Article{Revision: 1, Changed: "2026-03-06T12:00:00+08:00", FirstSeen: "2026-03-06T12:00:00+08:00",
		Article: extract.Article{
			ID: "1772726401001", Edition: "pns", URL: "https://news.mingpao.com/pns/x/article/20260306/s00012/1772726401001",
			Section: hostile, SectionCode: "s00012",
			Title: hostile, Body: hostile, Authors: []string{hostile}, AuthorNote: hostile, Column: hostile,
			Keywords: []string{hostile}, Credits: []string{hostile},
			Published: "2026-03-06", Access: extract.Full, Language: "zh-Hant", Layout: "news",
			Blocks: []extract.Block{{Kind: extract.Paragraph, Text: hostile},
				{Kind: extract.Row, Text: hostile + "\t" + hostile}, {Kind: extract.Item, Text: hostile}},
			Images: []extract.Image{{URL: "https://fs.mingpao.com/x.jpg> <script", Caption: hostile}},
		}}
}

func oneByOne(articles ...*catalog.Article) iter.Seq2[*catalog.Article, error] {
	return func(yield func(*catalog.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// written are articles in a format.
func written(t *testing.T, name string, o Options, articles ...*catalog.Article) []byte {
	t.Helper()
	f, ok := Named(name)
	if !ok {
		t.Fatalf("no format %s", name)
	}
	var b bytes.Buffer
	if n, err := f.Write(&b, o, oneByOne(articles...)); err != nil || n != len(articles) {
		t.Fatalf("%s: %d written, %v", name, n, err)
	}
	return b.Bytes()
}

// acts fails on what a terminal or a reader would act on.
func acts(t *testing.T, name, text string) {
	t.Helper()
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Bidi_Control, r) ||
			r == '\u2028' || r == '\u2029' {
			t.Errorf("%s: %U in %q", name, r, text)
			return
		}
	}
}

func TestCSVIsSafe(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(written(t, "csv", Options{}, hostileArticle()))).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, cell := range rows[1] {
		acts(t, "csv", cell)
		if i > 0 && strings.ContainsAny(cell[:min(1, len(cell))], "=+-@") {
			t.Errorf("a formula: %q", cell)
		}
	}
}

func TestGuarded(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+852": "'+852", "-5": "'-5", "@x": "'@x", "＝1": "'＝1",
		"\tx": "'\tx", "甲=乙": "甲=乙", "": ""} {
		if got := guarded(in); got != want {
			t.Errorf("guarded(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestJSONLLosesNothing(t *testing.T) {
	b := written(t, "jsonl", Options{}, hostileArticle())
	if n := bytes.Count(b, []byte("\n")); n != 1 {
		t.Errorf("%d lines", n)
	}
	if strings.ContainsAny(string(b), "\u2028\u2029\x1b") {
		t.Error("a character that some readers take for the end of a line")
	}
	var back catalog.Article
	if err := json.Unmarshal(b, &back); err != nil || back.Title != hostile || back.Body != hostile ||
		back.Authors[0] != hostile {
		t.Errorf("%v: %q", err, back.Title)
	}
}

func TestAtomIsSafe(t *testing.T) {
	b := written(t, "atom",
		Options{Title: hostile, Chosen: Choice{Query: hostile}, Self: "https://example.org/?a=1&b=\"<"}, hostileArticle())
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
	for name, text := range bookFiles(t, written(t, "epub", Options{Title: hostile}, hostileArticle())) {
		if !strings.HasSuffix(name, "xml") && !strings.HasSuffix(name, "xhtml") && !strings.HasSuffix(name, "opf") {
			continue
		}
		acts(t, name, text)
		if err := xml.Unmarshal([]byte(text), new(struct{})); err != nil {
			t.Errorf("%s is no XML: %v", name, err)
		}
		noScript(t, name, text)
	}
}

// bookFiles are the files of a book with their contents.
func bookFiles(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "mimetype" || z.File[0].Method != zip.Store {
		t.Errorf("the first file is %s", z.File[0].Name)
	}
	files := map[string]string{}
	for _, f := range z.File {
		if len(f.Extra) > 0 && f.Name == "mimetype" {
			t.Error("mimetype has extra fields")
		}
		if f.Modified.Year() < 2000 {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

func TestMarkdownIsSafe(t *testing.T) {
	art := hostileArticle()
	for line := range strings.SplitSeq(FrontMatter(art, AnyProgram), "\n") {
		if quoted, ok := strings.CutPrefix(line, "title: "); ok {
			var title string
			if err := json.Unmarshal([]byte(quoted), &title); err != nil || title != hostile {
				t.Errorf("title %q, %v", title, err)
			}
		}
	}
	if strings.Contains(strings.ReplaceAll(Markdown(&art.Article), `\<`, ""), "<script") {
		t.Error("HTML passes through")
	}
}

func TestCitationsAreSafe(t *testing.T) {
	c := CitationOf(hostileArticle())
	for _, style := range Styles() {
		acts(t, style, citedAs(t, style, c))
	}
	if depth := braces(c.BibTeX()); depth != 0 {
		t.Errorf("BibTeX: %d braces stay open", depth)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(c.RIS()), "\r\n") {
		if len(line) < 5 || line[2:5] != "  -" {
			t.Errorf("RIS: %q", line)
		}
	}
	if !json.Valid([]byte(c.CSL())) {
		t.Errorf("CSL: %s", c.CSL())
	}
}

// braces counts those that stay open in BibTeX.
func braces(s string) int {
	s = strings.NewReplacer(`\{`, "", `\}`, "").Replace(s)
	return strings.Count(s, "{") - strings.Count(s, "}")
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

func FuzzCSV(f *testing.F) {
	f.Add(hostile)
	f.Add("=1+1")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		art := &catalog.Article{Article: extract.Article{Title: text, Body: text, Authors: []string{text}}}
		rows, err := csv.NewReader(bytes.NewReader(written(t, "csv", Options{}, art))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, cell := range rows[1] {
			if strings.IndexAny(cell, "=+-@") == 0 {
				t.Fatalf("a formula: %q", cell)
			}
		}
	})
}
