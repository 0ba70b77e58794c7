package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// ChromePage is a page as the site's are: much chrome that all have in common, a little text of its own.
func ChromePage(i int) []byte {
	r := rand.New(rand.NewPCG(1, 1))
	var chrome strings.Builder
	for range 3000 {
		fmt.Fprintf(&chrome, `<li id="m%d"><a href="/pns/%x">%c</a></li>`, r.IntN(1e6), r.IntN(1e9), 0x4E00+r.IntN(3000))
	}
	return []byte(fmt.Sprintf("<html>%s<article>第%d篇 %d</article></html>", chrome.String(), i,
		rand.New(rand.NewPCG(uint64(i), 2)).Int()))
}

// Ref is the identity in an address.
func Ref(t *testing.T, url string) site.Ref {
	t.Helper()
	ref, ok := site.ParseURL(url)
	if !ok {
		t.Fatal(url)
	}
	return ref
}

// Seen is a look at a page with a text.
func Seen(n int, body string, at time.Time) record.Sighting {
	art := Article(fmt.Sprint(1_772_380_801_000+n), "離島渡輪加班", body)
	return record.Sighting{URL: art.URL, At: at, Source: site.TimeFetched, Seen: queue.SeenPage, Article: art,
		Capture: captures.Capture{ContentType: "text/html", Body: []byte("<p>" + body)}}
}

// Looks are 36 looks at 7 articles: edits, reverts, pages that were not modified, openings of paid texts, other
// identities, pages that are gone and come back, the same bytes at several times, times that better ones correct, and
// pages that no rule reads; and some at the pictures of three of them.
func Looks() []record.Sighting {
	unread := page(text(1, "無法讀的頁。"), 9, site.TimeFetched)
	unread.Article, unread.Refusal = nil, "unknown page design"
	return append(pictureLooks(), []record.Sighting{
		page(text(1, "甲"), 1, site.TimeFetched), page(text(1, "乙"), 3, site.TimeFetched),
		page(text(1, "甲"), 5, site.TimeFetched),
		page(text(1, "甲"), 7, site.TimeWARC), page(WithKeywords(text(1, "甲"), "渡輪", "編輯推介"), 8, site.TimeFetched), unread,
		page(Excerpt(text(2, "開")), 1, site.TimeFetched), page(text(2, "開頭和結尾"), 2, site.TimeMetadata),
		page(Excerpt(text(2, "開")), 4, site.TimeFetched),
		page(text(2, "開頭和另一結尾"), 6, site.TimeFetched), page(Excerpt(text(2, "頭")), 8, site.TimeGiven),
		page(text(3, "丙"), 2, site.TimeFetched), gone(3, 10, queue.SeenGone), gone(3, 20, queue.SeenGone),
		gone(3, 40, queue.SeenGone), page(text(4, "丁"), 2, site.TimeFetched), gone(4, 10, queue.SeenGone),
		gone(4, 11, queue.SeenAbsent),
		page(text(4, "丁"), 15, site.TimeFetched),
		gone(4, 30, queue.SeenGone), gone(4, 31, queue.SeenAbsent),
		page(text(5, "戊"), 50, site.TimeFile), page(text(5, "戊"), 2, site.TimeMetadata),
		page(text(5, "己"), 3, site.TimeSingleFile),
		saved(page(text(5, "己"), 60, site.TimeFile)), saved(page(text(5, "戊"), 4, site.TimeMetadata)),
		page(text(6, "庚"), 1, site.TimeFetched), alias(page(text(6, "庚"), 2, site.TimeFetched), 16),
		alias(page(text(6, "辛"), 3, site.TimeFetched), 16),
		alias(page(text(4, "丁二"), 5, site.TimeFetched), 17),
		page(text(7, "壬"), 1, site.TimeFetched), still(2, ""), page(text(7, "癸"), 3, site.TimeFetched), still(4, ""),
		still(5, ident.Hash(page(text(7, "壬"), 1, site.TimeFetched).Capture.Body)), still(6, ""),
	}...)
}

// hour is a time of the first days.
func hour(n int) time.Time { return Noon.Add(time.Duration(n) * time.Hour) }

func id(i int) string { return fmt.Sprintf("17723808%05d", i) }

func text(i int, body string) *extract.Article {
	art := Article(id(i), "題"+fmt.Sprint(i), body)
	switch {
	case body == "甲":
		art.Images = []extract.Image{Image(1)}
	case i == 1:
		art.Images = []extract.Image{Image(2), Image(4)}
	case i == 2 || i == 3:
		art.Images = []extract.Image{Image(3), Image(4)}
	}
	if i == 6 { // of which instant news is another name
		return OnFinance(art)
	}
	return art
}

func page(art *extract.Article, at int, source site.TimeSource) record.Sighting {
	body := "<p>" + string(art.Access) + art.Body + strings.Join(art.Keywords, "")
	if art.ID == id(1) { // large enough to be packed with one another
		body = strings.Repeat("<li>chrome", 2000) + body
	}
	types := map[site.TimeSource]string{site.TimeFetched: "text/html; charset=utf-8", site.TimeWARC: "text/html"}
	s := Sighted(art, captures.Capture{ContentType: types[source], Body: []byte(body)}, hour(at))
	s.Source = source
	return s
}

func gone(i, at int, seen queue.Seen) record.Sighting {
	return record.Sighting{URL: text(i, "").URL, At: hour(at), Source: site.TimeFetched, Seen: seen, Detail: "HTTP 404"}
}

func still(at int, hash string) record.Sighting {
	return record.Sighting{URL: text(7, "").URL, At: hour(at), Source: site.TimeFetched, Seen: queue.SeenUnmodified,
		SHA256: hash}
}

// alias is a page that answered for another article of instant news.
func alias(s record.Sighting, i int) record.Sighting {
	s.URL = InstantURL(id(i))
	return s
}

// saved is a page of somebody who did not keep the address.
func saved(s record.Sighting) record.Sighting {
	s.URL = ""
	return s
}

// OnFinance makes an article one of finance.
func OnFinance(art *extract.Article) *extract.Article {
	art.Edition, art.SectionCode = site.Finance, "instantf"
	art.URL = "https://finance.mingpao.com/fin/instantf/20260302/" + art.ID
	return art
}

// InstantURL is an address of instant news.
func InstantURL(id string) string {
	return "https://news.mingpao.com/ins/%e7%b6%93%e6%bf%9f/article/20260302/s00002/" + id
}

// Noon is the time of the first look.
var Noon = time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone)

// Article is an article of the daily paper.
func Article(id, title, body string) *extract.Article {
	return &extract.Article{
		ID: id, Edition: "pns", URL: "https://news.mingpao.com/pns/%e8%a6%81%e8%81%9e/article/20260302/s00001/" + id,
		Section: "要聞", SectionCode: "s00001",
		Title: title, Body: body, Authors: []string{"程一諾"}, Published: "2026-03-02", Access: extract.Full,
		Language: "zh-Hant",
		Blocks:   []extract.Block{{Kind: extract.Paragraph, Text: body}}, Keywords: []string{"渡輪"}, Layout: "news",
	}
}

// WithKeywords gives an article other keywords.
func WithKeywords(a *extract.Article, words ...string) *extract.Article {
	a.Keywords = words
	return a
}

// Excerpt makes an article the opening of a paid one.
func Excerpt(a *extract.Article) *extract.Article {
	a.Access = extract.Excerpt
	return a
}

// Sighted is a page that was seen at a time.
func Sighted(art *extract.Article, c captures.Capture, at time.Time) record.Sighting {
	return record.Sighting{URL: art.URL, At: at, Source: site.TimeFetched, Seen: queue.SeenPage, Article: art, Capture: c}
}
