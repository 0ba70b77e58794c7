package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// grow builds the tree of a part of a page whose markup is plain: elements closed where they were opened, or left open in the
// ways that end no formatting. It is the tree that the HTML parser builds, less what nobody reads: comments, scripts, styles,
// what is drawn in <svg>, and all attributes but those that isRead names. It reports false where the standard asks for any other
// repair, and where an end tag closes what was not opened in this part. What is still open at the end comes beside it.
//
// The parser takes a dozen allocations for a tag, this a fraction of one: nodes come in slabs, texts are parts of one string.
func grow(window []byte) (root *html.Node, open []*html.Node, ok bool) {
	if bytes.IndexByte(window, 0) >= 0 {
		return nil, nil, false
	}
	g := grower{window: window, src: string(window)}
	root = g.node()
	root.Type = html.DocumentNode
	g.push(g.element(atom.Html, "html", root))
	g.element(atom.Head, "head", g.top())
	g.push(g.element(atom.Body, "body", g.top()))
	for g.at < len(g.src) {
		if !g.markup() || len(g.open) > maxDepth {
			return nil, nil, false
		}
	}
	return root, g.open[2:], true
}

// maxDepth is far above what pages have, and below what the parser accepts.
const maxDepth = 400

type grower struct {
	window []byte
	src    string // the same; what the tree says is a part of it
	at     int
	open   []*html.Node // <html> and <body> first
	nodes  []html.Node
	attrs  []html.Attribute
}

const slab = 64

func (g *grower) node() *html.Node {
	if len(g.nodes) == cap(g.nodes) {
		g.nodes = make([]html.Node, 0, slab)
	}
	g.nodes = append(g.nodes, html.Node{})
	return &g.nodes[len(g.nodes)-1]
}

func (g *grower) element(a atom.Atom, name string, parent *html.Node) *html.Node {
	n := g.node()
	n.Type, n.DataAtom, n.Data = html.ElementNode, a, name
	parent.AppendChild(n)
	return n
}

func (g *grower) push(n *html.Node) { g.open = append(g.open, n) }

func (g *grower) top() *html.Node { return g.open[len(g.open)-1] }

func (g *grower) isOpen(a atom.Atom) bool {
	for _, n := range g.open {
		if n.DataAtom == a {
			return true
		}
	}
	return len(g.open) == 2
}

// markup reads the text or tag at hand; false where it is not plain.
func (g *grower) markup() bool {
	rest := g.src[g.at:]
	switch {
	case rest[0] != '<':
		n := strings.IndexByte(rest, '<')
		if n < 0 {
			n = len(rest)
		}
		return g.text(rest[:n])
	case len(rest) > 1 && isLetter(rest[1]):
		return g.startTag()
	case len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		return g.endTag(rest)
	case strings.HasPrefix(rest, "<!--"):
		return g.comment(rest)
	case len(rest) > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?'):
		return false
	}
	return g.text("<")
}

func (g *grower) text(s string) bool {
	g.at += len(s)
	if len(g.open) == 2 && g.top().FirstChild == nil || isTablePart(g.top().DataAtom) && strings.Trim(s, " \t\n\f\r") != "" {
		return false
	}
	n := g.node()
	n.Type, n.Data = html.TextNode, plainText(s)
	g.top().AppendChild(n)
	return true
}

func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func (g *grower) comment(rest string) bool {
	end := strings.Index(rest, "-->")
	if end < len("<!--") || strings.Contains(rest[:end], "--!>") {
		return false
	}
	g.at += end + len("-->")
	return true
}

// startTag opens an element. Where a table wants a row or a cell, nothing else is plain.
func (g *grower) startTag() bool {
	t, ok := g.readTag()
	if !ok {
		return false
	}
	sort := tagSortOf(t.atom)
	if len(g.open) == 2 && g.top().FirstChild == nil && sort != flowTag && sort != headingTag {
		return false // it might belong into the head
	}
	if isTablePart(g.top().DataAtom) && sort != tablePart && sort != skippedTag {
		return false
	}
	switch sort {
	case flowTag:
		return g.endParagraph() && g.begin(t)
	case headingTag:
		return g.endParagraph() && tagSortOf(g.top().DataAtom) != headingTag && g.begin(t)
	case itemTag:
		return isListOf(g.top().DataAtom, t.atom) && g.begin(t)
	case tablePart:
		return isPartOf(g.top().DataAtom, t.atom) && (t.atom != atom.Table || g.inScope(atom.P, atom.Button) < 0) && g.begin(t)
	case loneTag:
		return !g.isOpen(t.atom) && (t.atom != atom.Form || g.endParagraph()) && g.begin(t)
	case formatTag, inlineTag:
		return g.begin(t)
	case ruleTag:
		return g.endParagraph() && g.void(t)
	case voidTag:
		return g.void(t)
	case rawTag, skippedTag:
		return g.raw(t, sort == skippedTag)
	case drawingTag:
		return g.drawing(t)
	}
	return false
}

func (g *grower) begin(t startTag) bool {
	n := g.element(t.atom, t.name, g.top())
	n.Attr = t.attrs
	g.push(n)
	return true
}

func (g *grower) void(t startTag) bool {
	g.element(t.atom, t.name, g.top()).Attr = t.attrs
	return true
}

// raw reads an element whose content is text.
func (g *grower) raw(t startTag, skipped bool) bool {
	rest := g.src[g.at:]
	n, plain := closeTag(g.window[g.at:], t.name)
	if !plain {
		return false
	}
	end := strings.IndexByte(rest[n:], '>')
	if end < 0 || strings.TrimSpace(rest[n+len("</")+len(t.name):n+end]) != "" {
		return false
	}
	g.at += n + end + 1
	if skipped {
		return true
	}
	e := g.element(t.atom, t.name, g.top())
	e.Attr = t.attrs
	if n > 0 {
		content := g.node()
		content.Type, content.Data = html.TextNode, unixLines(rest[:n])
		e.AppendChild(content)
	}
	return true
}

// drawing steps over the shapes of an <svg>. Anything else in one may end it.
func (g *grower) drawing(t startTag) bool {
	rest := g.src[g.at:]
	end := strings.Index(rest, "</svg>")
	if end < 0 || g.src[g.at-2] == '/' {
		return false
	}
	for inside := rest[:end]; ; {
		_, tag, found := strings.Cut(inside, "<")
		if !found {
			break
		}
		if !isShape(strings.TrimPrefix(tag, "/")) {
			return false
		}
		inside = tag
	}
	g.at += end + len("</svg>")
	n := g.element(t.atom, t.name, g.top())
	n.Namespace = "svg"
	return true
}

// endParagraph closes the open paragraph, as a block's start does.
func (g *grower) endParagraph() bool {
	i := g.inScope(atom.P, atom.Button)
	return i < 0 || g.closeTo(i)
}

// inScope is the place of the innermost open element of a name, -1 where there is none this side of a table, a cell or
// the barriers.
func (g *grower) inScope(a atom.Atom, barriers ...atom.Atom) int {
	for i := len(g.open) - 1; i > 1; i-- {
		switch n := g.open[i].DataAtom; n {
		case a:
			return i
		case atom.Table, atom.Td, atom.Th:
			return -1
		default:
			for _, b := range barriers {
				if n == b {
					return -1
				}
			}
		}
	}
	return -1
}

// closeTo closes the open elements from a place on. Without one the end tag is that of an element around this part, which
// must close nothing in it. Formatting that is closed with another element is not plain: the standard opens it anew.
func (g *grower) closeTo(place int) bool {
	if place < 0 {
		return len(g.open) == 2
	}
	for _, n := range g.open[place:] {
		if s := tagSortOf(n.DataAtom); s == formatTag || n.DataAtom == atom.A {
			return false
		}
	}
	g.open = g.open[:place]
	return true
}

func (g *grower) endTag(rest string) bool {
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		return false
	}
	name := strings.TrimRight(rest[len("</"):end], " \t\r\n\f")
	if strings.ContainsAny(name, " \t\r\n\f/") {
		return false
	}
	a, name := g.lookup(g.at+len("</"), len(name))
	g.at += end + 1
	if a == atom.P {
		return g.endOfParagraph()
	}
	if a == atom.Svg || isTablePart(g.top().DataAtom) && g.top().DataAtom != a {
		return false
	}
	switch sort := tagSortOf(a); sort {
	case flowTag, itemTag:
		return g.closeTo(g.inScope(a))
	case tablePart:
		if a == atom.Td || a == atom.Th {
			return g.closeTo(g.inScope(a))
		}
		return g.closeTop(a)
	case headingTag, formatTag, loneTag:
		return g.closeTop(a)
	case inlineTag:
		return g.endOther(a, name)
	}
	return false
}

func (g *grower) closeTop(a atom.Atom) bool {
	if g.top().DataAtom != a {
		return false
	}
	g.open = g.open[:len(g.open)-1]
	return true
}

// endOfParagraph closes a paragraph. One that is not open, since a block in it has closed it, is made and stays empty.
func (g *grower) endOfParagraph() bool {
	if isTablePart(g.top().DataAtom) {
		return false
	}
	if i := g.inScope(atom.P, atom.Button); i > 0 {
		return g.closeTo(i)
	}
	g.element(atom.P, "p", g.top())
	return true
}

// endOther closes an element without rules of its own. It reaches up to the next block, and is ignored there.
func (g *grower) endOther(a atom.Atom, name string) bool {
	for i := len(g.open) - 1; i > 1; i-- {
		n := g.open[i]
		if n.DataAtom == a && n.Data == name {
			return g.closeTo(i)
		}
		if s := tagSortOf(n.DataAtom); s != inlineTag && s != formatTag && n.DataAtom != atom.A {
			return true
		}
	}
	return len(g.open) == 2
}
