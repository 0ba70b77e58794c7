package extract

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"mingpao/testdata"
)

// realSize is the median size of a real page.
const realSize = 280 << 10

// BenchmarkParse reads pages of real size beside its floors: a bare pass of the tokenizer, and building the tree of the whole
// page, which is where other extractors begin. Real pages are read where MINGPAO_CORPUS names a folder of them.
func BenchmarkParse(b *testing.B) {
	for _, c := range benchPages(b) {
		for _, step := range []struct {
			name string
			run  func(page []byte)
		}{
			{"extract.Parse", func(p []byte) { _, _ = Parse(Page{Body: p}) }},
			{"tokenizer", func(p []byte) {
				for z := html.NewTokenizer(bytes.NewReader(p)); z.Next() != html.ErrorToken; {
				}
			}},
			{"html.Parse", func(p []byte) { _, _ = html.Parse(bytes.NewReader(p)) }},
			{"goquery", func(p []byte) { _, _ = goquery.NewDocumentFromReader(bytes.NewReader(p)) }},
		} {
			b.Run(c.name+"/"+step.name, func(b *testing.B) {
				b.SetBytes(int64(c.size))
				b.ReportAllocs()
				for b.Loop() {
					for _, p := range c.pages {
						step.run(p)
					}
				}
			})
		}
	}
}

type benchPage struct {
	name  string
	pages [][]byte
	size  int
}

func benchPages(b *testing.B) []benchPage {
	var all []benchPage
	for _, name := range []string{"pns-browser.html", "ins-live.html", "fin-article.html", "ol-full.html"} {
		p := padded(testdata.Page(name))
		all = append(all, benchPage{name, [][]byte{p}, len(p)})
	}
	if os.Getenv("MINGPAO_CORPUS") != "" {
		folder := benchPage{name: "corpus"}
		for _, file := range corpus(&testing.T{}) {
			p, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			folder.pages = append(folder.pages, p)
			folder.size += len(p)
		}
		all = append(all, folder)
	}
	return all
}

// padded brings a small page to real size with what fills real ones: menus before the article, lists and scripts behind it.
func padded(page []byte) []byte {
	menu := `<li><a class="menu" href="../pns/%E8%A6%81%E8%81%9E/section/latest/s00001">要聞</a></li>`
	script := "<script>window.dataLayer = window.dataLayer || []; if (a < b && c > d) { push('<div>'); }</script>\n"
	half := (realSize - len(page)) / 2
	s := strings.Replace(string(page), "<body>", "<body><ul>"+strings.Repeat(menu, half/len(menu))+"</ul>", 1)
	return []byte(strings.Replace(s, "</body>", strings.Repeat(script, half/len(script))+"</body>", 1))
}
