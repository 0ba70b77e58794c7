package layout

import (
	"sync"

	"github.com/PuerkitoBio/goquery"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// financeLayout is finance.mingpao.com, where instant news on economy and property redirects to.
//
//	h4.content-title       section
//	.news-content          headline, keyword line, .article-title (date and time), #topvideo (gallery)
//	  .article_content     #upper (lead) and #lower (the rest, 其他報道)
//	  .article_page        previous and next article; .article_related
var financeLayout = Layout{
	Name:     "finance",
	host:     site.FinanceHost,
	editions: []string{site.Finance},
	Frame: window.Frame{
		Above: []window.Mark{window.Tag("h4", "class", "content-title"), window.Tag("div", "class", "news-content")},
		Text:  window.Tag("div", "class", "article_content"),
		Head:  []window.Mark{window.Tag("div", "class", "article-title")},
		After: []window.Mark{window.Tag("div", "class", "article_page")},
	},
	read: readFinance,
}

// financeParts find the parts of a page besides its text.
type financeParts struct{ section, headline, date goquery.Matcher }

var finance = sync.OnceValue(func() financeParts {
	return financeParts{
		section:  goquery.Single("h4.content-title"),
		headline: goquery.Single("h1"),
		date:     goquery.Single(".article-title p"),
	}
})

func readFinance(s *source) block.Form {
	parts := finance()
	lines, inline := block.Read(s.text)
	m := newMedia(s)
	m.gallery(s)
	m.players(s.doc.Nodes[0])
	date := block.TextOf(s.doc.FindMatcher(parts.date))
	title, _ := dates.CutTime(s.headline(s.doc.FindMatcher(parts.headline)))
	return block.Form{
		Title:     title,
		Section:   block.TextOf(s.doc.FindMatcher(parts.section)),
		Published: dates.Join(dates.Day(date), dates.Clock(date)),
		Keywords:  keywords(s.doc.Nodes[0]),
		Paid:      s.isPaid(),
		Lines:     lines,
		Images:    m.images,
		Inline:    m.resolve(inline),
		Videos:    m.videos,
	}
}
