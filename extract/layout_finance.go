package extract

import (
	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"mingpao/extract/site"
)

// financeLayout is finance.mingpao.com, where instant news on economy and property redirects to.
//
//	h4.content-title       section
//	.news-content          headline, keyword line, .article-title (date and time), #topvideo (gallery)
//	  .article_content     #upper (lead) and #lower (the rest, 其他報道)
//	  .article_page        previous and next article; .article_related
var financeLayout = layout{
	name:     "finance",
	host:     site.FinanceHost,
	editions: []string{site.Finance},
	marks:    []mark{financeArticle, financeText},
	window:   financeWindow,
	read:     readFinance,
}

var finance = struct{ section, scope, headline, date, article goquery.Matcher }{
	section:  cascadia.MustCompile("h4.content-title, div.news-content"),
	scope:    goquery.Single("div.news-content"),
	headline: goquery.Single("h1"),
	date:     goquery.Single(".article-title p"),
	article:  goquery.Single("div.article_content"),
}

func financeWindow(o outline) ([]span, bool) {
	top, okTop := o.first(financeArticle)
	section, okSection := o.before(financeTop, top.start)
	article, okArticle := o.first(financeText)
	end, okEnd := o.first(financeEnd)
	if !okTop || !okSection || !okArticle || !okEnd || article.start < top.end || end.start < article.end {
		return nil, false
	}
	return o.without(section.start, end.start)
}

func readFinance(doc *goquery.Selection, o outline) (form, error) {
	scope := doc.FindMatcher(finance.scope)
	article := scope.FindMatcher(finance.article)
	if article.Length() == 0 {
		return form{}, &NotArticle{EmptyPage, "the article's element holds nothing"}
	}
	section := financeSection(doc)
	prune(doc, scope, article)
	lines, inline := readBlocks(article.Nodes[0])
	m := newMedia(o, site.EditionOf(site.Finance).Base)
	m.gallery(scope.Nodes[0], o)
	m.players(scope.Nodes[0])
	date := textOf(scope.FindMatcher(finance.date))
	title, _ := cutTime(headlineOr(textOf(scope.FindMatcher(finance.headline)), o))
	return form{
		title:     title,
		section:   section,
		published: published(printedDate(date), printedTime(date)),
		keywords:  keywords(scope.Nodes[0]),
		paid:      o.isPaid(),
		lines:     lines,
		images:    m.images,
		inline:    m.resolve(inline),
		videos:    m.videos,
	}, nil
}

// financeSection is the section line nearest above the article.
func financeSection(doc *goquery.Selection) string {
	name := ""
	for _, s := range doc.FindMatcher(finance.section).EachIter() {
		if goquery.NodeName(s) != "h4" {
			break
		}
		name = textOf(s)
	}
	return name
}
