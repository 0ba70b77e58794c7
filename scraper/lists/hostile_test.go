package lists

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"mingpao/testdata/play"
)

// manyOf is a list of 25,000 entries.
func manyOf(entry func(i int) string, separator string) string {
	var b strings.Builder
	for i := range 25_000 {
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(entry(i))
	}
	return b.String()
}

func numbered(i int) string {
	return fmt.Sprintf("https://news.mingpao.com/ins/x/article/20260302/s00001/%013d", 1_772_420_000_000+i)
}

// deep is an element within itself, so often.
func deep(open, shut string, n int) string { return strings.Repeat(open, n) + strings.Repeat(shut, n) }

// TestListsThatExhaust reads lists that are made to take all memory or time: of each at most so many entries, with so
// much.
func TestListsThatExhaust(t *testing.T) {
	if testing.Short() {
		t.Skip("reads tens of megabytes")
	}
	first := item("甲", firstLink)
	for _, c := range []struct {
		name string
		read func(string, []byte) (List, error)
		body string
		most int
	}{
		{"a feed of 25,000 entries", Feed, feedOf(manyOf(func(i int) string { return item("甲", numbered(i)) }, "")),
			maxEntries},
		{"a listing of 25,000 entries", Listing, `{"listing":[` +
			manyOf(func(i int) string { return `{"link":"` + numbered(i) + `"}` }, ",") + "]}", maxEntries},
		{"a sitemap of 25,000 entries", Sitemap, mapOf("urlset",
			manyOf(func(i int) string { return mapURL("甲", numbered(i)) }, "")), maxEntries},
		{"a day of 25,000 links", Day, manyOf(func(i int) string { return `<a href="` + numbered(i) + `">` }, ""),
			maxEntries},
		{"extensions in extensions", Feed, feedOf(strings.Replace(first, "</item>",
			deep("<a:b>", "</a:b>", 175_000)+"</item>", 1)), 1},
		{"25,000 extensions", Feed, feedOf(strings.Replace(first, "</item>",
			strings.Repeat("<a:b c='d'/>", 25_000)+"</item>", 1)), 1},
		{"25,000 attributes", Feed, feedOf(strings.Replace(first, "<item>",
			"<item"+strings.Repeat(" a:b='c'", 25_000)+">", 1)), 1},
		{"elements in elements", Feed, feedOf(strings.Replace(first, "甲", deep("<b>", "</b>", 75_000), 1)), 1},
		{"arrays in arrays", Listing, `{"listing":[` + deep("[", "]", 250_000) + "]}", 0},
		{"maps in maps", Sitemap, mapOf("urlset", deep("<url>", "</url>", 50_000)), 0},
		{"links in links", Day, deep("<div>", "</div>", 75_000), 0},
		{"a title of megabytes", Feed, feedOf(item(strings.Repeat("長&lt;b&gt;", 100_000), firstLink)), 1},
		{"a title of megabytes of tags", Sitemap, mapOf("urlset", mapURL(strings.Repeat("<b>", 100_000), firstLink)), 1},
		{"declarations", Feed, strings.Repeat("<?xml ", 200_000), 0},
		{"doctypes", Feed, "<!DOCTYPE " + strings.Repeat("[<!ENTITY a 'b'>", 50_000) + feedOf(first), 1},
		{"comments", Feed, strings.Replace(feedOf(first), "<channel>", "<channel>"+strings.Repeat("<!-- -->", 125_000),
			1), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got List
			var took time.Duration
			peak := peakOf(func() {
				took = play.ProcessorTime(func() { got, _ = c.read("list", []byte(c.body)) })
			})
			if len(got.Entries) > c.most {
				t.Errorf("%d entries, at most %d are wanted", len(got.Entries), c.most)
			}
			if took > 3*time.Second { // less than half a second is usual
				t.Errorf("it takes %v of the processor", took)
			}
			if peak > 60<<20 {
				t.Errorf("%d MB for a list of %d MB", peak>>20, len(c.body)>>20)
			}
		})
	}
}

// peakOf is how far the memory in use grows while something is done.
func peakOf(do func()) uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, peak, done := m.HeapAlloc, uint64(0), make(chan bool)
	go func() {
		do()
		close(done)
	}()
	for {
		select {
		case <-done:
			return peak
		case <-time.After(5 * time.Millisecond):
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc-min(before, m.HeapAlloc))
		}
	}
}
