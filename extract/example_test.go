package extract_test

import (
	"errors"
	"fmt"
	"strings"

	"mingpao/extract"
)

const page = `<base href="https://news.mingpao.com/htm/">
<link rel="canonical" href="https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260305/s00001/1772679600001/x">
<div id="articleTop"><div class="colleft"><h3>即時港聞</h3><div itemprop="datePublished">2026年3月5日</div></div></div>
<hgroup><h1>城東公園重開<span class="time"> (11:02)</span></h1></hgroup>
<article class="txt4"><p>城東公園昨日重開，逾千名市民入場。</p><aside class="mpadsaside">廣告</aside><p>園方說秩序良好。</p></article>`

// A page is bytes, as served or saved. Its own canonical link says where it is from.
func ExampleParse() {
	a, err := extract.Parse(extract.Page{Body: []byte(page)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Title)
	fmt.Println(a.Published, a.Section, a.Edition, a.ID)
	fmt.Println(a.Body)
	// Output:
	// 城東公園重開
	// 2026-03-05T11:02:00+08:00 即時港聞 ins 1772679600001
	// 城東公園昨日重開，逾千名市民入場。
	//
	// 園方說秩序良好。
}

// A page that is no whole article is refused with a reason.
func ExampleParse_refused() {
	_, err := extract.Parse(extract.Page{Body: []byte(page[:len(page)-60])})
	var no *extract.NotArticle
	if errors.As(err, &no) {
		fmt.Println(no.Reason == extract.CutOff, no)
	}
	// Output: true cut off: the page ends before its article does
}

// Every block of the article's part of the page is signed with the rule that decided it.
func ExampleExplain() {
	_, signed, err := extract.Explain(extract.Page{Body: []byte(page)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range signed {
		fmt.Println(s.Rule, s.Text)
	}
	// Output:
	// body 城東公園昨日重開，逾千名市民入場。
	// advert 廣告
	// body 園方說秩序良好。
}

// Check says before anything is kept whether a page gave the whole of its article. Here the end of a <div> is lost.
func ExampleCheck() {
	damaged := strings.Replace(page, "<p>園方", "<div><p>園方", 1) + `<div class="fbcomment">`
	for _, body := range []string{page, damaged} {
		suspicions, err := extract.Check(extract.Page{Body: []byte(body)})
		fmt.Println(len(suspicions) == 0, suspicions, err)
	}
	// Output:
	// true [] <nil>
	// false [{unpaired tags <div>}] <nil>
}
