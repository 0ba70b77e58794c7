// Package layout knows the page designs of the site: a page is recognised and read, or refused.
//
//	layout.go                               the list of designs, and which of them a page has
//	news.go finance.go ol.go paper2013.go   a design each: where its article is, and what it prints
//	media.go                                pictures and videos
//	refuse.go                               pages that answer in place of an article
package layout

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/internal/window"
	"mingpao/extract/site"
)

// Layout is a page design of the site.
type Layout struct {
	Name     string
	host     string       // its pages say so in <base>, canonical link or og:url
	title    string       // what their titles begin with, where no page of the design says its host; else ""
	editions []string     // those it publishes
	Frame    window.Frame // where on a page of this design the article is
	read     func(*source) block.Form

	identify func(*window.Page) site.Ref // whose page it is where it names no address; may be nil
}

// source is the input of a layout: the tree of the article's part, and the facts of the page.
type source struct {
	*window.Page
	doc  *goquery.Selection
	text *html.Node // the element that holds the text
	ref  site.Ref   // whose page it is
}

// Spec names the marks and scripts that every page is searched for.
var Spec = sync.OnceValue(func() *window.Spec {
	s := &window.Spec{
		Frames:  map[string][]*window.Frame{},
		HostOf:  site.HostOf,
		Scripts: []string{paidCall, galleryStart},
	}
	for i := range Layouts {
		s.Frames[Layouts[i].host] = append(s.Frames[Layouts[i].host], &Layouts[i].Frame)
	}
	return s
})

// The scripts that hold a part of the article: the call that fetches a paid article's rest, loginObj.getContent(, and
// the pictures that are put below its lead. A page is searched for them from end to end, which is four times as fast
// for a rare first letter.
const (
	paidCall     = "Obj.getContent("
	galleryStart = "$('#lower').prepend('"
)

// Layouts are the designs that are known. A page saved as plain text has no markup to recognise.
var Layouts = []Layout{newsLayout, financeLayout, olLayout, paper2013}

func (l *Layout) serves(edition string) bool { return slices.Contains(l.editions, edition) }

// Recognise finds the layout of a page by the host that it says it belongs to and by the marks of an article.
func Recognise(address string, page *window.Page) (*Layout, error) {
	host := hostOfPage(address, page)
	for i := range Layouts {
		l := &Layouts[i]
		if (l.isNamed(host, page.Title) || isFragment(host, page)) && page.Bears(&l.Frame) {
			return l, nil
		}
	}
	return nil, refuse(address, page)
}

// isNamed reports whether a page is of a design, by its host, or by its title where it names no host.
func (l *Layout) isNamed(host, title string) bool {
	return host == l.host || host == "" && l.title != "" && strings.HasPrefix(chars.Normalise(title), l.title)
}

// isFragment reports whether markup is a part of a page without its head, as a browser copies it: the site is named in
// its addresses alone.
func isFragment(host string, page *window.Page) bool {
	return host == "" && page.Head == window.Head{} && bytes.Contains(page.Text, []byte("."+site.Domain))
}

// hostOfPage is the site that the page belongs to by its own word, "" where it does not say.
func hostOfPage(address string, page *window.Page) string {
	for _, raw := range []string{page.Base, page.Canonical, page.OGURL, address} {
		if host := site.HostOf(raw); host != "" {
			return host
		}
	}
	return ""
}

// identity is the reference of a recognised page: its own canonical link, else its og:url, else where it came from.
// Only an address of the page's own host counts: an address that answered from another host names another record.
func identity(address string, page *window.Page, l *Layout) site.Ref {
	for _, raw := range []string{page.Canonical, page.OGURL, address} {
		if r, ok := site.ParseURL(raw); ok && l.serves(r.Edition) {
			return r
		}
	}
	if l.identify != nil {
		return l.identify(page)
	}
	return site.Ref{}
}

// isPaid reports whether a script fetches the rest of a paid article.
func (s *source) isPaid() bool {
	return slices.ContainsFunc(s.Scripts, func(s string) bool { return strings.Contains(s, paidCall) })
}

// Form is the article of a recognised page, from the tree of its part. A part of a page needs its headline and date.
func (l *Layout) Form(address string, page *window.Page, w *window.Window) (block.Form, error) {
	ref := identity(address, page, l)
	f := l.read(&source{page, goquery.NewDocumentFromNode(w.Root).Selection, w.Text, ref})
	f.Layout, f.Ref = l.Name, ref
	f.Paid = f.Paid || page.IsWalled(&l.Frame)
	if f.Published == "" {
		f.Published = dates.OfIssue(ref.Date)
	}
	if !isFragment(hostOfPage(address, page), page) {
		return f, nil
	}
	if f.Title == "" || f.Published == "" {
		return f, errPart
	}
	if s, ok := site.Labelled(f.Section); ok {
		f.Ref = site.Ref{Edition: s.Edition, SectionCode: s.Code}
	}
	return f, nil
}

// errPart refuses a part of a page that does not say what it is.
var errPart = &block.Refusal{Reason: block.CutOff, Detail: "a part of a page, without its headline and its date"}
