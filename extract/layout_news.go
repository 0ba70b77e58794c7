package extract

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/site"
)

// newsLayout is news.mingpao.com, the daily paper (pns) and instant news (ins), since 2018.
//
//	#articleTop            section, date, byline; at the right the page's label and a list of other articles
//	hgroup h1              headline, on ins with span.time
//	#topvideo, #topimage   video and gallery
//	article.txt4           #upper (lead) and #lower (the rest, related articles, keyword line)
var newsLayout = layout{
	name:     "news",
	host:     site.NewsHost,
	editions: []string{site.Daily, site.Instant},
	marks:    []mark{newsTop, newsArticle},
	window:   newsWindow,
	read:     readNews,
}

var news = struct {
	top, section, date, byline, page, headline, clock, article goquery.Matcher
}{
	top:      goquery.Single("#articleTop"),
	section:  goquery.Single(".colleft h3"),
	date:     goquery.Single("[itemprop=datePublished]"),
	byline:   goquery.Single(".colleft > .txt2"),
	page:     goquery.Single(".colright h3"),
	headline: goquery.Single("hgroup h1"),
	clock:    goquery.Single("span.time"),
	article:  goquery.Single("article.txt4"),
}

// newsWindow runs from the line above the headline to the end of the text.
func newsWindow(o outline) ([]span, bool) {
	top, okTop := o.first(newsTop)
	article, okArticle := o.first(newsArticle)
	end, okEnd := o.after(articleClose, article.end)
	if !okTop || !okArticle || !okEnd || article.start < top.end {
		return nil, false
	}
	return o.without(top.start, end.end)
}

func readNews(doc *goquery.Selection, o outline) (form, error) {
	top := doc.FindMatcher(news.top)
	headline := doc.FindMatcher(news.headline)
	clock := headline.FindMatcher(news.clock)
	hour := printedTime(textOf(clock))
	clock.Remove()
	article := doc.FindMatcher(news.article)
	if article.Length() == 0 {
		return form{}, &NotArticle{EmptyPage, "the article's element holds nothing"}
	}
	prune(doc, top, article)
	pruneBehind(article.Nodes[0])
	lines, inline := readBlocks(article.Nodes[0])
	m := newMedia(o, site.EditionOf(site.Daily).Base)
	m.gallery(doc.Nodes[0], o)
	m.players(doc.Nodes[0])
	title, printed := cutTime(headlineOr(textOf(headline), o))
	if hour == "" {
		hour = printed
	}
	return form{
		title:     title,
		section:   textOf(top.FindMatcher(news.section)),
		page:      textOf(top.FindMatcher(news.page)),
		byline:    textOf(top.FindMatcher(news.byline)),
		published: published(printedDate(textOf(top.FindMatcher(news.date))), hour),
		keywords:  keywords(article.Nodes[0]),
		paid:      len(loginBoxes.all(article.Nodes[0])) > 0 || o.isPaid(),
		lines:     lines,
		images:    m.images,
		inline:    m.resolve(inline),
		videos:    m.videos,
	}, nil
}

// headlineOr is the printed headline, or that of the page's head where the element is missing.
func headlineOr(printed string, o outline) string {
	if printed != "" {
		return printed
	}
	return headTitle(o)
}

// headTitle cuts the date and section off og:title or <title>: 題 - 20251203 - 港聞….
func headTitle(o outline) string {
	for _, t := range []string{normalise(o.head.ogTitle), o.head.title} {
		parts := strings.Split(t, " - ")
		for i := len(parts) - 1; i > 0; i-- {
			if isDigits(parts[i], 8) {
				return strings.Join(parts[:i], " - ")
			}
		}
	}
	return ""
}

var (
	loginBoxes   = hasClass("loginbox")
	keywordLinks = hasClass("content_tag")
	links        = nodeTest(isLink)
	keywordLines = nodeTest(func(n *html.Node) bool { return n.DataAtom == atom.P && strings.HasPrefix(lineOf(n), "相關字詞") })
)

// keywords are the links of the keyword line. Before 2022 they bear no class of their own.
func keywords(scope *html.Node) (words []string) {
	found := keywordLinks.all(scope)
	if len(found) == 0 {
		for _, p := range keywordLines.all(scope) {
			found = append(found, links.all(p)...)
		}
	}
	for _, n := range found {
		if w := lineOf(n); w != "" {
			words = append(words, w)
		}
	}
	return words
}
