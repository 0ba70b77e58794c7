package layout

import (
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// OL is the name of the design of ol.mingpao.com.
const OL = "ol"

// olLayout is ol.mingpao.com, where instant entertainment news redirects to.
//
//	.page_title                  section
//	h1[itemprop=headline]        headline with (HH:MM)
//	h5[itemprop=datePublished]   date and time in its content
//	#zoomedimg0                  gallery
//	article[itemprop=content]    the text; a script may cut it and leave a login wall
//	div[itemprop=tag]            keyword line
//	div[itemprop=more]           MORE, other articles
var olLayout = Layout{
	Name:     OL,
	host:     site.OLHost,
	editions: []string{site.Entertainment},
	Frame: window.Frame{
		Above: []window.Mark{window.Tag("div", "class", "page_title"), window.Tag("h1", "itemprop", "headline")},
		Text:  window.Tag("article", "itemprop", "content"),
		Head: []window.Mark{window.Tag("div", "class", "page_title"), window.Tag("h1", "itemprop", "headline"),
			window.Tag("h5", "itemprop", "datePublished")},
		After: []window.Mark{window.Tag("div", "itemprop", "relatedlink"), window.Tag("div", "itemprop", "tag"),
			window.Tag("div", "itemprop", "more")},
		Until: window.Tag("div", "itemprop", "more"),
		Walls: []window.Mark{window.Tag("div", "class", "inontent_wrapper")},
	},
	read: readOL,
}

// olParts find the parts of a page besides its text.
type olParts struct{ section, headline, date, tags goquery.Matcher }

var ol = sync.OnceValue(func() olParts {
	return olParts{
		section:  goquery.Single("div.page_title h3"),
		headline: goquery.Single("h1[itemprop=headline]"),
		date:     goquery.Single("[itemprop=datePublished]"),
		tags:     goquery.Single("div[itemprop=tag][data-keyword]"),
	}
})

func readOL(s *source) block.Form {
	parts := ol()
	lines, inline := block.Read(s.text)
	m := newMedia(s)
	m.gallery(s)
	m.players(s.text)
	title, hour := dates.CutTime(s.headline(s.doc.FindMatcher(parts.headline)))
	date := s.doc.FindMatcher(parts.date)
	stamp, exact := dates.FromISO(date.AttrOr("content", ""))
	if !exact {
		stamp = dates.Join(dates.Day(block.TextOf(date)), hour)
	}
	return block.Form{
		Title:     title,
		Section:   block.TextOf(s.doc.FindMatcher(parts.section)),
		Published: stamp,
		Keywords:  splitKeywords(s.doc.FindMatcher(parts.tags).AttrOr("data-keyword", "")),
		Paid:      s.isPaid(),
		Lines:     lines,
		Images:    m.images,
		Inline:    m.resolve(inline),
		Videos:    m.videos,
	}
}

func splitKeywords(list string) []string {
	var words []string
	for w := range strings.SplitSeq(list, ",") {
		if w = chars.Normalise(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}
