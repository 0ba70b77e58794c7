package extract

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mingpao/extract/internal/window"
	"mingpao/testdata"
)

// TestDisorder has pages whose article's head is elsewhere: each is refused, or read as it would be.
func TestDisorder(t *testing.T) {
	const date, headline = `<div itemprop="datePublished" class="date">2026年3月3日星期二</div>`, "<hgroup><h1>"
	for _, c := range []struct {
		name    string
		replace []string // each by the next
		refused bool
		page    string // another one than that of a live report
	}{
		{"two headlines", []string{headline, "<hgroup><h1>甲</h1></hgroup>" + headline}, true, ""},
		{"beginning of another page", []string{"<body>", "<body><hgroup><h1>甲"}, true, ""},
		{"two dates", []string{date, date + date}, true, ""},
		{"date in a list", []string{date, "<select>" + date + "</select>"}, false, ""},
		{"date below the text",
			[]string{date, "", `<div class="article_slider_wrapper">`, date + `<div class="article_slider_wrapper">`}, true, ""},
		{"frames above the text", []string{`class="colleft">`, `class="colleft"><frameset>`}, false, ""},
		{"another body above the text", []string{date, "</body><body><html>" + date}, false, ""},
		{"mark behind the text between its parts",
			[]string{`<div id="inewscontent">`, `<div id="supportblock02"></div><div>`}, true, "pns-2013.html"},
	} {
		page := string(testdata.Page(cmp.Or(c.page, "ins-live.html")))
		sound := said([]byte(page))
		changed := strings.NewReplacer(c.replace...).Replace(page)
		if changed == page {
			t.Fatalf("%s: nothing is changed", c.name)
		}
		if got := said([]byte(changed)); c.refused != (got == "") || !c.refused && got != sound {
			t.Errorf("%s: read as %q", c.name, got)
		}
	}
}

// TestWindowOnDisorder reads pages in disorder by their window and as a whole. Where both give an article, the
// window's has every line of the sound page that the other's has. They differ where
//   - a stray end tag ends the text for a parser, or an element left open takes in the part below: the window has more,
//
// or
//
//	  less of what is no part of the article;
//	- the mark of the text's end is broken: the window reads on to the next one, the parser to the end of the element;
//	- a piece of another place is in the text: both have it, in other blocks.
//
// Of the fields above the text the window may lack one, mostly the time of day, where a struck out part begins there
// and does not end, or a tag begins within another: some five of a million small pages.
func TestWindowOnDisorder(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	pages := articles(t)
	r := rand.New(rand.NewPCG(seed(t), 3))
	outcomes := map[string]int{}
	for range rounds(t, 300) {
		name, page, sound := disordered(r, pages)
		cut, err := saidBy(page, (*window.Page).Cut)
		all, wholeErr := saidBy(page, whole)
		switch {
		case err != nil && wholeErr != nil:
			outcomes["both refuse"]++
		case err != nil:
			outcomes["the window refuses"]++
		case wholeErr != nil:
			outcomes["only the window reads"]++
		case cut == all:
			outcomes["the same"]++
		case lost(all, cut, sound) > 0:
			outcomes["the window has lost text"]++
			saveDamaged(t, fmt.Sprintf("%s, %d characters lost", name, lost(all, cut, sound)), page, []byte(cut+"\n=====\n"+all))
		default:
			outcomes["they differ, no text is lost"]++
		}
	}
	t.Log(outcomes)
}

// disordered is a page in disorder, and what the sound pages say that it is made of.
func disordered(r *rand.Rand, pages [][]byte) (name string, page []byte, sound string) {
	page = pages[r.IntN(len(pages))]
	sound = said(page)
	if r.IntN(4) == 0 {
		other := pages[r.IntN(len(pages))]
		return "spliced", spliced(r, page, other), sound + "\n" + said(other)
	}
	kinds := slices.Concat(mishaps, disorders, disorders, disorders)
	k := kinds[r.IntN(len(kinds))]
	page, _ = k.do(r, page)
	return k.name, page, sound
}

// lost is the number of characters in lines of the sound page that one reading has and the other lacks.
func lost(has, lacks, sound string) (n int) {
	lines := strings.Split(sound, "\n")
	for line := range strings.SplitSeq(has, "\n") {
		if len(line) > len("第一") && slices.Contains(lines, line) && !strings.Contains(lacks, line) {
			n += count(line, lacks)
		}
	}
	return n
}

// saidBy is what a page says, read by a window step.
func saidBy(page []byte, cut cutter) (string, error) {
	a, _, err := explain(Page{Body: page}, cut)
	if err != nil {
		return "", err
	}
	return strings.Join(append([]string{a.Title, a.Section, a.Published, a.AuthorNote, a.Column, a.Body}, a.Authors...),
		"\n"), nil
}
