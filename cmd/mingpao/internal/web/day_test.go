package web

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"mingpao/cmd/mingpao/internal/web/internal/paper"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// busyDay is an archive of one day with 108 articles in all sections that have lists, one of them in two.
func busyDay(t *testing.T) *store.Archive {
	t.Helper()
	a, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "busy.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	var all []record.Sighting
	sections := site.Listed()
	for i := range 108 {
		s := sections[i%len(sections)]
		art := &extract.Article{ID: fmt.Sprintf("17730720%05d", i), Edition: s.Edition, Section: s.Label, SectionCode: s.Code,
			Title:     fmt.Sprintf("第%d篇文章的標題有兩行 議員要求部門交代 居民盼早日完工", i),
			Published: "2026-03-10", Access: extract.Full, Language: "zh-Hant", Authors: []string{}, Keywords: []string{},
			Body: fmt.Sprintf("第%d篇的正文。", i) + strings.Repeat("部門回覆查詢時表示會跟進居民的意見，", 12)}
		if s.Edition == site.Instant {
			art.Published = fmt.Sprintf("2026-03-10T%02d:%02d:00+08:00", i/10, i%60)
		}
		if i == 13+len(sections) { // as the first one of the paper
			art.Edition, art.Section, art.SectionCode, art.Published = "pns", "教育", "s00011", "2026-03-10"
			art.Title, art.Body = all[0].Article.Title, all[0].Article.Body
		}
		art.Blocks = []extract.Block{{Kind: extract.Paragraph, Text: art.Body}}
		art.URL = fmt.Sprintf("https://news.mingpao.com/%s/x/article/20260310/%s/%s", art.Edition, art.SectionCode, art.ID)
		all = append(all, record.Sighting{URL: art.URL, At: noon.Add(-4 * time.Hour), Source: site.TimeGiven,
			Seen: queue.SeenPage, Article: art, Capture: store.Capture{Body: []byte(art.ID), ContentType: "text/html"}})
	}
	if _, err := a.Record(t.Context(), 0, all, noon); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestDayIsANewspaper: a busy day is read without scrolling for long, its sections' names stay in sight and lead to
// them, and what two sections have is shown once.
func TestDayIsANewspaper(t *testing.T) {
	url := testRoom(t, busyDay(t)).URL
	b := chromium(t, url)
	for _, c := range []struct{ width, most int64 }{{1280, 6500}, {360, 9000}} {
		b.do(chromedp.EmulateViewport(c.width, 800))
		b.arrive(chromedp.Navigate(url + "/zh"))
		var high, mast, top int64
		b.do(chromedp.Evaluate("document.documentElement.scrollHeight", &high),
			chromedp.Evaluate("Math.round(document.querySelector('.top').getBoundingClientRect().height)", &mast))
		b.wants(fmt.Sprintf("%d px high", high), high < c.most)
		b.wants(fmt.Sprintf("the masthead is %d px high", mast), mast <= 56)
		b.do(chromedp.Click(".line li:nth-child(5) a", chromedp.ByQuery), chromedp.Evaluate(
			"Math.round(document.querySelector('.line').getBoundingClientRect().top)", &top))
		b.wants(fmt.Sprintf("the names stay at %d", top), top == 0)
	}
	b.wants("in two sections", strings.Contains(b.text(".pages .about"), "亦見教育"))
}

// TestDayAsData: the data of the day and of the front are what their pages show, with the archive's own counts.
func TestDayAsData(t *testing.T) {
	room := testRoom(t, busyDay(t))
	for _, path := range []string{"/day/2026-03-10.json", "/index.json"} {
		response, body := get(t, room.URL+path)
		var day struct {
			Articles int
			Sections []paper.Section
			Instant  []paper.Story
			News     *news
		}
		isData := strings.HasPrefix(response.Header.Get("Content-Type"), "application/json")
		if err := json.Unmarshal([]byte(body), &day); err != nil || !isData {
			t.Fatalf("%s: %v", path, err)
		}
		n := len(day.Instant)
		for _, s := range day.Sections {
			n += s.Articles
		}
		if day.Articles != 108 || n != 108 {
			t.Errorf("%s: %d articles, %d in sections", path, day.Articles, n)
		}
		if (day.News != nil) != (path == "/index.json") || day.News != nil && day.News.New != 108 {
			t.Errorf("%s: %+v", path, day.News)
		}
	}
}
