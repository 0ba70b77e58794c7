package layout

import (
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// paper2013 is news.mingpao.com, the daily paper, until early 2014: Big5-HKSCS, no address in the head. One page of
// that time is known, and nothing is taken for certain that it does not show.
//
//	<title>               明報新聞網-要聞-要聞--題-20130507
//	link[rel=image_src]   the first picture
//	select#menu1          the section's stories of the day, by file name, this one selected
//	#articleheading       headline and, after line breaks, its deck
//	#advenueINTEXT        #newscontent01 (lead) and #newscontent02 (the rest)
//	#supportblock02       below the text
var paper2013 = Layout{
	Name:     "2013",
	host:     site.NewsHost,
	title:    "明報新聞網-",
	editions: []string{site.Daily},
	Frame: window.Frame{
		Above: []window.Mark{window.Tag("div", "id", "articleheading")},
		Text:  window.Tag("span", "id", "advenueINTEXT"),
		Head:  []window.Mark{window.Tag("div", "id", "articleheading")},
		After: []window.Mark{window.Tag("div", "id", "supportblock02"), window.Tag("div", "id", "feelblock")},
	},
	identify: identify2013,
	read:     read2013,
}

var heading2013 = sync.OnceValue(func() goquery.Matcher { return goquery.Single("#articleheading") })

func read2013(s *source) block.Form {
	lines, inline := block.Read(s.text)
	m := newMedia(s)
	f := block.Form{
		Title:   block.TextOf(s.doc.FindMatcher(heading2013())),
		Section: sectionOf2013(s.Title),
		Lines:   lines,
		Inline:  m.resolve(inline),
	}
	if picture := firstPicture().FindSubmatch(s.Page.Text); picture != nil && block.IsPicture(string(picture[1])) {
		f.Images = []block.Image{{URL: m.absolute(string(picture[1]))}}
	}
	return f
}

// sectionOf2013 is the second part of the page's title.
func sectionOf2013(title string) string {
	parts := strings.SplitN(chars.Normalise(title), "-", 3)
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}

var (
	selectedStory = chars.Compiled(`(?i)<option\s+value="?([a-z]{3}\d{1,3}\.htm)"?\s+selected`)
	firstPicture  = chars.Compiled(`(?i)<link\s+rel="image_src"\s+href="([^"]+)"`)
)

// identify2013 makes the address of a page from the day in its title and the story that its menu has selected.
func identify2013(page *window.Page) site.Ref {
	title := strings.TrimSpace(page.Title)
	day, story := title[strings.LastIndexByte(title, '-')+1:], selectedStory().FindSubmatch(page.Text)
	if !site.IsDigits(day, 8) || story == nil {
		return site.Ref{}
	}
	r, _ := site.ParseURL("https://" + site.NewsHost + "/" + day + "/" + string(story[1]))
	return r
}
