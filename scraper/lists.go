package scraper

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"mingpao/extract/site"
)

// list is what a feed, a list or a page names.
type list struct {
	entries []site.Listing
	named   int      // entries that it has, articles of Ming Pao or not
	odd     string   // what of it could not be read, "" where all could
	cut     bool     // its end is missing: more may have stood there
	parts   []string // addresses of the lists that it consists of
}

// Limits of one list. The largest that was seen names 141 articles; a title has at most some dozen characters.
const (
	maxEntries = 3000
	maxTitle   = 300
)

var (
	errNoArticle = errors.New("names no article")
	errEmpty     = errors.New("empty")
)

// finish drops what a list says twice, and tells a list from what is none: one that names something and no article is
// not understood.
func (l list) finish() (list, error) {
	odd := l.named - len(l.entries)
	l.entries = firstOfEach(l.entries)
	switch {
	case l.cut && len(l.entries) == 0:
		return l, errors.New("cut off")
	case l.named == 0:
		return l, errEmpty
	case len(l.entries) == 0:
		return l, errNoArticle
	case l.named > maxEntries:
		l.odd = fmt.Sprintf("%d entries; the first %d were read", l.named, maxEntries)
	case odd > 0:
		l.odd = fmt.Sprintf("%d of %d entries not understood", odd, l.named)
	}
	return l, nil
}

// entry makes a listing of what a list says of an article.
func entry(source, link, title, time string) (site.Listing, bool) {
	ref, ok := siteRef(link)
	return site.Listing{Ref: ref, Source: source, Title: words(title), Time: words(time)}, ok
}

// words folds what a list prints. What is damaged says nothing about changes: it may be damaged otherwise next time.
func words(s string) string {
	if len(s) > 4*maxTitle {
		s = strings.ToValidUTF8(s[:4*maxTitle], "")
	}
	s = fold(markup.ReplaceAllString(s, ""))
	if strings.ContainsRune(s, '\uFFFD') {
		return ""
	}
	if r := []rune(s); len(r) > maxTitle {
		return string(r[:maxTitle])
	}
	return s
}

var (
	markup      = regexp.MustCompile(`</?[A-Za-z][^>]*>`)
	menuOptions = cascadia.MustCompile("option[value]")
	anyLink     = cascadia.MustCompile("a[href]")
)

// readSiblings reads the lists of the same section's articles that a news page carries: above and below the article,
// either of which may be empty. Their titles are cut short, so they say nothing about changes.
func readSiblings(page []byte) []site.Listing {
	var menus []byte
	for _, menu := range elements(page, "select") {
		if tag, _, ok := bytes.Cut(menu, []byte(">")); ok && (bytes.Contains(tag, []byte("menu1")) ||
			bytes.Contains(tag, []byte("menu2"))) {
			menus = append(menus, menu...)
		}
	}
	if menus == nil {
		return nil
	}
	if day := paperDay.FindSubmatch(page); day != nil {
		menus = menuFile.ReplaceAll(menus, []byte("${1}/"+string(day[1])+"/"))
	}
	return linksOf(menus, menuOptions, "value")
}

// Until early 2014 the day stands in the title of a page, and its lists name files of the day's folder.
var (
	paperDay = regexp.MustCompile(`-(\d{8})\s*</title>`)
	menuFile = regexp.MustCompile(`(<option value=")`)
)

// readDay reads the articles that a section's page of a day leads to. A page without any is empty only if it is a
// section's page at all: else it is a challenge, a home page or a new design.
func readDay(_ string, page []byte) (list, error) {
	l := list{entries: linksOf(page, anyLink, "href")}
	l.named = len(l.entries)
	if l.named == 0 && !isSectionPage(page) {
		return l, errNoArticle
	}
	return l.finish()
}

// sectionMarks are what section pages of 2020, 2023 and 2025 hold their lists in.
var sectionMarks = []string{"tabcontentlistnewslist", `id="maincontent"`, "contentwrapper", `class="listing`}

func isSectionPage(page []byte) bool {
	return slices.ContainsFunc(sectionMarks, func(mark string) bool { return bytes.Contains(page, []byte(mark)) })
}

func linksOf(fragment []byte, matcher goquery.Matcher, attribute string) []site.Listing {
	root, err := html.Parse(bytes.NewReader(fragment))
	if err != nil {
		return nil
	}
	var found []site.Listing
	for _, s := range goquery.NewDocumentFromNode(root).FindMatcher(matcher).EachIter() {
		if ref, ok := siteRef(s.AttrOr(attribute, "")); ok && len(found) < maxEntries {
			found = append(found, site.Listing{Ref: ref})
		}
	}
	return firstOfEach(found)
}

// firstOfEach keeps what a list says first of an article: an article that is listed twice has not changed in between.
func firstOfEach(found []site.Listing) []site.Listing {
	seen := map[site.Ref]bool{}
	return slices.DeleteFunc(found, func(l site.Listing) bool {
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
	start, end := []byte("<"+name), []byte("</"+name+">")
	var found [][]byte
	for {
		i := bytes.Index(page, start)
		if i < 0 {
			return found
		}
		page = page[i:]
		n := bytes.Index(page, end)
		if n < 0 {
			return found
		}
		found = append(found, page[:n+len(end)])
		page = page[n+len(end):]
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
