package web

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// watchedArchive holds an article in two versions: the first was looked at many times on two days, and the newer one is
// no longer there, by the last looks.
func watchedArchive(t *testing.T, last queue.Seen) (*store.Archive, *extract.Article) {
	t.Helper()
	a := emptyArchive(t)
	first, err := extract.Parse(extract.Page{Body: testdata.Page("pns-opinion.html")})
	if err != nil {
		t.Fatal(err)
	}
	second := *first
	second.Title, second.Blocks = first.Title+" 」之二", slices.Clone(first.Blocks)
	second.Blocks[0].Text += "他說 。"
	second.Body = strings.Replace(first.Body, first.Blocks[0].Text, second.Blocks[0].Text, 1)
	var all []record.Sighting
	look := func(art *extract.Article, page string, after time.Duration, seen queue.Seen) {
		s := record.Sighting{URL: first.URL, At: noon.AddDate(0, 0, -5).Add(after), Source: site.TimeFetched, Seen: seen}
		if seen == queue.SeenPage {
			s.Article, s.Capture = art, store.Capture{Body: []byte(page)}
		}
		all = append(all, s)
	}
	for i := range 6 {
		look(first, "<p>1", time.Duration(i)*4*time.Hour, queue.SeenPage)
	}
	look(nil, "", 25*time.Hour, queue.SeenRefused)
	look(&second, "<p>2", 26*time.Hour, queue.SeenPage)
	for i := range 3 {
		look(nil, "", time.Duration(50+i*24)*time.Hour, last)
	}
	if _, err := a.Record(t.Context(), 1, all, noon); err != nil {
		t.Fatal(err)
	}
	return a, first
}

// told is what a page says of a part of an article's life.
type told struct {
	times, hashes []string
	text          string
}

// timeline reads what a history's page says, the oldest first.
func timeline(t *testing.T, page string) (stages []told) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if !strings.HasPrefix(attribute(n, "class"), "stage") {
			continue
		}
		var s told
		for m := range n.Descendants() {
			if at := attribute(m, "datetime"); at != "" && !slices.Contains(s.times, at) {
				s.times = append(s.times, at)
			}
			if m.Data == "code" {
				s.hashes = append(s.hashes, m.FirstChild.Data)
			}
			if m.Type == html.TextNode {
				s.text += m.Data
			}
		}
		slices.Sort(s.times)
		stages = append([]told{s}, stages...)
	}
	return stages
}

// TestHistoryIsItsJSON: each look that other programs are told of is on the page, below its version or what it says
// of the article's end, with whose word it is; so do kinds of change and hashes.
func TestHistoryIsItsJSON(t *testing.T) {
	for _, c := range []struct {
		last queue.Seen
		want string
	}{{queue.SeenGone, "已下架"}, {queue.SeenWithheld, "因法律原因不予顯示"}} {
		t.Run(string(c.last), func(t *testing.T) {
			a, art := watchedArchive(t, c.last)
			path := testRoom(t, a).URL + "/zh/a/pns/" + art.ID + "/history"
			_, page := get(t, path)
			_, data := get(t, path+".json")
			var versions []diff.Told
			if err := json.Unmarshal([]byte(data), &versions); err != nil {
				t.Fatal(err)
			}
			stages := timeline(t, page)
			if len(versions) != 2 || len(stages) != 3 || !strings.Contains(stages[2].text, c.want) {
				t.Fatalf("%d versions, %d stages: %+v", len(versions), len(stages), stages)
			}
			for i, v := range versions {
				var times []string
				for _, l := range v.Looks {
					times = append(times, l.At)
				}
				here := slices.Clone(stages[i].times)
				if i == 1 {
					here = append(here, stages[2].times...)
				}
				if !slices.Equal(here, times) || !slices.Equal(stages[i].hashes, []string{v.SHA256}) ||
					!strings.Contains(stages[i].text, "本檔案庫讀取") {
					t.Errorf("version %d: %+v, want %v", v.Revision, stages[i], times)
				}
			}
			for _, folded := range []string{"（6次）", "2026年3月5日 12:00 16:00 20:00", "2026年3月6日 00:00 04:00 08:00"} {
				if !strings.Contains(stages[0].text, folded) {
					t.Errorf("looks by days: %s lacks %s", stages[0].text, folded)
				}
			}
			if !strings.Contains(page, `class="same heading"`) {
				t.Error("no sub-heading looks like one")
			}
			if kinds := versions[1].Kinds; !slices.Equal(kinds, []diff.Kind{diff.Headline, diff.Text}) ||
				!strings.Contains(stages[1].text, "標題、正文") || len(versions[0].Kinds) > 0 {
				t.Errorf("kinds of change: %v, on the page %s", kinds, stages[1].text)
			}
			_, article := get(t, strings.TrimSuffix(path, "/history"))
			for _, whole := range []string{page, article} {
				_, main, _ := strings.Cut(whole, "<main")
				main, _, _ = strings.Cut(main, `class="record"`) // with citations, which are copied as they are
				if strings.Contains(main, "說 。") || strings.Contains(main, " 」之") {
					t.Error("a line may begin with 。 or 」")
				}
			}
		})
	}
}

// TestPrintedHistory: what is folded on the screen is on paper, and both versions with time, witness and hash.
func TestPrintedHistory(t *testing.T) {
	if testing.Short() {
		t.Skip("how pages look tells the race detector nothing")
	}
	a, art := watchedArchive(t, queue.SeenGone)
	url := testRoom(t, a).URL
	b := chromium(t, url)
	b.do(emulation.SetEmulatedMedia().WithMedia("print"))
	var text string
	var hidden []string
	for _, view := range []string{"merged", "beside"} {
		b.arrive(chromedp.Navigate(url + "/zh/a/pns/" + art.ID + "/history?view=" + view))
		b.do(chromedp.Evaluate("document.querySelector('main').innerText", &text), chromedp.Evaluate(
			`Array.from(document.querySelectorAll("main details p, main details time")).filter(
				e => !e.checkVisibility({contentVisibilityAuto: true})).map(e => e.textContent)`, &hidden))
		for _, version := range []string{"版本1 · 2026年3月5日 12:00 本檔案庫讀取 · 網頁 SHA-256 " + store.Hash([]byte("<p>1")),
			"版本2 · 2026年3月6日 14:00 本檔案庫讀取 · 網頁 SHA-256 " + store.Hash([]byte("<p>2")), art.ID} {
			b.wants("does not print "+version+": "+text, strings.Contains(text, version))
		}
		b.wants("hides "+strings.Join(hidden, "; "), len(hidden) == 0)
	}
}
