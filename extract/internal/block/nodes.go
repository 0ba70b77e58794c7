package block

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
)

// NodeTest is a selector written as a function, for elements that every page is searched for and few have: as
// selectors these took a tenth of all the time.
type NodeTest func(*html.Node) bool

// fits reports whether an element passes.
func (t NodeTest) fits(n *html.Node) bool { return n.Type == html.ElementNode && t(n) }

// All are the elements from a node down that pass, in the order of the page.
func (t NodeTest) All(n *html.Node) []*html.Node { return t.collect(n, nil) }

func (t NodeTest) collect(n *html.Node, found []*html.Node) []*html.Node {
	if t.fits(n) {
		found = append(found, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			found = t.collect(c, found)
		}
	}
	return found
}

// IsInside reports whether one of the elements around a node passes.
func IsInside(n *html.Node, test func(*html.Node) bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && test(p) {
			return true
		}
	}
	return false
}

// holdsBlock reports whether lines of their own are below a node.
func holdsBlock(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && SortOf(d.DataAtom) == Block {
			return true
		}
	}
	return false
}

// HasClass is the test for a class.
func HasClass(class string) NodeTest {
	return func(n *html.Node) bool { return window.HasToken(Attr(n, "class"), class) }
}

// TextOf is the visible text of the first node, normalised. Labels and headlines are one line: text in a block of its
// own has come in because the node was not closed.
func TextOf(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	return LineOf(s.Nodes[0])
}

// LineOf is the visible text of a node, normalised, up to the first block after it.
func LineOf(n *html.Node) string {
	if c := n.FirstChild; c != nil && c == n.LastChild && c.Type == html.TextNode {
		return chars.Normalise(c.Data)
	}
	var l lineText
	l.add(n)
	return chars.Normalise(l.String())
}

// lineText is the text of a line so far.
type lineText struct {
	strings.Builder
	visible bool // it is not only white space
}

// add adds the text from a node down; false where it ends at a block.
func (l *lineText) add(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			l.WriteString(c.Data)
			l.visible = l.visible || chars.IsVisible(c.Data)
			continue
		}
		if c.DataAtom == atom.Math {
			l.WriteString(formula(c))
			l.visible = true
			continue
		}
		switch SortOf(c.DataAtom) {
		case Silent:
		case LineBreak:
			l.WriteByte(' ')
		case Block:
			if l.visible {
				return false
			}
			fallthrough
		default:
			if !l.add(c) {
				return false
			}
		}
	}
	return true
}
