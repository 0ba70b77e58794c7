package export

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// news is a plain article, the n-th of a day.
func news(n int) *catalog.Article {
	id := fmt.Sprintf("%013d", 1_764_700_000_000+n)
	return &catalog.Article{Revision: 1, FirstSeen: "2025-12-03T05:00:00+08:00",
		Changed: fmt.Sprintf("2025-12-03T05:%02d:00+08:00", n%60), LastSeen: "2025-12-04T05:00:00+08:00",
		Article: extract.Article{
			ID: id, Edition: "pns", URL: "https://news.mingpao.com/pns/x/article/20251203/s00002/" + id, Section: "港聞",
			SectionCode: "s00002", Title: fmt.Sprintf("第%d則新聞", n),
			Authors: []string{"陳大文"}, Published: "2025-12-03", Access: extract.Full, Language: "zh-Hant", Body: "內文。",
			Blocks: []extract.Block{{Kind: extract.Paragraph, Text: "內文。"}},
		}}
}

func TestAtomFeed(t *testing.T) {
	paid := news(2)
	paid.Access, paid.Changed, paid.Published = extract.Excerpt, "2025-12-05T09:00:00+08:00", "2025-12-03T19:49:00+08:00"
	paid.Blocks = []extract.Block{{Kind: extract.Row, Text: "甲\t乙"}, {Kind: extract.Row, Text: "一\t二"}}
	var feed struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Link    struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			Title   string `xml:"title"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	o := Options{Title: "明報 觀點",
		Chosen: Choice{Filter: catalog.Filter{Sections: []site.Section{{Edition: "pns", Code: "s00012"}}}},
		Self:   "https://example.org/feed"}
	if err := xml.Unmarshal(written(t, "atom", o, news(1), paid), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Updated != paid.Changed {
		t.Errorf("updated %s, the latest change is %s", feed.Updated, paid.Changed)
	}
	if feed.ID != "tag:mingpao,2026:feed?section=pns%2Fs00012" || feed.Title != "明報 觀點" || feed.Link.Rel != "self" ||
		feed.Link.Href != o.Self {
		t.Errorf("%+v", feed)
	}
	e := feed.Entries[1]
	if !strings.Contains(e.Content, "<tr><td>甲</td><td>乙</td></tr>") || !strings.HasSuffix(e.Title, "〔節錄〕") ||
		!strings.Contains(e.Content, "節錄") {
		t.Errorf("%+v", e)
	}
}

func TestFormatFilter(t *testing.T) {
	for name, want := range map[string]catalog.Filter{
		"atom": {Limit: 50}, "jsonl": {OldestFirst: true}, "epub": {BySection: true},
	} {
		f, _ := Named(name)
		if got := f.Filter(catalog.Filter{}); got.Limit != want.Limit || got.OldestFirst != want.OldestFirst ||
			got.BySection != want.BySection {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestCSVCells(t *testing.T) {
	a := news(1)
	a.Published = "2025-12-03T19:49:00+08:00"
	sheet := string(written(t, "csv", Options{}, a))
	if !strings.HasPrefix(sheet, "\ufeffid,") || !strings.Contains(sheet,
		`"=""1764700000001""",pns,港聞,s00002,2025-12-03,19:49,`) {
		t.Errorf("for a spreadsheet: %s", sheet)
	}
	plain := string(written(t, "csv", Options{Plain: true}, a))
	if !strings.HasPrefix(plain, "id,") || !strings.Contains(plain, "\n1764700000001,pns,港聞,s00002,2025-12-03,19:49,") ||
		strings.Contains(plain, "\r") {
		t.Errorf("for programs: %s", plain)
	}
}

func TestBook(t *testing.T) {
	english, paid, next := news(1), news(2), news(3)
	english.Language, paid.Access = "en", extract.Excerpt
	next.Section = "觀點"
	o := Options{Title: "明報 2025-12-03", Chosen: Choice{Said: filter.Choice{From: "today"}}}
	files := bookFiles(t, written(t, "epub", o, english, paid, next))
	for name, wanted := range map[string][]string{
		"OEBPS/book.opf": {"<dc:title>明報 2025-12-03</dc:title>", "<dc:creator id=\"creator\">明報</dc:creator>",
			"<dc:date>2025-12-03</dc:date>",
			"<dc:language>zh-Hant</dc:language><dc:language>en</dc:language>", "cover-image", "belongs-to-collection",
			">2025-12-02T21:03:00Z<"},
		"OEBPS/chapter001.xhtml": {`xml:lang="en"`, "〔節錄〕", ">原文</a>", "<h1>港聞</h1>"},
		"OEBPS/chapter002.xhtml": {"<h1>觀點</h1>"},
		"OEBPS/nav.xhtml":        {"chapter001.xhtml#a2", "第2則新聞〔節錄〕"},
		"OEBPS/toc.ncx": {`<content src="chapter001.xhtml#a2"/>`, "<text>第2則新聞〔節錄〕</text>",
			"<docTitle><text>明報 2025-12-03</text>", `<navPoint id="n5" playOrder="5">`},
	} {
		for _, w := range wanted {
			if !strings.Contains(files[name], w) {
				t.Errorf("%s lacks %s:\n%s", name, w, files[name])
			}
		}
	}
}

// TestCaptionsOnce: pictures that are not there and have one caption say it once.
func TestCaptionsOnce(t *testing.T) {
	strip := news(1)
	strip.Images = []extract.Image{{URL: "1", Caption: "碼頭"}, {URL: "2", Caption: "海旁"}, {URL: "3", Caption: "碼頭"},
		{URL: "4", Caption: "碼頭"}}
	if text := withPictures(strip, nil); strings.Count(text, "圖：碼頭") != 1 || strings.Count(text, "圖：海旁") != 1 {
		t.Error(text)
	}
}

// TestFileName: books of two days, and of two editions, are two files.
func TestFileName(t *testing.T) {
	for want, f := range map[string]catalog.Filter{
		"mingpao-2026-03-05":            {From: "2026-03-05", To: "2026-03-05", Editions: []string{site.Daily}},
		"mingpao-ins-2026-03-05":        {From: "2026-03-05", Editions: []string{site.Instant}},
		"mingpao-2026-03":               {From: "2026-03-01", To: "2026-03-31"},
		"mingpao-pns-s00001-2026-03-05": {To: "2026-03-05", Sections: []site.Section{{Edition: "pns", Code: "s00001"}}},
		"mingpao-2026-03-05-2026-03-06": {From: "2026-03-05", To: "2026-03-06"},
		"mingpao":                       {},
	} {
		if got := FileName(f); got != want {
			t.Errorf("%+v: %s, want %s", f, got, want)
		}
	}
}

// TestBookIdentity: a book of the same choice has the same identity, whatever the headlines have become.
func TestBookIdentity(t *testing.T) {
	changed := news(1)
	changed.Title = "另一個標題"
	id := func(o Options, a *catalog.Article) string {
		text := bookFiles(t, written(t, "epub", o, a))["OEBPS/book.opf"]
		_, after, _ := strings.Cut(text, `<dc:identifier id="id">`)
		before, _, _ := strings.Cut(after, "<")
		return before
	}
	o := Options{Chosen: Choice{Said: filter.Choice{Authors: []string{"甲"}}}}
	if id(o, news(1)) != id(o, changed) ||
		id(o, news(1)) == id(Options{Chosen: Choice{Said: filter.Choice{Authors: []string{"乙"}}}}, news(1)) {
		t.Error("the identity does not follow the choice")
	}
}

func TestBookChapters(t *testing.T) {
	var many []*catalog.Article
	for n := range 20 {
		a := news(n)
		a.Blocks = []extract.Block{{Kind: extract.Paragraph, Text: strings.Repeat("一段長文。", 4000)}}
		many = append(many, a)
	}
	chapters := 0
	for name, text := range bookFiles(t, written(t, "epub", Options{Vertical: true}, many...)) {
		if strings.Contains(name, "chapter") {
			chapters++
		}
		if len(text) > 300_000 {
			t.Errorf("%s has %d bytes", name, len(text))
		}
		if name == "OEBPS/style.css" && !strings.Contains(text, "vertical-rl") {
			t.Error("the text is not vertical")
		}
	}
	if chapters < 4 {
		t.Errorf("%d chapters", chapters)
	}
}

// TestPartsAreMarked: what is not known to be whole looks whole in no format.
func TestPartsAreMarked(t *testing.T) {
	t.Run("excerpt", func(t *testing.T) { isMarked(t, extract.Excerpt, "xcerpt", "節錄") })
	t.Run("unknown", func(t *testing.T) { isMarked(t, extract.Unknown, "unknown", "未知是否全文", "perhaps not") })
}

func isMarked(t *testing.T, access extract.Access, marks ...string) {
	part := news(1)
	part.Access = access
	all := map[string]string{"text": Text(&part.Article), "markdown": Markdown(&part.Article),
		"front matter": FrontMatter(part, AnyProgram)}
	for _, f := range Formats() {
		if f.Folder || f.Sightings {
			continue
		}
		all[f.Name] = string(writtenAs(t, f.Name, part))
	}
	for name, text := range all {
		if !slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(text, m) }) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// writtenAs is an article in a format; of a book, its chapter.
func writtenAs(t *testing.T, format string, a *catalog.Article) []byte {
	text := written(t, format, Options{}, a)
	if format == "epub" {
		return []byte(bookFiles(t, text)["OEBPS/chapter001.xhtml"])
	}
	return text
}

func TestCitations(t *testing.T) {
	c := Citation{Article: news(1).Article, Revision: 2, Retrieved: "2025-12-04T09:00:00+08:00", SHA256: "ab12"}
	want := "陳大文，〈第1則新聞〉，《明報》2025年12月3日，港聞，" + c.URL + "，2025年12月4日擷取（版本2，SHA-256 ab12）。"
	if got := c.Plain(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	c.Language, c.Title, c.Authors = "en", "A Quiet Day", []string{"Chan Tai Man", "Lee"}
	want = "Chan Tai Man, Lee. “A Quiet Day.” Ming Pao, 3 December 2025. " + c.URL +
		". Retrieved 4 December 2025 (revision 2, SHA-256 ab12)."
	if got := c.Plain(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestTwoLineHeadings: sub-headings in a row are one of two lines in what is read; the fields keep both.
func TestTwoLineHeadings(t *testing.T) {
	a := news(1)
	a.Blocks = []extract.Block{{Kind: extract.Heading, Text: "守望相助"}, {Kind: extract.Heading, Text: "情緒交織"},
		{Kind: extract.Paragraph, Text: "內文。"}}
	html, markdown := withPictures(a, nil), Markdown(&a.Article)
	if !strings.Contains(html, "<h3>守望相助<br/>情緒交織</h3>") || !strings.Contains(markdown, "\n## 守望相助 情緒交織\n") {
		t.Errorf("%s\n%s", html, markdown)
	}
	if len(a.Blocks) != 3 || a.Blocks[0].Text != "守望相助" {
		t.Errorf("the blocks were changed: %v", a.Blocks)
	}
}
