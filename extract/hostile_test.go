package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mingpao/extract/internal/block"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// TestHostilePages are read in time, of the processor: nothing in the five steps may grow faster than the page.
func TestHostilePages(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	article := func(inside string) string {
		return `<base href="https://news.mingpao.com/htm/"><div id="articleTop"></div><hgroup><h1>題</h1></hgroup>` +
			`<article class="txt4">` + inside + "</article>"
	}
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, page string }{
		{"numbered lines", article(many(100_000, "<p>1.第%d條</p>"))},
		{"credits", article(many(60_000, "<p>明報記者 甲%c</p>"))},
		{"pictures with captions", article(many(30_000, `<p><img src="https://fs.mingpao.com/%d.jpg"></p><p>圖（甲攝）</p>`))},
		{"boxed lines", article(many(100_000, `<div class="mpads">廣告%d</div>`) + many(100_000, "<p>段%d</p>"))},
		{"related headings", article(many(100_000, "<p>其他報道</p><p>第%d段，長到可以算是一段正文的文字，足足超過三十個字才算是正文，所以要寫長一點。</p>"))},
		{"open quotes", `<base href="https://news.mingpao.com/htm/">` + strings.Repeat(`<a b='`, 200_000)},
		{"open comments", strings.Repeat("<!-- -", 200_000)},
		{"open scripts", strings.Repeat("<script>", 200_000)},
		{"less-than signs", strings.Repeat("<", 1_000_000)},
		{"links left open", `<base href="https://news.mingpao.com/htm/">` + strings.Repeat("<a>", 200_000) +
			strings.Repeat("</b>", 200_000)},
		{"blocks in a headline", strings.Replace(article("<p>文</p>"), "題", many(200_000, " <div></div>%.0d"), 1)},
		{"drawings", article(strings.Repeat("<svg>", 100_000))},
		{"forms and frames", article(strings.Repeat("<form><iframe></iframe></form>", 50_000))},
		{"plain text", "明報\n2026年3月4日星期三\n題 (11:02)\n" + strings.Repeat("2026年3月4日星期三\n", 200_000)},
		{"attributes", "<div " + strings.Repeat("a ", 500_000) + ">"},
	} {
		t.Run(c.name, func(t *testing.T) {
			took := play.ProcessorTime(func() { _, _ = Parse(Page{Body: []byte(c.page)}) })
			if took > 20*time.Second {
				t.Errorf("%d bytes take %v of the processor", len(c.page), took)
			}
		})
	}
}

// TestDefect is an error, whatever goes wrong.
func TestDefect(t *testing.T) {
	sound := rules[0].When
	rules[0].When = func(block.Spot) bool { panic("no such line") }
	defer func() { rules[0].When = sound }()
	a, signed, err := Explain(Page{Body: testdata.Page("ins-live.html")})
	if a != nil || signed != nil || err == nil || !strings.Contains(err.Error(), "no such line") {
		t.Errorf("got %v, %v, %v", a, signed, err)
	}
}
