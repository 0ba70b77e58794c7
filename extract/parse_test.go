package extract

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/plain"
	"mingpao/extract/internal/window"
	"mingpao/testdata"
)

// TestParseIsDeterministic reads every page many times over.
func TestParseIsDeterministic(t *testing.T) {
	for _, name := range testdata.Pages() {
		want := answer(t, testdata.Page(name), (*window.Page).Cut)
		for range 20 {
			if diff := cmp.Diff(want, answer(t, testdata.Page(name), (*window.Page).Cut)); diff != "" {
				t.Fatalf("%s: %s", name, diff)
			}
		}
	}
}

// onlyMarkup are pages of which the text lacks what the markup says: of adverts, embeds, tables, pictures and
// scripts.
const onlyMarkup = "ins-unclosed.html ins-player.html ins-photo-strip.html ol-full.html ol-wall.html " +
	"pns-marker-traps.html pns-nested.html ins-live.html ins-digest.html pns-author-paid-raw.html pns-2013.html " +
	"ins-embeds.html ins-tables.html ins-hidden.html ins-captions.html pns-score.html pns-boxes.html pns-boxes-login.html"

// TestTextEqualsMarkup saves pages as text, as a browser would, and expects the same body from both.
func TestTextEqualsMarkup(t *testing.T) {
	compared := 0
	for _, name := range testdata.Pages() {
		page := Page{Body: testdata.Page(name)}
		want, err := Parse(page)
		if err != nil || want.Layout == plain.Layout {
			continue
		}
		if strings.Contains(onlyMarkup, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			got, err := Parse(Page{Body: []byte(savedAsText(t, page.Body))})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(want.Body, "\t", " "), got.Body); diff != "" {
				t.Errorf("markup (-) and text (+) differ:\n%s", diff)
			}
			if want.Title != got.Title || want.Published != got.Published || !cmp.Equal(want.Authors, got.Authors) ||
				want.Access != got.Access || want.Section != got.Section || want.Column != got.Column {
				t.Errorf("fields differ:\nmarkup %q %s %v %s %s %s\ntext   %q %s %v %s %s %s", want.Title, want.Published,
					want.Authors, want.Access, want.Section, want.Column, got.Title, got.Published, got.Authors, got.Access,
					got.Section, got.Column)
			}
		})
		compared++
	}
	if compared < 20 {
		t.Errorf("only %d pages compared", compared)
	}
}

// TestTextEqualsMarkupOnCorpus does the same with the bodies of real pages, where they are.
func TestTextEqualsMarkupOnCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	for _, file := range corpus(t) {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Parse(Page{Body: page})
		if err != nil {
			continue
		}
		got, err := Parse(Page{Body: []byte(savedAsText(t, page))})
		if err != nil || got.Body != strings.ReplaceAll(want.Body, "\t", " ") {
			t.Errorf("%s: the text gives another body (%v)", file, err)
		}
	}
}

// savedAsText is the visible text of a page, a line a block, adverts aside.
func savedAsText(t *testing.T, page []byte) string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	doc.Find("head, select, aside.mpadsaside, .fc-consent-root, .loginbox ul").Remove()
	doc.Find("td br").ReplaceWithHtml(" ")
	doc.Find("td, th").AppendHtml(" ")
	for _, cell := range doc.Find("tr").EachIter() {
		cell.SetText(cell.Text())
	}
	var b strings.Builder
	b.WriteString("明報新聞網\n主頁\n")
	lines, _ := block.Read(doc.Find("body").Nodes[0])
	for _, l := range lines {
		if l.Box != block.HiddenRule {
			b.WriteString(l.Text + "\n\n")
		}
	}
	return b.String()
}

func TestMemory(t *testing.T) {
	page := []byte(strings.Replace(string(testdata.Page("pns-reporter.html")), "<body>",
		"<body>"+strings.Repeat("<div class=x>填充</div>", 40_000), 1))
	used := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if _, err := Parse(Page{Body: page}); err != nil {
				b.Fatal(err)
			}
		}
	}).AllocedBytesPerOp()
	if used > 3*int64(len(page)) {
		t.Errorf("a page of %d bytes takes %d bytes", len(page), used)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range testdata.Pages() {
		f.Add(testdata.Page(name), "")
	}
	f.Add([]byte("<article class=txt4>"), "text/html; charset=big5")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		p := Page{Body: page, ContentType: contentType}
		a, signed, err := Explain(p)
		b, _, again := Explain(p)
		if (err == nil) != (again == nil) || !cmp.Equal(a, b) {
			t.Fatal("not deterministic")
		}
		if err != nil {
			return
		}
		for _, text := range append([]string{a.Title, a.AuthorNote, a.Column, a.Section}, a.Authors...) {
			clean(t, text)
		}
		for _, s := range signed {
			clean(t, s.Text)
		}
		if text := ownText(t, p); !holds(text, unmarked.Replace(a.Body)) {
			t.Fatalf("%q is not in the page's text %q", a.Body, text)
		}
	})
}

// unmarked takes back what inline markup adds to a text: raised and lowered figures, brackets and quotes.
var unmarked = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸",
	"8", "⁹", "9",
	"⁺", "", "⁻", "", "₀", "0", "₁", "1", "₂", "2", "₃", "3", "₄", "4", "₅", "5", "₆", "6", "₇", "7", "₈", "8", "₉", "9",
	"₊", "", "₋", "",
	"（", "", "）", "", "「", "", "」", "", "『", "", "』", "", "^", "", "(", "", ")", "", "/", "", "√", "")

// ownText is everything that a page says, markup aside.
func ownText(t *testing.T, p Page) string {
	t.Helper()
	text, err := Decode(p)
	if err != nil {
		t.Fatal(err)
	}
	if plain.IsText(text) {
		return chars.Normalise(string(text))
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return chars.Normalise(doc.Text())
}

// holds reports whether the characters of part, white space aside, are in text in the same order.
func holds(text, part string) bool {
	for _, r := range part {
		if chars.IsSpace(r) {
			continue
		}
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+utf8.RuneLen(r):]
	}
	return true
}

// clean fails on text that is no text: invalid, or with characters that act instead of being read.
func clean(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("invalid UTF-8: %q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\t' && r != '\n' {
			t.Fatalf("control character in %q", s)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("明報"), "text/html; charset=big5")
	f.Add([]byte("\xa9\xfa\xb3\xf8"), "")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		out, err := Decode(Page{Body: page, ContentType: contentType})
		if err == nil && !utf8.Valid(out) {
			t.Fatalf("invalid UTF-8 from %q", page)
		}
	})
}

func FuzzDates(f *testing.F) {
	f.Add("文章日期：2025年12月1日 17:38")
	f.Add("標題 (9:05)")
	f.Fuzz(func(t *testing.T, s string) {
		if d := dates.Day(s); d != "" && len(d) != len("2025-12-01") {
			t.Fatalf("date %q of %q", d, s)
		}
		title, clock := dates.CutTime(s)
		if clock != "" && len(clock) != len("17:38") || !strings.HasPrefix(s, title) {
			t.Fatalf("cutTime(%q) = %q, %q", s, title, clock)
		}
	})
}

func FuzzCredits(f *testing.F) {
	f.Add("文、圖˙余初五（社區藝術教師）／編輯．莫問")
	f.Add("明報記者 夏知了、秦冰")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		names, _ := byline.Reporters(s)
		for _, r := range byline.Credits(s) {
			names = append(names, r.Names...)
		}
		for _, n := range names {
			if n == "" || !byline.IsName(n) {
				t.Fatalf("%q names %q", s, n)
			}
		}
	})
}
