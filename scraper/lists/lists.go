package lists

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/queue"
)

// List is a list as read: the articles that a feed, a list or a page names.
type List struct {
	Entries []queue.Listing
	Odd     string    // what could not be read, "" if everything was
	Cut     bool      // its end is missing, and entries with it
	Parts   []string  // addresses of the lists that it consists of
	Built   time.Time // when it was made, as it says; zero where it does not
	named   int       // entries that it has, articles of Ming Pao or not
}

// Limits of one list. The largest that was seen names 141 articles; a title has at most some dozen characters.
const (
	maxEntries = 3000
	maxTitle   = 300
)

// Fault is the error of an answer that is no list, or of one that names no article.
type Fault struct {
	Subject string // of its cause
	Detail  string // what was seen, for people
}

func (f *Fault) Error() string { return f.Detail }

// ErrEmpty is the error of a list that names nothing. It may be an answer: there was no paper that day.
var ErrEmpty = &Fault{queue.Empty, "empty"}

var errNoArticle = &Fault{"names-no-article", "names no article"}

// With is a list with what one of its parts names.
func (l List) With(part List) List {
	l.Entries, l.named, l.Cut = append(l.Entries, part.Entries...), l.named+part.named, l.Cut || part.Cut
	return l
}

// Finish drops duplicate entries. A list that names something but no article is not understood.
func (l List) Finish() (List, error) {
	odd := l.named - len(l.Entries)
	l.Entries = firstOfEach(l.Entries)
	switch {
	case l.Cut && len(l.Entries) == 0:
		return l, &Fault{extract.CutOff.Key(), "cut off"}
	case l.named == 0:
		return l, ErrEmpty
	case len(l.Entries) == 0:
		return l, errNoArticle
	case l.named > maxEntries:
		l.Odd = fmt.Sprintf("%d entries; the first %d were read", l.named, maxEntries)
	case odd > 0:
		l.Odd = fmt.Sprintf("%d of %d entries not understood", odd, l.named)
	}
	return l, nil
}

// entry makes a listing of what a list says of an article.
func entry(source, link, title, at string) (queue.Listing, bool) {
	ref, ok := siteRef(link)
	return queue.Listing{Ref: ref, Source: source, Title: words(title), Time: words(at)}, ok
}

// words folds what a list prints. What is damaged says nothing about changes: it may be damaged otherwise next time.
func words(s string) string {
	if len(s) > 4*maxTitle {
		s = strings.ToValidUTF8(s[:4*maxTitle], "")
	}
	s = fold(markup().ReplaceAllString(s, ""))
	if strings.ContainsRune(s, '\uFFFD') {
		return ""
	}
	if r := []rune(s); len(r) > maxTitle {
		return string(r[:maxTitle])
	}
	return s
}

var (
	markup      = pattern(`</?[A-Za-z][^>]*>`)
	menuOptions = sync.OnceValue(func() goquery.Matcher { return cascadia.MustCompile("option[value]") })
	anyLink     = sync.OnceValue(func() goquery.Matcher { return cascadia.MustCompile("a[href]") })
)

// pattern is compiled when a list is read: most commands read none.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// Siblings reads the lists of the same section's articles that a news page carries: above and below the article,
// either of which may be empty. Their titles are cut short, so they say nothing about changes.
func Siblings(page []byte) []queue.Listing {
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
	if day := paperDay().FindSubmatch(page); day != nil {
		menus = bytes.ReplaceAll(menus, menuFile, slices.Concat(menuFile, []byte("/"), day[1], []byte("/")))
	}
	return linksOf(menus, menuOptions(), "value")
}

// Until early 2014 the day is in the title of a page, and its lists name files of the day's folder.
var (
	paperDay = pattern(`-(\d{8})\s*</title>`)
	menuFile = []byte(`<option value="`)
)

// Day reads the articles that a section's page of a day leads to. A page without any is empty only if it is a
// section's page at all: else it is a challenge, a home page or a new design.
func Day(_ string, page []byte) (List, error) {
	l := List{Entries: linksOf(page, anyLink(), "href")}
	l.named = len(l.Entries)
	if l.named == 0 && !isSectionPage(page) {
		return l, noList(string(page), errNoArticle)
	}
	return l.Finish()
}

// sectionMarks mark the lists of section pages of 2020, 2023 and 2025.
var sectionMarks = []string{"tabcontentlistnewslist", `id="maincontent"`, "contentwrapper", `class="listing`}

func isSectionPage(page []byte) bool {
	return slices.ContainsFunc(sectionMarks, func(mark string) bool { return bytes.Contains(page, []byte(mark)) })
}

func linksOf(fragment []byte, matcher goquery.Matcher, attribute string) []queue.Listing {
	root, err := html.Parse(bytes.NewReader(fragment))
	if err != nil {
		return nil
	}
	var found []queue.Listing
	for _, s := range goquery.NewDocumentFromNode(root).FindMatcher(matcher).EachIter() {
		if ref, ok := siteRef(s.AttrOr(attribute, "")); ok && len(found) < maxEntries {
			found = append(found, queue.Listing{Ref: ref})
		}
	}
	return firstOfEach(found)
}

// firstOfEach keeps what a list says first of an article: an article that is listed twice has not changed in between.
func firstOfEach(found []queue.Listing) []queue.Listing {
	seen := map[site.Ref]bool{}
	return slices.DeleteFunc(found, func(l queue.Listing) bool {
		key := site.Ref{Edition: l.Ref.Edition, ID: l.Ref.ID}
		known := seen[key]
		seen[key] = true
		return known
	})
}

// siteBase is the base of the news pages' links: their <base>, not their address.
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
