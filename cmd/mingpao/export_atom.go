package main

import (
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"mingpao/extract"
	"mingpao/store"
)

// atomFeed is a feed with full texts.
type atomFeed struct {
	w       io.Writer
	started bool
}

func newAtom(w io.Writer) (exporter, error) { return &atomFeed{w: w}, nil }

type atomEntry struct {
	XMLName xml.Name `xml:"entry"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Link    struct {
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Authors   []atomPerson `xml:"author"`
	Category  []atomTerm   `xml:"category"`
	Content   struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

func (f *atomFeed) add(a *store.Article) error {
	if !f.started {
		f.started = true
		// A feed's own time is that of what it holds: the same archive gives the same feed.
		_, err := fmt.Fprintf(f.w, "%s<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-Hant\">\n<id>tag:mingpao,2026:archive</id>\n<title>明報</title>\n<updated>%s</updated>\n<author><name>明報</name></author>\n",
			xml.Header, a.Changed)
		if err != nil {
			return err
		}
	}
	e := atomEntry{ID: "tag:mingpao,2026:" + a.Edition + "/" + a.ID, Title: legalXML(a.Title), Published: fullTime(a.Published), Updated: a.Changed}
	e.Link.Href = a.URL
	for _, name := range a.Authors {
		e.Authors = append(e.Authors, atomPerson{legalXML(name)})
	}
	for _, term := range append([]string{a.Section}, a.Keywords...) {
		e.Category = append(e.Category, atomTerm{legalXML(term)})
	}
	e.Content.Type, e.Content.Text = "html", legalXML(articleHTML(&a.Article))
	b, err := xml.Marshal(e)
	if err != nil {
		return err
	}
	_, err = f.w.Write(append(b, '\n'))
	return err
}

func (f *atomFeed) end() error {
	_, err := io.WriteString(f.w, "</feed>\n")
	return err
}

// fullTime is a time where only a day is known: midnight in Hong Kong.
func fullTime(published string) string {
	if _, err := time.Parse(time.DateOnly, published); err == nil {
		return published + "T00:00:00+08:00"
	}
	return published
}

// articleHTML is an article's text and captions as HTML, built from its blocks: nothing of the page's markup passes through.
func articleHTML(a *extract.Article) string {
	var b strings.Builder
	list := false
	for _, block := range a.Blocks {
		if item := block.Kind == extract.Item; item != list {
			b.WriteString(map[bool]string{true: "<ul>", false: "</ul>"}[item])
			list = item
		}
		tag := map[extract.Kind]string{extract.Heading: "h3", extract.Item: "li"}[block.Kind]
		if tag == "" {
			tag = "p"
		}
		fmt.Fprintf(&b, "<%s>%s</%s>\n", tag, html.EscapeString(legalXML(strings.ReplaceAll(block.Text, "\t", "　"))), tag)
	}
	if list {
		b.WriteString("</ul>")
	}
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "<p><em>%s</em></p>\n", html.EscapeString(legalXML(a.AuthorNote)))
	}
	for _, i := range a.Images {
		if i.Caption != "" {
			fmt.Fprintf(&b, "<p><small>圖：%s</small></p>\n", html.EscapeString(legalXML(i.Caption)))
		}
	}
	return b.String()
}

// legalXML deletes the characters that XML does not have, and those that act on a reader.
func legalXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF || r >= 0xD800 && r <= 0xDFFF {
			return -1
		}
		return r
	}, plain(s))
}
