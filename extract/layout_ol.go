package extract

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
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
	host:     olHost,
	editions: []string{"ol"},
	marks:    []mark{olArticle},
	window:   olWindow,
	read:     readOL,
}

var ol = struct{ section, headline, date, article, wall, tags cascadia.Selector }{
	section:  cascadia.MustCompile("div.page_title h3"),
	headline: cascadia.MustCompile("h1[itemprop=headline]"),
	date:     cascadia.MustCompile("[itemprop=datePublished]"),
	article:  cascadia.MustCompile("article[itemprop=content]"),
	wall:     cascadia.MustCompile(".inontent_wrapper"),
	tags:     cascadia.MustCompile("div[itemprop=tag][data-keyword]"),
}

func olWindow(o outline) ([]span, bool) {
	top, okTop := o.only(olTop)
	article, okArticle := o.only(olArticle)
	end, okEnd := o.only(olMore)
	if !okTop || !okArticle || !okEnd || article.start < top.end || end.start < article.end {
		return nil, false
	}
	return o.without(top.start, end.start)
}

func readOL(doc *goquery.Document, o outline) (form, error) {
	article := doc.FindMatcher(ol.article).First()
	if article.Length() == 0 {
		return form{}, &NotArticle{EmptyPage, "the article's element holds nothing"}
	}
	lines, inline := readBlocks(article.Nodes[0])
	m := newMedia(o, "https://"+olHost+"/ldy/")
	m.gallery(doc.Selection, o)
	m.players(article)
	title, hour := cutTime(headlineOr(doc.FindMatcher(ol.headline).First().Text(), o))
	date := doc.FindMatcher(ol.date).First()
	stamp, exact := isoTime(date.AttrOr("content", ""))
	if !exact {
		stamp = published(printedDate(date.Text()), hour)
	}
	return form{
		title:     title,
		section:   textOf(doc.FindMatcher(ol.section)),
		published: stamp,
		keywords:  splitKeywords(doc.FindMatcher(ol.tags).AttrOr("data-keyword", "")),
		paid:      article.FindMatcher(ol.wall).Length() > 0 || o.isPaid(),
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
