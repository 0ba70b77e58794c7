// Package block turns the tree of an article into lines and says what they are.
//
//	lines.go      the walk over a tree: visible text in reading order, a line each
//	inline.go     elements within a line: scripts, ruby, quotes
//	tables.go     tables: a line a row
//	figures.go    pictures in the text and where their captions stand
//	boxes.go      the table of elements that are not part of the article
//	nodes.go      elements searched for, and their text
//	form.go       what a page design gives: lines, and what else the page prints
//	rules.go      a rule signs each line
//	headings.go   which lines of the body are sub-headings
//	markers.go    the marker that opens the first paragraph
package block

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
)

// Line is a block of the page before it is classified: the text of a paragraph, list item, table row or <br> line.
type Line struct {
	Kind   kind
	Text   string
	Box    string // the rule of the box that it stands in, "" in the open
	Linked bool   // All of its text stands in links
	Strong bool   // All of its text stands in <strong> or a heading element
	Small  bool   // All of its text is set in small type, as captions are
	Photo  int    // the picture that stands directly before it, as an index from 1; 0 for none
	Below  bool   // it stands in the <figcaption> of that picture
}

// Kind is the kind of a line.
type kind int

const (
	Paragraph kind = iota
	Heading
	Item
	Row
)

// Read returns the visible text below a node in reading order, and the pictures among it. Only leaf blocks are
// emitted, so a heading around a paragraph or a container inside its twin gives its text once.
func Read(root *html.Node) ([]Line, []Image) {
	w := walker{lines: make([]Line, 0, 32), text: make([]byte, 0, 512)}
	w.children(root)
	w.flush()
	return w.lines, w.images
}

type walker struct {
	lines  []Line
	images []Image

	text                []byte
	kind                kind
	box                 string
	table               table
	link, strong, small int  // open elements of the sort
	plain, light, large bool // the line has text outside of links, of strong and of small
	quotes, captions    int  // open <q> and <figcaption>
	photo               int
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.append(c.Data)
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *walker) element(n *html.Node) {
	if IsHidden(n) {
		return
	}
	switch SortOf(n.DataAtom) {
	case Silent:
		return
	case picture:
		w.image(n)
	case LineBreak:
		w.flush()
	case inline:
		w.inline(n)
	case Block:
		w.block(n)
	}
}

// Inline walks an element that does not begin a line of its own.
func (w *walker) inline(n *html.Node) {
	if rule := BoxOf(n); rule != "" && w.box == "" {
		w.boxed(n, rule)
		return
	}
	switch n.DataAtom {
	case atom.A:
		w.within(&w.link, n)
	case atom.Strong, atom.B:
		w.within(&w.strong, n)
	case atom.Small:
		w.within(&w.small, n)
	case atom.Sup:
		w.script(n, superscripts)
	case atom.Sub:
		w.script(n, subscripts)
	case atom.Rt, atom.Rtc:
		w.reading(n)
	case atom.Q:
		w.quoted(n)
	default:
		if window.HasToken(Attr(n, "class"), "text-small") {
			w.within(&w.small, n)
			return
		}
		w.children(n)
	}
}

// within walks an element that counts as open meanwhile.
func (w *walker) within(open *int, n *html.Node) {
	*open++
	w.children(n)
	*open--
}

// boxed walks a box: its lines bear its rule. A box in a table row is left out.
func (w *walker) boxed(n *html.Node, rule string) {
	if w.table.inRow {
		return
	}
	w.flush()
	w.box = rule
	w.children(n)
	w.flush()
	w.box = ""
}

func (w *walker) block(n *html.Node) {
	if rule := BoxOf(n); rule != "" && w.box == "" {
		w.boxed(n, rule)
		return
	}
	switch n.DataAtom {
	case atom.Table:
		w.grid(n)
	case atom.Td, atom.Th:
		w.cell(n)
	case atom.Tr:
		w.row(n)
	case atom.Figure:
		w.figure(n)
	case atom.Figcaption:
		w.captions++
		w.nested(n, w.kind)
		w.captions--
	case atom.Li:
		w.nested(n, Item)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.strong++
		w.nested(n, w.kind)
		w.strong--
	default:
		w.nested(n, w.kind)
	}
}

// nested walks a block whose lines are of a kind. In a table row blocks are only a space.
func (w *walker) nested(n *html.Node, k kind) {
	if w.table.inRow {
		w.append(" ")
		w.children(n)
		w.append(" ")
		return
	}
	w.flush()
	outer := w.kind
	w.kind = k
	w.children(n)
	w.flush()
	w.kind = outer
}

func (w *walker) append(s string) {
	w.text = append(w.text, s...)
	if !chars.IsVisible(s) {
		return
	}
	w.plain = w.plain || w.link == 0
	w.light = w.light || w.strong == 0
	w.large = w.large || w.small == 0
}

// flush ends the line.
func (w *walker) flush() {
	if w.table.inRow {
		w.text = append(w.text, ' ')
		return
	}
	text := tidy(w.text)
	w.text = w.text[:0]
	l := Line{Kind: w.kind, Text: text, Box: w.box, Linked: !w.plain, Strong: !w.light, Small: !w.large, Photo: w.photo,
		Below: w.captions > 0}
	w.plain, w.light, w.large = false, false, false
	if text == "" {
		return
	}
	w.photo = 0
	w.lines = append(w.lines, l)
}

type Sort int

const (
	inline Sort = iota
	Block
	LineBreak
	picture
	Silent // nothing in it is text of the page
)

func SortOf(a atom.Atom) Sort {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Select, atom.Button,
		atom.Object,
		atom.Video, atom.Audio, atom.Head, atom.Title, atom.Textarea, atom.Input, atom.Math, atom.Canvas, atom.Noembed,
		atom.Noframes,
		atom.Del, atom.S, atom.Strike, atom.Rp:
		return Silent
	case atom.Br:
		return LineBreak
	case atom.Img:
		return picture
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.H1,
		atom.H2,
		atom.H3, atom.H4, atom.H5, atom.H6, atom.Hgroup, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table,
		atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Figure, atom.Figcaption, atom.Blockquote,
		atom.Pre, atom.Center,
		atom.Hr, atom.Address, atom.Form, atom.Fieldset, atom.Legend, atom.Details, atom.Summary, atom.Dialog, atom.Body:
		return Block
	}
	return inline
}

// IsHidden tells an element that nobody sees. #lower, the rest of a news article, is shown by a script.
func IsHidden(n *html.Node) bool {
	hidden, lower := n.DataAtom == atom.Dialog, false
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "open":
			hidden = hidden && n.DataAtom != atom.Dialog
		case "id":
			lower = a.Val == "lower"
		case "hidden":
			return true
		case "aria-hidden":
			hidden = hidden || strings.EqualFold(a.Val, "true")
		case "style":
			hidden = hidden || window.Undisplayed(a.Val)
		}
	}
	return hidden && !lower
}

func BoxOf(n *html.Node) string {
	var id, class string
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "id":
			id = n.Attr[i].Val
		case "class":
			class = n.Attr[i].Val
		}
	}
	if id == "" && class == "" {
		return ""
	}
	return FindBox(id, class)
}

func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
