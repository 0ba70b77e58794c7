package block

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
)

// table is where in a table the walker is.
type table struct {
	layout bool // it only sets blocks side by side
	inRow  bool
	inner  int   // open tables in the row
	column int   // columns of the row so far
	spans  []int // by column: how many rows below are taken by a cell above
}

// grid walks a table. One in a row is part of its cell.
func (w *walker) grid(n *html.Node) {
	if w.table.inRow {
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

// Row makes a line of a row. A row of a table in a row is part of the outer cell.
func (w *walker) row(n *html.Node) {
	if w.table.inRow || w.table.layout {
		w.nested(n, w.kind)
		return
	}
	w.flush()
	outer := w.kind
	w.kind, w.table.inRow, w.table.column = Row, true, 0
	w.children(n)
	w.takeSpanned(len(w.table.spans))
	w.table.inRow = false
	w.flush()
	w.kind = outer
}

// cell walks a cell. One that spans several columns or rows leaves the others empty.
func (w *walker) cell(n *html.Node) {
	if !w.table.inRow || w.table.inner > 0 {
		w.nested(n, w.kind)
		return
	}
	for w.table.column < len(w.table.spans) && w.table.spans[w.table.column] > 0 {
		w.takeSpanned(w.table.column + 1)
	}
	w.mark()
	w.nested(n, w.kind)
	rows := span(n, "rowspan")
	for i := range span(n, "colspan") {
		if i > 0 {
			w.mark()
		}
		if w.table.column == len(w.table.spans) {
			w.table.spans = append(w.table.spans, 0)
		}
		w.table.spans[w.table.column] = rows - 1
		w.table.column++
	}
}

// mark begins a column.
func (w *walker) mark() {
	if w.table.column > 0 {
		w.text = append(w.text, cellMark...)
	}
}

// takeSpanned leaves empty the columns up to one that cells above take.
func (w *walker) takeSpanned(to int) {
	for t := &w.table; t.column < to; t.column++ {
		w.mark()
		t.spans[t.column] = max(t.spans[t.column]-1, 0)
	}
}

// maxSpan is far more than the columns and rows of any table seen.
const maxSpan = 40

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(Attr(n, key)))
	if err != nil || v < 1 || v > maxSpan {
		return 1
	}
	return v
}

// isLayoutTable tells a table of at most two columns of which a cell holds several paragraphs, or another table.
func isLayoutTable(n *html.Node) bool {
	several := false
	for _, row := range rowsOf(n) {
		cells := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				cells++
				several = several || linesIn(c, 0) > 1
			}
		}
		if cells > 2 {
			return false
		}
	}
	return several
}

// rowsOf are a table's own rows.
func rowsOf(n *html.Node) (rows []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Tbody, atom.Thead, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}

// linesIn counts the paragraphs and items in a cell, until there are two. A table in it counts as two.
func linesIn(n *html.Node, found int) int {
	for c := n.FirstChild; c != nil && found < 2; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Table:
			return 2
		case atom.P, atom.Li, atom.H2, atom.H3, atom.H4:
			if LineOf(c) != "" {
				found++
			}
		default:
			found = linesIn(c, found)
		}
	}
	return found
}

// cellMark stands between the cells of a row until the text is normalised: a character that no page has.
const cellMark = "\x00"

// tidy normalises a line; the cells of a row come apart by a tab.
func tidy(text []byte) string {
	if len(bytes.TrimSpace(text)) == 0 {
		return ""
	}
	if !bytes.Contains(text, []byte(cellMark)) {
		return chars.Normalise(string(text))
	}
	cells := strings.Split(string(text), cellMark)
	for i := range cells {
		cells[i] = chars.Normalise(cells[i])
	}
	return strings.TrimRight(strings.Join(cells, "\t"), "\t")
}
