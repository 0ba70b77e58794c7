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

	"mingpao/extract"
)

// Listing is an article as a feed, a list or a page names it.
type Listing struct {
	Ref    extract.Ref
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
		if ref, ok := extract.ParseURL(item.Link); ok {
			found = append(found, Listing{ref, source, fold(item.Title), item.Published})
		}
	}
	return found, nil
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
	return found, nil
}

var (
	menuOptions = cascadia.MustCompile("option[value]")
	anyLink     = cascadia.MustCompile("a[href]")
)

// readSiblings reads the list of the same section's articles that a news page carries. Its titles are cut short, so they say
// nothing about changes.
func readSiblings(page []byte) []Listing {
	menu := cutElement(page, "select", `id="menu1"`)
	if menu == nil {
		return nil
	}
	return linksOf(menu, menuOptions, "value")
}

// readDay reads the articles that a section's page of a day leads to.
func readDay(page []byte) []Listing { return linksOf(page, anyLink, "href") }

func linksOf(fragment []byte, matcher goquery.Matcher, attribute string) []Listing {
	root, err := html.Parse(bytes.NewReader(fragment))
	if err != nil {
		return nil
	}
	var found []Listing
	seen := map[extract.Ref]bool{}
	for _, s := range goquery.NewDocumentFromNode(root).FindMatcher(matcher).EachIter() {
		ref, ok := siteRef(s.AttrOr(attribute, ""))
		if key := (extract.Ref{Edition: ref.Edition, ID: ref.ID}); ok && !seen[key] {
			seen[key] = true
			found = append(found, Listing{Ref: ref})
		}
	}
	return found
}

// siteBase is what the news pages' links are relative to: their <base>, not their address.
var siteBase = &url.URL{Scheme: "https", Host: "news.mingpao.com", Path: "/htm/"}

// siteRef reads the article that a link of a news page leads to.
func siteRef(link string) (extract.Ref, bool) {
	u, err := siteBase.Parse(strings.TrimSpace(link))
	if err != nil {
		return extract.Ref{}, false
	}
	return extract.ParseURL(u.String())
}

// cutElement is the first element of a name whose start tag has a mark, nil where there is none.
func cutElement(page []byte, name, mark string) []byte {
	open := []byte("<" + name)
	for at := 0; ; {
		i := bytes.Index(page[at:], open)
		if i < 0 {
			return nil
		}
		at += i
		end := bytes.IndexByte(page[at:], '>')
		if end < 0 {
			return nil
		}
		if bytes.Contains(page[at:at+end], []byte(mark)) {
			if n := bytes.Index(page[at:], []byte("</"+name)); n >= 0 {
				return page[at : at+n]
			}
			return nil
		}
		at += end
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// within keeps the listings that a crawl is about.
func (w Want) within(found []Listing) []Listing {
	return slices.DeleteFunc(found, func(l Listing) bool { return !w.holds(l.Ref) })
}

func (w Want) holds(r extract.Ref) bool {
	issue := r.Date
	if len(issue) == 8 {
		issue = issue[:4] + "-" + issue[4:6] + "-" + issue[6:]
	}
	if w.From != "" && issue < w.From || w.To != "" && issue > w.To {
		return false
	}
	return len(w.Sections) == 0 || slices.ContainsFunc(w.Sections, func(s Section) bool { return s.Edition == r.Edition && s.Code == r.SectionCode })
}
