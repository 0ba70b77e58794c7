package extract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/dates"
	"mingpao/extract/site"
)

// GuessLayout is the layout of what Guess returns.
const GuessLayout = "guess"

// Guess looks at a page of the site whose design Parse does not know: title, date and text by what pages say of
// themselves to other programs, JSON-LD and the tags of their head. Nobody vouches for it: the layout is GuessLayout,
// and access is never Full. It is for a person who looks, not for an archive. A page that Parse refuses for another
// reason it refuses, too.
func Guess(p Page) (a *Article, err error) {
	defer recovered(&err)
	_, _, refusal := Explain(p)
	var no *NotArticle
	if !errors.As(refusal, &no) || no.Reason != UnknownDesign {
		return nil, cmp.Or(refusal, errors.New("the design of the page is known"))
	}
	text, err := Decode(p)
	if err != nil {
		return nil, err
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		return nil, refusal
	}
	g := guess{doc: doc, said: newsArticle(doc)}
	if a = g.article(p.URL); a == nil {
		return nil, refusal
	}
	return a, nil
}

// guess is a page that is looked at.
type guess struct {
	doc  *goquery.Document
	said newsData
}

// newsData is what JSON-LD says of an article.
type newsData struct {
	Type      any    `json:"@type"`
	Headline  string `json:"headline"`
	Published string `json:"datePublished"`
	Body      string `json:"articleBody"`
	Free      any    `json:"isAccessibleForFree"`
}

// newsArticle is the first article among the JSON-LD of a page, alone, in a list or in a @graph.
func newsArticle(doc *goquery.Document) newsData {
	for _, s := range doc.Find(`script[type="application/ld+json"]`).EachIter() {
		raw := json.RawMessage(s.Text())
		var graph struct {
			Graph []json.RawMessage `json:"@graph"`
		}
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil && json.Unmarshal(raw, &graph) == nil {
			list = append(graph.Graph, raw)
		}
		for _, one := range list {
			var a newsData
			if err := json.Unmarshal(one, &a); err == nil && a.Headline != "" {
				return a
			}
		}
	}
	return newsData{}
}

// article is what the page seems to hold, nil where it is not the site's or shows no title or no text.
func (g *guess) article(url string) *Article {
	canonical := g.doc.Find("link[rel=canonical]").AttrOr("href", g.meta("og:url"))
	if !site.Owns(canonical) && !site.Owns(url) && !site.Owns(g.doc.Find("base").AttrOr("href", "")) {
		return nil
	}
	ref, ok := site.ParseURL(canonical)
	if !ok {
		ref, _ = site.ParseURL(url)
	}
	title, clock := dates.CutTime(g.title())
	a := &Article{ID: ref.ID, Edition: ref.Edition, URL: ref.URL(), SectionCode: ref.SectionCode, Title: title,
		Published: g.published(ref, clock), Access: Unknown, Layout: GuessLayout, Blocks: g.blocks(), Authors: []string{},
		Credits: []string{}, Keywords: []string{}, Images: []Image{}, Videos: []Video{}}
	if a.Title == "" || len(a.Blocks) == 0 {
		return nil
	}
	if ref.Section().Traits.Sold || g.said.Free == false || g.said.Free == "False" || g.said.Free == "false" {
		a.Access = Excerpt
	}
	a.LeadMarker, a.Blocks[0].Text = block.CutMarker(a.Blocks[0].Text)
	a.Body = body(a.Blocks)
	a.Language = language(a.Blocks)
	return a
}

// meta is a tag of the page's head.
func (g *guess) meta(property string) string {
	return g.doc.Find(`meta[property="`+property+`"], meta[name="`+property+`"]`).AttrOr("content", "")
}

// title is the headline without the day and the section that the site appends.
func (g *guess) title() string {
	title := chars.Normalise(cmp.Or(g.said.Headline, g.meta("og:title"), g.doc.Find("h1").First().Text(),
		g.doc.Find("title").First().Text()))
	parts := strings.Split(title, " - ")
	if i := slices.IndexFunc(parts, isDay); i > 0 {
		return strings.Join(parts[:i], " - ")
	}
	return title
}

// published is the time that the page gives, else the day of its address.
func (g *guess) published(ref site.Ref, clock string) string {
	when := g.doc.Find("[itemprop=datePublished]").First()
	for _, t := range []string{g.said.Published, g.meta("article:published_time"), when.AttrOr("content", "")} {
		if stamp, ok := dates.FromISO(t); ok {
			return stamp
		}
		if day := dates.Day(t); day != "" {
			return dates.Join(day, clock)
		}
	}
	return dates.Join(cmp.Or(dates.Day(when.Text()), dates.OfIssue(ref.Date)), clock)
}

// blocks are the paragraphs that JSON-LD gives, else those of the element that holds most text, else the description.
func (g *guess) blocks() []Block {
	summary := cmp.Or(g.meta("og:description"), g.meta("description"))
	for _, text := range []string{g.said.Body, textOf(g.richest()), summary} {
		var found []Block
		for line := range strings.Lines(text) {
			if line = chars.Normalise(line); line != "" {
				found = append(found, Block{Paragraph, line})
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// richest is the element whose own paragraphs have most text, nil where there are none.
func (g *guess) richest() (richest *html.Node) {
	most, sums := 0, map[*html.Node]int{}
	for n := range g.doc.Nodes[0].Descendants() {
		if n.Type != html.ElementNode || n.DataAtom != atom.P || block.IsInside(n, block.IsHidden) {
			continue
		}
		sums[n.Parent] += chars.Count(block.LineOf(n))
		if sum := sums[n.Parent]; sum > most {
			most, richest = sum, n.Parent
		}
	}
	return richest
}

// textOf is the visible text below an element, a line a paragraph.
func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	lines, _ := block.Read(n)
	for _, l := range lines {
		if l.Box == "" && !l.Linked {
			b.WriteString(l.Text + "\n")
		}
	}
	return b.String()
}

func isDay(s string) bool { return chars.Fits(s, "00000000") }
