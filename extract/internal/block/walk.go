package block

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/window"
)

// Read returns the visible text below a node in reading order, and the pictures among it. Only leaf blocks are
// emitted, so a heading around a paragraph or a container inside its twin gives its text once.
func Read(root *html.Node) ([]Line, []Image) {
	w := walker{pen: pen{lines: make([]Line, 0, 32), text: make([]byte, 0, 512)}}
	w.children(root)
	w.end()
	return w.lines, w.images
}

// walker goes through a tree and writes its lines. All that goes from an element into its content is in this file.
type walker struct {
	pen
	images []Image
	table  table
	quotes int // open <q>
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.write(c.Data)
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *walker) element(n *html.Node) {
	sort := SortOf(n.DataAtom)
	if IsHidden(n) {
		w.hidden(n, sort)
		return
	}
	switch sort {
	case Silent:
		return
	case picture:
		w.image(n)
	case LineBreak:
		w.end()
	case inline:
		w.inline(n)
	case Block:
		w.block(n)
	}
}

// hidden keeps apart what is not shown: the lines of a block, or a part of the line. In a box and in a row it is left
// out.
func (w *walker) hidden(n *html.Node, s Sort) {
	switch {
	case w.box != "" || w.inRow || s == Silent || s == picture || BoxOf(n) != "":
	case s == Block || holdsBlock(n):
		w.boxed(n, HiddenRule)
	default:
		w.unseen = append(w.unseen, LineOf(n)...)
	}
}

// image keeps a picture of the text. Any picture counts for what follows; where it has no address of the site, it is
// not among the article's.
func (w *walker) image(n *html.Node) {
	if w.box != "" {
		return
	}
	w.images = append(w.images, Image{URL: addressOf(n), Caption: chars.Normalise(Attr(n, "alt"))})
	w.photo = len(w.images)
}

// inline walks an element that does not begin a line of its own.
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
	case atom.Math:
		w.write(formula(n))
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

// script walks <sup> and <sub>.
func (w *walker) script(n *html.Node, moved string) {
	text, whole := scriptText(LineOf(n), moved)
	w.write(text)
	if !whole {
		w.children(n)
	}
}

// reading sets the reading of a ruby in brackets.
func (w *walker) reading(n *html.Node) {
	if LineOf(n) == "" {
		return
	}
	w.write("（")
	w.children(n)
	w.write("）")
}

// quoted gives <q> the quotes that a browser sets.
func (w *walker) quoted(n *html.Node) {
	left, right := quotesAt(w.quotes)
	w.write(left)
	w.within(&w.quotes, n)
	w.write(right)
}

// boxed walks a box: its lines bear its rule. A box in a table row is left out.
func (w *walker) boxed(n *html.Node, rule string) {
	if w.inRow {
		return
	}
	w.end()
	w.box = rule
	w.children(n)
	w.end()
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
func (w *walker) nested(n *html.Node, kind Kind) {
	if w.inRow {
		w.write(" ")
		w.children(n)
		w.write(" ")
		return
	}
	w.end()
	outer := w.kind
	w.kind = kind
	w.children(n)
	w.end()
	w.kind = outer
}

// figure walks a <figure>: its <figcaption> belongs to its picture, above or below it. Without one it is text.
func (w *walker) figure(n *html.Node) {
	images, lines := len(w.images), len(w.lines)
	w.nested(n, w.kind)
	photo := 0
	if len(w.images) > images {
		photo = len(w.images)
	}
	if placeCaptions(w.lines[lines:], photo) {
		w.photo = 0
	}
}

// grid walks a table. One in a row is part of its cell.
func (w *walker) grid(n *html.Node) {
	if w.inRow {
		w.table.inner++
		w.nested(n, w.kind)
		w.table.inner--
		return
	}
	outer := w.table
	w.table = table{layout: isLayoutTable(n)}
	w.nested(n, w.kind)
	w.table = outer
}

// row makes a line of a row. A row of a table in a row is part of the outer cell.
func (w *walker) row(n *html.Node) {
	if w.inRow || w.table.layout {
		w.nested(n, w.kind)
		return
	}
	w.end()
	outer := w.kind
	w.kind, w.inRow, w.table.column = Row, true, 0
	w.children(n)
	w.write(w.table.skip(len(w.table.spans)))
	w.inRow = false
	w.end()
	w.kind = outer
}

// cell walks a cell. One that spans several columns or rows leaves the others empty.
func (w *walker) cell(n *html.Node) {
	if !w.inRow || w.table.inner > 0 {
		w.nested(n, w.kind)
		return
	}
	w.write(w.table.next())
	w.nested(n, w.kind)
	w.write(w.table.take(span(n, "colspan"), span(n, "rowspan")))
}
