package export

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// hostileSeeds are texts that act on something somewhere.
var hostileSeeds = []string{
	hostile, "a\r\nb: c", "]]>", "</script><script>alert(1)</script>", "\u202eevil", "a\u2028b", "a\x00b", "\x1b[31m",
	"=1+1", "+852", "-1", "@x",
	"---", "{}", "{", "}", `\`, `\end{x}`, "10000-01-01", "20269999", "9999-99-99T99:99", "# x", "1. x", "    x", "\tx",
	"&lt;script&gt;",
	"&#60;b&#62;", "<b>", "![x](javascript:alert(1))", "javascript:alert(1)", "https://evil.example/\r\nX: y", "a\n\n# b",
	"a\n---\nb",
	"```", "~~x~~", "|", "ER  - \r\nTY  - X", "\x85", "\x7f", "\ufeff", "null", "true", "!!binary x", "\U000e0001",
	"2026-03-0\xe5", "*", "://",
}

// FuzzFormats puts hostile text into fields of an article, one bit a field, and checks every output with a parser of
// its kind.
func FuzzFormats(f *testing.F) {
	for _, seed := range hostileSeeds {
		f.Add(seed, ^uint32(0))
	}
	f.Fuzz(func(t *testing.T, text string, fields uint32) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "\ufffd") // decoding leaves nothing else
		}
		art := articleOf(text, fields)
		checkCSV(t, art)
		checkJSONL(t, art)
		checkFrontMatter(t, art)
		checkMarkdown(t, art)
		checkFeed(t, art)
		checkCitations(t, art)
		acts(t, "text", Text(&art.Article))
		checkWARC(t, art, text)
	})
}

// articleOf is an article with a text in the fields that the bits name, and what is usual in the others.
func articleOf(text string, fields uint32) *catalog.Article {
	bit := 0
	of := func(usual string) string {
		bit++
		if fields&(1<<(bit-1)) != 0 {
			return text
		}
		return usual
	}
	return &catalog.Article{
		Article: extract.Article{
			ID: of("1772726401001"), Edition: of("pns"), URL: of("https://news.mingpao.com/x"), Section: of("觀點"),
			SectionCode: of("s00012"),
			Title:       of("題"), Authors: []string{of("程一諾"), "乙"}, AuthorNote: of(""), Column: of("欄"),
			Credits:   []string{of("記者")},
			Published: of("2026-03-06"), Access: extract.Access(of("full")), Language: of("zh-Hant"),
			Keywords:   []string{of("詞"), "二"},
			LeadMarker: of("明報專訊"), Body: of("文"), Blocks: blocksOf(of("文")),
			Images: []extract.Image{{URL: of("https://fs.mingpao.com/x.jpg"), Caption: of("圖")}},
			Videos: []extract.Video{{URL: of("https://fs.mingpao.com/x.mp4"), Caption: of("片")}}, Layout: of("news"),
		},
		Revision: 1, FirstSeen: "2026-03-06T12:00:00+08:00", Changed: "2026-03-06T12:00:00+08:00",
		LastSeen: "2026-03-06T12:00:00+08:00",
	}
}

func blocksOf(text string) (all []extract.Block) {
	for _, kind := range []extract.Kind{extract.Paragraph, extract.Heading, extract.Item, extract.Item, extract.Row,
		extract.Row} {
		all = append(all, extract.Block{Kind: kind, Text: text})
	}
	return all
}

func checkFeed(t *testing.T, art *catalog.Article) {
	b := written(t, "atom", Options{}, art)
	acts(t, "atom", string(b))
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID        string  `xml:"id"`
			Published *string `xml:"published"`
			Updated   string  `xml:"updated"`
			Content   string  `xml:"content"`
			Link      struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(b, &feed); err != nil || len(feed.Entries) != 1 {
		t.Fatalf("atom: %v: %d entries", err, len(feed.Entries))
	}
	if entry := feed.Entries[0]; entry.Published != nil {
		if _, err := time.Parse(time.RFC3339, *entry.Published); err != nil {
			t.Errorf("atom: published %q", *entry.Published)
		}
	}
	if link := feed.Entries[0].Link.Href; link != "" && !isWebAddress(link) {
		t.Errorf("atom: a link to %q", link)
	}
	checkBody(t, "atom", feed.Entries[0].Content)
}

// checkBody checks the HTML of an article's text.
func checkBody(t *testing.T, name, text string) {
	t.Helper()
	for node := range elementsOf(t, text) {
		if !slices.Contains(strings.Fields("html head body p h3 br ul li table tbody tr td"), node.Data) {
			t.Errorf("%s: an element %s", name, node.Data)
		}
		for _, a := range node.Attr {
			if a.Key != "class" {
				t.Errorf("%s: an attribute %s", name, a.Key)
			}
		}
	}
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

var (
	bibEntry = regexp.MustCompile(`^@article\{mingpao[-A-Za-z0-9]*,$`)
	bibField = regexp.MustCompile(`^  ([a-z]+ = \{.*\}|month = [a-z]{3}),$`)
	risLine  = regexp.MustCompile(`^[A-Z][A-Z0-9]  - .*$`)
)

// citedAs are citations in a style.
func citedAs(t *testing.T, style string, all ...Citation) string {
	t.Helper()
	var b strings.Builder
	if err := Cite(&b, style, all...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func checkCitations(t *testing.T, art *catalog.Article) {
	c := CitationOf(art)
	for _, style := range Styles() {
		acts(t, style, citedAs(t, style, c))
	}
	bib := strings.Split(strings.TrimSuffix(c.BibTeX(), "}\n"), "\n")
	if !bibEntry.MatchString(bib[0]) {
		t.Errorf("BibTeX: %q", bib[0])
	}
	for _, line := range bib[1 : len(bib)-1] {
		if !bibField.MatchString(line) || braces(line) != 0 {
			t.Errorf("BibTeX: %q", line)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(c.RIS(), "\r\n"), "\r\n") {
		if !risLine.MatchString(line) {
			t.Errorf("RIS: %q", line)
		}
	}
	if n := strings.Count(c.RIS(), "\nER  - "); n != 1 {
		t.Errorf("RIS: %d ends", n)
	}
	var item map[string]any
	if err := json.Unmarshal([]byte(c.CSL()), &item); err != nil {
		t.Errorf("CSL: %v", err)
	}
	if p := citedAs(t, "plain", c); strings.Count(p, "\n") != 1 {
		t.Errorf("plain: %q", p)
	}
}

// checkWARC writes looks of hostile addresses and details, and reads them back: as many records, no other address.
func checkWARC(t *testing.T, art *catalog.Article, text string) {
	at := time.Date(2026, 3, 6, 12, 0, 0, 0, site.Zone)
	var b bytes.Buffer
	x := WARC{Program: "mingpao test", Archive: text, Now: at, Plain: true}
	if err := x.Begin(&b, []catalog.Tombstone{{Edition: text, ID: text, At: site.Stamp(at), Reason: text}}); err != nil {
		t.Fatal(err)
	}
	page := record.Sighting{URL: text, At: at, Source: site.TimeFetched, Seen: queue.SeenPage, Article: &art.Article,
		SHA256: "ab", Witness: record.Witness{Kind: record.FromFile, Source: site.TimeFetched, Name: text, Claims: text},
		Capture: store.Capture{ContentType: text, Body: []byte(text)}}
	gone := record.Sighting{URL: text, At: at, Source: site.TimeFetched, Seen: queue.SeenGone, Detail: text}
	answered := page
	answered.Answer = "HTTP/1.1 200 OK\r\nServer: x\r\n"
	for _, s := range []record.Sighting{page, gone, answered} {
		if err := x.Add(s); err != nil {
			t.Fatalf("WARC: %v", err)
		}
	}
	rest, n := b.String(), 0
	for ; rest != ""; n++ {
		var block string
		block, rest = recorded(t, rest)
		if n == 2 && block != text || n == 4 && !strings.HasSuffix(block, "\r\n\r\n"+text) {
			t.Errorf("WARC: the page is %q", block)
		}
		if head, _, _ := strings.Cut(block, "\r\n\r\n"); n == 4 && strings.Count(head, "\n") != 2 {
			t.Errorf("WARC: the answer begins %q", head)
		}
	}
	if n != 5 {
		t.Errorf("WARC: %d records", n)
	}
}

var warcField = regexp.MustCompile(`^(?:WARC|Content)-[A-Za-z-]+: [^\x00-\x1f\x7f]+$|^Mingpao-[A-Za-z-]+: ` +
	`[^\x00-\x1f\x7f]*$`)

// recorded reads the first record of a WARC file, by the letter of the standard.
func recorded(t *testing.T, file string) (block, rest string) {
	t.Helper()
	head, rest, ok := strings.Cut(file, "\r\n\r\n")
	lines := strings.Split(head, "\r\n")
	if !ok || lines[0] != "WARC/1.1" {
		t.Fatalf("WARC: no record: %q", file)
	}
	size := -1
	for _, line := range lines[1:] {
		if !warcField.MatchString(line) {
			t.Errorf("WARC: a field %q", line)
		}
		if value, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			size, _ = strconv.Atoi(value)
		}
	}
	if size < 0 || size > len(rest) || !strings.HasPrefix(rest[size:], "\r\n\r\n") {
		t.Fatalf("WARC: a record of %d bytes", size)
	}
	return rest[:size], rest[size+4:]
}
