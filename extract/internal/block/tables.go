package block

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table is where in a table the walk is.
type table struct {
	layout bool  // it only sets blocks side by side
	inner  int   // open tables in the row
	column int   // columns of the row so far
	spans  []int // by column: how many rows below are taken by a cell above
}

// next returns the marks before the next cell, those of the columns that cells above take among them.
func (t *table) next() (marks string) {
	for t.column < len(t.spans) && t.spans[t.column] > 0 {
		marks += t.skip(t.column + 1)
	}
	return marks + t.mark()
}

// take takes the columns and rows of a cell, and returns the marks of those that it leaves empty.
func (t *table) take(columns, rows int) (marks string) {
	for i := range columns {
		if i > 0 {
			marks += t.mark()
		}
		if t.column == len(t.spans) {
			t.spans = append(t.spans, 0)
		}
		t.spans[t.column] = rows - 1
		t.column++
	}
	return marks
}

// skip leaves empty the columns up to one that cells above take.
func (t *table) skip(to int) (marks string) {
	for ; t.column < to; t.column++ {
		marks += t.mark()
		t.spans[t.column] = max(t.spans[t.column]-1, 0)
	}
	return marks
}

// mark returns the separator before a column.
func (t *table) mark() string {
	if t.column > 0 {
		return cellMark
	}
	return ""
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

// isLayoutTable reports whether a table has at most two columns and a cell with several paragraphs or another table.
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
