package extract

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/layout"
	"mingpao/extract/internal/window"
)

// TestFurnitureIsABox: what is emptied before parsing is left out afterwards anyway.
func TestFurnitureIsABox(t *testing.T) {
	for _, class := range block.Furniture {
		if block.FindBox("", class) == "" {
			t.Errorf("%s is no box", class)
		}
	}
}

// TestEmptyFurniture puts furniture of all sorts in random places of the saved pages: whether that without text is
// emptied before parsing or not, the page gives the same.
func TestEmptyFurniture(t *testing.T) {
	pages := articles(t)
	r := rand.New(rand.NewPCG(seed(t), 1))
	for i := range rounds(t, 200) {
		page := pages[i%len(pages)]
		put := ""
		for range 1 + r.IntN(3) {
			from, to := scope(page)
			at := from + aTag(r, page[from:to])[1]
			f := someFurniture(r)
			put += fmt.Sprintf("%q + %s + %q\n", page[max(0, at-100):at], f, page[at:min(at+100, len(page))])
			page = splice(page, at, at, []byte(f))
		}
		emptied := answer(t, page, (*window.Page).Cut)
		layout.Spec().Furniture = nil
		kept := answer(t, page, (*window.Page).Cut)
		layout.Spec().Furniture = block.Furniture
		if diff := cmp.Diff(kept, emptied); diff != "" {
			t.Errorf("kept (-) and emptied (+) differ:\n%s\n%s", diff, put)
		}
	}
}

func someFurniture(r *rand.Rand) string {
	class := block.Furniture[r.IntN(len(block.Furniture))]
	element := []string{"div", "aside"}[r.IntN(2)]
	return "<" + element + ` class="` + class + someAttributes(r) + `">` + someContent(r, 3) + "</" + element + ">"
}

// someContent is what furniture consists of, now and then with a word, a fault or a thing that somebody looks for.
func someContent(r *rand.Rand, depth int) (all string) {
	for range r.IntN(4) {
		switch n := r.IntN(40); {
		case n < 3:
			all += "<img src='https://fs.mingpao.com/1.jpg' alt='圖'>"
		case n < 6:
			all += `<iframe src="https://videop.mingpao.com/p?file=https://v.mingpao.com/1.mp4">甲</iframe>`
		case n < 8:
			all += "<script>var a = 1</script><!-- 甲 --> "
		case n == 8:
			all += "甲"
		case n == 9:
			all += markup[r.IntN(len(markup))]
		case depth > 0:
			element := []string{"div", "span", "aside", "a", "div", "h3", "p"}[r.IntN(7)]
			all += "<" + element + ` class="` + someAttributes(r) + `">` + someContent(r, depth-1) + "</" + element + ">"
		}
	}
	return all
}

// someAttributes goes on behind class=": tokens that mean something and some that do not.
func someAttributes(r *rand.Rand) string {
	known := slices.Concat(layout.Spec().Telling, block.Furniture, []string{
		"colleft", "colright", "nothing", "fb-like", "zoomedimg", "topvideo", "news2023_video_wrap", "news2023_more_pic",
		"article-title",
		"content-title", "page_title", "news-content", "txt4", "headline", "headline2", "articlelogin", "text-small",
		"google_ads_iframe_1",
	})
	token := known[r.IntN(len(known))]
	switch r.IntN(6) {
	case 0:
		return `" id="` + token
	case 1:
		return `" itemprop="` + token + `" content="2020-01-01T00:00:00+08:00" data-keyword="甲,乙`
	case 2:
		return ` ` + token + `" href="#" title="題`
	case 3:
		return `" style="display:none" href="https://fs.mingpao.com/2.jpg`
	}
	return ` ` + token
}
