package extract

import (
	"bytes"
	"maps"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"mingpao/testdata/play"
)

// BenchmarkParse reads pages of real size beside its floors: a bare pass of the tokenizer, and building the tree of
// the whole page, which is where other extractors begin.
func BenchmarkParse(b *testing.B) {
	pages, err := play.BenchPages()
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, p := range pages {
		size += len(p)
	}
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
		b.Run(step.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, p := range pages {
					step.run(p)
				}
			}
		})
	}
}

// BenchmarkRatio compares Parse with html.Parse page by page, several runs of each in turn, for all articles and for
// those of a layout: the ratio of the median page and of the slowest, and the allocations for a KB of the article's
// text.
func BenchmarkRatio(b *testing.B) {
	sets := benchSets(b)
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		b.Run(name, func(b *testing.B) {
			pages := sets[name]
			ours, floor := make([]time.Duration, len(pages)), make([]time.Duration, len(pages))
			for b.Loop() {
				for i, p := range pages {
					ours[i] += timeOf(func() { _, _ = Parse(Page{Body: p}) })
					floor[i] += timeOf(func() { _, _ = html.Parse(bytes.NewReader(p)) })
				}
			}
			reportRatios(b, pages, ours, floor)
		})
	}
}

func benchSets(b *testing.B) map[string][][]byte {
	pages, err := play.BenchPages()
	if err != nil {
		b.Fatal(err)
	}
	sets := map[string][][]byte{}
	for _, p := range pages {
		if a, err := Parse(Page{Body: p}); err == nil {
			sets["all"] = append(sets["all"], p)
			sets[a.Layout] = append(sets[a.Layout], p)
		}
	}
	return sets
}

// timeOf is the time of several runs, each paying for its own garbage.
func timeOf(run func()) time.Duration {
	runtime.GC()
	start := time.Now()
	for range 10 {
		run()
	}
	return time.Since(start)
}

func reportRatios(b *testing.B, pages [][]byte, ours, floor []time.Duration) {
	ratios := make([]float64, len(pages))
	allocs, text := 0.0, 0
	for i, p := range pages {
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
}
