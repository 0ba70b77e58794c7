package extract

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

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
				b.SetBytes(c.size())
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

// BenchmarkRatio compares Parse with html.Parse page by page, the best of several runs of each in turn, and reports the ratio of
// the median page and of the slowest, and the allocations for a KB of the article's text.
func BenchmarkRatio(b *testing.B) {
	for _, c := range benchPages(b) {
		b.Run(c.name, func(b *testing.B) {
			ours, floor := make([]time.Duration, len(c.pages)), make([]time.Duration, len(c.pages))
			for b.Loop() {
				for i, p := range c.pages {
					ours[i] = best(ours[i], func() { _, _ = Parse(Page{Body: p}) })
					floor[i] = best(floor[i], func() { _, _ = html.Parse(bytes.NewReader(p)) })
				}
			}
			ratios := make([]float64, len(c.pages))
			allocs, text := 0.0, 0
			for i, p := range c.pages {
				ratios[i] = float64(ours[i]) / float64(floor[i])
				allocs += testing.AllocsPerRun(1, func() { _, _ = Parse(Page{Body: p}) })
				if a, err := Parse(Page{Body: p}); err == nil {
					text += len(a.Body)
				}
			}
			slices.Sort(ratios)
			b.ReportMetric(ratios[len(ratios)/2], "median-ratio")
			b.ReportMetric(ratios[len(ratios)-1], "slowest-ratio")
			b.ReportMetric(allocs/(float64(text)/1024), "allocs/KB")
		})
	}
}

// best is the shorter of a time, 0 for none yet, and that of another run.
func best(before time.Duration, run func()) time.Duration {
	start := time.Now()
	run()
	if d := time.Since(start); before == 0 || d < before {
		return d
	}
	return before
}

type benchSet struct {
	name  string
	pages [][]byte
}

func (s benchSet) size() (n int64) {
	for _, p := range s.pages {
		n += int64(len(p))
	}
	return n
}

// benchPages are padded pages of the project's own, and the real ones of each layout where they are.
func benchPages(b *testing.B) []benchSet {
	var all []benchSet
	for _, name := range []string{"pns-browser.html", "ins-live.html", "fin-article.html", "ol-full.html"} {
		all = append(all, benchSet{name, [][]byte{padded(testdata.Page(name))}})
	}
	if os.Getenv("MINGPAO_CORPUS") == "" {
		return all
	}
	real := map[string]*benchSet{"corpus": {name: "corpus"}}
	for _, file := range corpus(b) {
		p, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		name := "corpus-other"
		if a, err := Parse(Page{Body: p}); err == nil {
			name = "corpus-" + a.Layout
		}
		if real[name] == nil {
			real[name] = &benchSet{name: name}
		}
		for _, set := range []string{"corpus", name} {
			real[set].pages = append(real[set].pages, p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(real)) {
		all = append(all, *real[name])
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
