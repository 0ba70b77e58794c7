package extract

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"mingpao/extract/site"
)

// layout is a page design of the site.
type layout struct {
	name     string
	host     string   // its pages say so in <base>, canonical link or og:url
	editions []string // what it publishes
	marks    []mark   // a page of this design bears all of them
	window   func(outline) (spans []span, ok bool)
	read     func(doc *goquery.Selection, o outline) (form, error)
}

// layouts are the designs that are served today. The fourth, a page saved as plain text, has no markup to recognise.
var layouts = []layout{newsLayout, financeLayout, olLayout}

// form is what a layout reads from a page: an article before its blocks are classified.
type form struct {
	layout    string
	ref       site.Ref
	title     string
	section   string // as printed
	page      string // the label at the right of the section: a newspaper page, a column, or nothing
	byline    string // the line below the section: an author, a column, a supplement, or nothing
	published string
	keywords  []string
	paid      bool
	lines     []line
	images    []Image // of the galleries
	inline    []Image // those that stand in the text
	videos    []Video
}

func (l *layout) serves(edition string) bool { return slices.Contains(l.editions, edition) }

// recognise finds the layout of a page by the host that it says it belongs to and by the marks of an article.
func recognise(p Page, o outline) (*layout, error) {
	for i := range layouts {
		l := &layouts[i]
		if o.host(p) == l.host && o.bears(l.marks) {
			return l, nil
		}
	}
	return nil, refuse(p, o)
}

// host is the site that the page belongs to by its own word, "" where it does not tell.
func (o outline) host(p Page) string {
	for _, raw := range []string{o.head.base, o.head.canonical, o.head.ogURL, p.URL} {
		if u, err := site.ParseAddress(raw); err == nil {
			return u.Host
		}
	}
	return ""
}

// identity is the reference of a recognised page: its own canonical link, else its og:url, else where it came from. Only an
// address of the page's own host counts: an address that answered from another host names another record.
func identity(p Page, o outline, l *layout) site.Ref {
	for _, raw := range []string{o.head.canonical, o.head.ogURL, p.URL} {
		if r, ok := site.ParseURL(raw); ok && l.serves(r.Edition) {
			return r
		}
	}
	return site.Ref{}
}

func (o outline) bears(marks []mark) bool {
	for _, m := range marks {
		if !slices.ContainsFunc(o.tags, func(t tag) bool { return t.mark == m }) {
			return false
		}
	}
	return true
}

// isPaid tells whether a script fetches the rest of a paid article.
func (o outline) isPaid() bool {
	return slices.ContainsFunc(o.scripts, func(s string) bool { return strings.Contains(s, paidCall) })
}
