package extract

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"mingpao/extract/site"
)

const olLayoutName = "ol"

// olLayout is ol.mingpao.com, where instant entertainment news redirects to.
//
//	.page_title                  section
//	h1[itemprop=headline]        headline with (HH:MM)
//	h5[itemprop=datePublished]   date and time in its content
//	#zoomedimg0                  gallery
//	article[itemprop=content]    the text; a script may cut it and leave a login wall
//	div[itemprop=tag]            keyword line
//	div[itemprop=more]           MORE, other articles
var olLayout = layout{
	name:     olLayoutName,
	host:     site.OLHost,
	editions: []string{site.Entertainment},
	marks:    []mark{olArticle},
	window:   olWindow,
	read:     readOL,
}

var ol = struct{ top, section, headline, date, article, tags goquery.Matcher }{
	top:      goquery.Single("div.page_title"),
	section:  goquery.Single("div.page_title h3"),
	headline: goquery.Single("h1[itemprop=headline]"),
	date:     goquery.Single("[itemprop=datePublished]"),
	article:  goquery.Single("article[itemprop=content]"),
	tags:     goquery.Single("div[itemprop=tag][data-keyword]"),
}

var loginWalls = hasClass("inontent_wrapper")

func olWindow(o outline) ([]span, bool) {
	top, okTop := o.first(olTop)
	article, okArticle := o.first(olArticle)
	closing, okClosing := o.after(articleClose, article.end)
	tags, okTags := o.after(olTags, closing.end)
	end, okEnd := o.after(olMore, tags.end)
	if !okTop || !okArticle || !okClosing || !okTags || !okEnd || article.start < top.end {
		return nil, false
	}
	return o.without(top.start, end.start)
}

func readOL(doc *goquery.Selection, o outline) (form, error) {
	article := doc.FindMatcher(ol.article)
	if article.Length() == 0 {
		return form{}, &NotArticle{EmptyPage, "the article's element holds nothing"}
	}
	prune(doc, doc.FindMatcher(ol.top), article)
	lines, inline := readBlocks(article.Nodes[0])
	m := newMedia(o, site.EditionOf(site.Entertainment).Base)
	m.gallery(doc.Nodes[0], o)
	m.players(article.Nodes[0])
	title, hour := cutTime(headlineOr(textOf(doc.FindMatcher(ol.headline)), o))
	date := doc.FindMatcher(ol.date)
	stamp, exact := isoTime(date.AttrOr("content", ""))
	if !exact {
		stamp = published(printedDate(textOf(date)), hour)
	}
	return form{
		title:     title,
		section:   textOf(doc.FindMatcher(ol.section)),
		published: stamp,
		keywords:  splitKeywords(doc.FindMatcher(ol.tags).AttrOr("data-keyword", "")),
		paid:      len(loginWalls.all(article.Nodes[0])) > 0 || o.isPaid(),
		lines:     lines,
		images:    m.images,
		inline:    m.resolve(inline),
		videos:    m.videos,
	}, nil
}

func splitKeywords(list string) []string {
	var words []string
	for w := range strings.SplitSeq(list, ",") {
		if w = normalise(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}
