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
	g := grower{window: window, src: string(window), open: make([]*html.Node, 0, 32)}
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
	form   bool         // a form has begun; one that is closed by another element's end tag still keeps out the next
	nodes  []html.Node
	attrs  []html.Attribute
}

// slab is how many nodes or attributes are made at a time: few windows have more than 500.
const slab = 256

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
	return false
}

// isEmpty tells that nothing has been read yet. Only the start of a block is sure to belong into the body then.
func (g *grower) isEmpty() bool { return g.open[1].FirstChild == nil }

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
	if g.isEmpty() || isTablePart(g.top().DataAtom) && strings.Trim(s, " \t\n\f\r") != "" {
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
	if g.isEmpty() && sort != flowTag && sort != headingTag {
		return false
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
		return !g.isOpen(t.atom) && g.begin(t)
	case formTag:
		return g.beginForm(t)
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

func (g *grower) beginForm(t startTag) bool {
	if g.form {
		return false
	}
	g.form = true
	return g.endParagraph() && g.begin(t)
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
