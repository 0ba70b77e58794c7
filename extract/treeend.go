package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

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

// barriersOf are the elements that an end tag does not reach out of, beside tables and cells.
func barriersOf(a atom.Atom) []atom.Atom {
	if a == atom.Li {
		return []atom.Atom{atom.Ol, atom.Ul}
	}
	return nil
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
	if end < 0 || g.isEmpty() {
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
		return g.closeTo(g.inScope(a, barriersOf(a)...))
	case tablePart:
		if a == atom.Td || a == atom.Th {
			return g.closeTo(g.inScope(a))
		}
		return g.closeTop(a)
	case headingTag, formatTag, loneTag:
		return g.closeTop(a)
	case formTag:
		g.form = false
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
