package layout

import (
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// newsLayout is news.mingpao.com, the daily paper (pns) and instant news (ins), since 2018.
//
//	#articleTop            section, date, byline; at the right the page's label and a list of other articles
//	hgroup h1              headline, on ins with span.time
//	#topvideo, #topimage   video and gallery
//	article.txt4           #upper (lead) and #lower (the rest, related articles, keyword line)
var newsLayout = Layout{
	Name:     "news",
	host:     site.NewsHost,
	editions: []string{site.Daily, site.Instant},
	Frame: window.Frame{
		Above: []window.Mark{window.Tag("div", "id", "articleTop")},
		Text:  window.Tag("article", "class", "txt4"),
		Head:  []window.Mark{window.Tag("hgroup", "", ""), window.Tag("div", "itemprop", "datePublished")},
		After: []window.Mark{window.Tag("div", "class", "article_slider_wrapper"), window.Tag("div", "class", "fbcomment"),
			window.Tag("mpfooter", "", "")},
	},
	read: readNews,
}

// newsParts find the parts of a page besides its text.
type newsParts struct{ top, section, date, byline, page, headline, clock goquery.Matcher }

var news = sync.OnceValue(func() newsParts {
	return newsParts{
		top:      goquery.Single("#articleTop"),
		section:  goquery.Single(".colleft h3"),
		date:     goquery.Single("[itemprop=datePublished]"),
		byline:   goquery.Single(".colleft > .txt2"),
		page:     goquery.Single(".colright h3"),
		headline: goquery.Single("hgroup h1"),
		clock:    goquery.Single("span.time"),
	}
})

func readNews(s *source) block.Form {
	parts := news()
	top := s.doc.FindMatcher(parts.top)
	headline := s.doc.FindMatcher(parts.headline)
	clock := headline.FindMatcher(parts.clock)
	hour := dates.Clock(block.TextOf(clock))
	clock.Remove()
	lines, inline := block.Read(s.text)
	m := newMedia(s)
	m.gallery(s)
	m.players(s.doc.Nodes[0])
	section := block.TextOf(top.FindMatcher(parts.section))
	title, printed := dates.CutClock(editionOf(s.ref, section), s.headline(headline))
	if hour == "" {
		hour = printed
	}
	return block.Form{
		Title:     title,
		Section:   section,
		Page:      block.TextOf(top.FindMatcher(parts.page)),
		Byline:    block.TextOf(top.FindMatcher(parts.byline)),
		Published: dates.Join(dates.Day(block.TextOf(top.FindMatcher(parts.date))), hour),
		Keywords:  keywords(s.text),
		Paid:      len(loginBoxes.All(s.text)) > 0 || s.isPaid(),
		Lines:     lines,
		Images:    m.images,
		Inline:    m.resolve(inline),
		Videos:    m.videos,
	}
}

// editionOf is the edition of a page, by its section's label where it names no address.
func editionOf(ref site.Ref, label string) string {
	if ref.Edition != "" {
		return ref.Edition
	}
	s, _ := site.Labelled(label)
	return s.Edition
}

// headline is the printed headline, or that of the page's head where the element is missing. One in several blocks is
// whole where the head says the same.
func (s *source) headline(printed *goquery.Selection) string {
	line, head := block.TextOf(printed), headTitle(s)
	if line == "" || head != "" && isTorn(line) && !isTorn(head) {
		return head
	}
	plain, _ := dates.CutTime(head)
	if whole := chars.Normalise(allText(printed.Nodes[0])); whole != line {
		if title, _ := dates.CutTime(whole); unspaced(title) == unspaced(plain) {
			return whole
		}
	}
	return line
}

// isTorn reports whether a part of a line is lost: a character, or a tag's beginning.
func isTorn(s string) bool { return strings.ContainsAny(s, "<>\uFFFD") }

func unspaced(s string) string { return strings.ReplaceAll(s, " ", "") }

// allText is the text of all blocks of an element, apart by a space.
func allText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case block.SortOf(d.DataAtom) == block.Block || block.SortOf(d.DataAtom) == block.LineBreak:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// headTitle cuts the date and section off og:title or <title>: 題 - 20251203 - 港聞….
func headTitle(s *source) string {
	for _, t := range []string{chars.Normalise(s.OGTitle), chars.Normalise(s.Title)} {
		parts := strings.Split(t, " - ")
		for i := len(parts) - 1; i > 0; i-- {
			if site.IsDigits(parts[i], 8) {
				return strings.Join(parts[:i], " - ")
			}
		}
	}
	return ""
}

var (
	loginBoxes   = block.HasClass("loginbox")
	keywordLinks = block.HasClass("content_tag")
	links        = block.NodeTest(isLink)
	keywordLines = block.NodeTest(func(n *html.Node) bool {
		return n.DataAtom == atom.P && strings.HasPrefix(block.LineOf(n), "相關字詞")
	})
)

// keywords are the links of the keyword line. Before 2022 they bear no class of their own.
func keywords(scope *html.Node) (words []string) {
	found := keywordLinks.All(scope)
	if len(found) == 0 {
		for _, p := range keywordLines.All(scope) {
			found = append(found, links.All(p)...)
		}
	}
	for _, n := range found {
		if w := block.LineOf(n); w != "" {
			words = append(words, w)
		}
	}
	return words
}
