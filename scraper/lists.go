package scraper

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"mingpao/extract/site"
)

// Listing is an article as a feed, a list or a page names it.
type Listing struct {
	Ref    site.Ref
	Source string // which list
	Title  string
	Time   string // as the list prints it; "" where it prints none
}

// readFeed reads an RSS feed. Entries that lead elsewhere are left out.
func readFeed(source string, body []byte) ([]Listing, error) {
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("no feed: %w", err)
	}
	var found []Listing
	for _, item := range feed.Items {
		if ref, ok := site.ParseURL(item.Link); ok {
			found = append(found, Listing{ref, source, fold(item.Title), item.Published})
		}
	}
	return firstOfEach(found), nil
}

// readListing reads the JSON that pages of instant news are filled from.
func readListing(source string, body []byte) ([]Listing, error) {
	var answer struct {
		Listing []struct {
			Link  string `json:"link"`
			Title string `json:"heading1"`
			Time  string `json:"time2"`
		} `json:"listing"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &answer); err != nil {
		return nil, fmt.Errorf("no listing: %w", err)
	}
	var found []Listing
	for _, entry := range answer.Listing {
		if ref, ok := siteRef(entry.Link); ok {
			found = append(found, Listing{ref, source, fold(entry.Title), fold(entry.Time)})
		}
	}
	return firstOfEach(found), nil
}

var (
	menuOptions = cascadia.MustCompile("option[value]")
	anyLink     = cascadia.MustCompile("a[href]")
)

// readSiblings reads the lists of the same section's articles that a news page carries: above and below the article, either
// of which may be empty. Their titles are cut short, so they say nothing about changes.
func readSiblings(page []byte) []Listing {
	var menus []byte
	for _, menu := range elements(page, "select") {
		if tag, _, ok := bytes.Cut(menu, []byte(">")); ok && (bytes.Contains(tag, []byte("menu1")) || bytes.Contains(tag, []byte("menu2"))) {
			menus = append(menus, menu...)
		}
	}
	if menus == nil {
		return nil
	}
	return linksOf(menus, menuOptions, "value")
}

// readDay reads the articles that a section's page of a day leads to.
func readDay(page []byte) []Listing { return linksOf(page, anyLink, "href") }

func linksOf(fragment []byte, matcher goquery.Matcher, attribute string) []Listing {
	root, err := html.Parse(bytes.NewReader(fragment))
	if err != nil {
		return nil
	}
	var found []Listing
	for _, s := range goquery.NewDocumentFromNode(root).FindMatcher(matcher).EachIter() {
		if ref, ok := siteRef(s.AttrOr(attribute, "")); ok {
			found = append(found, Listing{Ref: ref})
		}
	}
	return firstOfEach(found)
}

// firstOfEach keeps what a list says first of an article: an article that is listed twice has not changed in between.
func firstOfEach(found []Listing) []Listing {
	seen := map[site.Ref]bool{}
	return slices.DeleteFunc(found, func(l Listing) bool {
		key := site.Ref{Edition: l.Ref.Edition, ID: l.Ref.ID}
		known := seen[key]
		seen[key] = true
		return known
	})
}

// siteBase is what the news pages' links are relative to: their <base>, not their address.
var siteBase = &url.URL{Scheme: "https", Host: site.NewsHost, Path: "/htm/"}

// siteRef reads the article that a link of a news page leads to.
func siteRef(link string) (site.Ref, bool) {
	u, err := siteBase.Parse(strings.TrimSpace(link))
	if err != nil {
		return site.Ref{}, false
	}
	return site.ParseURL(u.String())
}

// elements are the elements of a name, from their start tag to their end tag. One that does not end is left out.
func elements(page []byte, name string) [][]byte {
	open, close := []byte("<"+name), []byte("</"+name+">")
	var found [][]byte
	for {
		i := bytes.Index(page, open)
		if i < 0 {
			return found
		}
		page = page[i:]
		n := bytes.Index(page, close)
		if n < 0 {
			return found
		}
		found = append(found, page[:n+len(close)])
		page = page[n+len(close):]
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// within keeps the listings that a crawl is about.
func (w Want) within(found []Listing) []Listing {
	return slices.DeleteFunc(found, func(l Listing) bool { return !w.holds(l.Ref) })
}

func (w Want) holds(r site.Ref) bool {
	issue := r.Date
	if len(issue) == 8 {
		issue = issue[:4] + "-" + issue[4:6] + "-" + issue[6:]
	}
	if w.From != "" && issue < w.From || w.To != "" && issue > w.To {
		return false
	}
	return len(w.Sections) == 0 || slices.ContainsFunc(w.Sections, func(s site.Section) bool { return s.Edition == r.Edition && s.Code == r.SectionCode })
}
