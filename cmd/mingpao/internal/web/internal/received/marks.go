package received

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/store/search"
)

// markID is the first mark's: no element of the page has it.
const markID = "mingpao-mark"

// passage is a paragraph, and what of it is to be marked.
type passage struct {
	text  string
	parts [][2]int // in bytes
}

// differing are the passages of a text in which it differs from another: the clauses, or all of a paragraph that stands
// elsewhere.
func differing(text, other string) (all []passage) {
	for _, row := range diff.Rows(other, text) {
		if !row.Changed() {
			continue
		}
		for _, line := range row.After() {
			all = append(all, passageOf(line))
		}
	}
	return all
}

func passageOf(line diff.Line) (p passage) {
	var b strings.Builder
	for _, s := range line {
		from := b.Len()
		b.WriteString(s.Text)
		switch n := len(p.parts); {
		case s.Op == diff.Same && !s.Near || s.Text == "":
		case n > 0 && p.parts[n-1][1] == from:
			p.parts[n-1][1] = b.Len()
		default:
			p.parts = append(p.parts, [2]int{from, b.Len()})
		}
	}
	if p.text = b.String(); len(p.parts) == 0 {
		p.parts = [][2]int{{0, len(p.text)}}
	}
	return p
}

// script is the text of a page as texts are compared: its letters and numbers, folded. Spaces, marks and elements do
// not part them.
type script struct {
	nodes  []*html.Node
	begins []int // where in folded the text of a node begins
	folded []byte
}

func scriptOf(root *html.Node) *script {
	s := &script{}
	for n := range root.Descendants() {
		if n.Type == html.TextNode && isShown(n.Parent) {
			s.nodes, s.begins = append(s.nodes, n), append(s.begins, len(s.folded))
			s.folded = folded(s.folded, n.Data)
		}
	}
	return s
}

// isShown reports whether the text in an element may be marked.
func isShown(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Style, atom.Title, atom.Textarea, atom.Option, atom.Select, atom.Head, atom.Html:
		return false
	}
	return true
}

func folded(b []byte, text string) []byte {
	for _, r := range text {
		b = foldedRune(b, r)
	}
	return b
}

func foldedRune(b []byte, r rune) []byte {
	for _, part := range search.Piece(r) {
		if unicode.IsLetter(part) || unicode.IsNumber(part) {
			b = utf8.AppendRune(b, part)
		}
	}
	return b
}

// mark marks passages where they stand, and returns how many do, and how many were not found. They stand in their
// order, as far as they do.
func (s *script) mark(all []passage) (found, missing int) {
	var spans [][2]int
	after := 0
	for _, p := range all {
		some, end := s.places(p, after)
		if len(some) == 0 {
			missing++
			continue
		}
		found, after = found+1, end
		spans = append(spans, some...)
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	s.wrap(spans)
	return found, missing
}

// places are where the parts of a passage stand: in the passage, or, where the page has that in another way, wherever
// they do. End is where the next passage is looked for.
func (s *script) places(p passage, after int) (spans [][2]int, end int) {
	whole := folded(nil, p.text)
	at := s.find(whole, after)
	for _, part := range p.parts {
		needle, from := folded(nil, p.text[part[0]:part[1]]), at
		if from < 0 {
			from = s.find(needle, after)
		} else {
			from += len(folded(nil, p.text[:part[0]]))
		}
		if from >= 0 && len(needle) > 0 {
			spans = append(spans, [2]int{from, from + len(needle)})
			end = from + len(needle)
		}
	}
	return spans, end
}

// find is where a text stands after a place, or before; -1 where it does not.
func (s *script) find(text []byte, after int) int {
	if len(text) == 0 {
		return -1
	}
	if i := bytes.Index(s.folded[after:], text); i >= 0 {
		return after + i
	}
	return bytes.Index(s.folded, text)
}

// wrap puts marks around spans, in their order. A span may begin in one element and end in another.
func (s *script) wrap(spans [][2]int) {
	isFirst := true
	for i, n := range s.nodes {
		var cuts [][2]int
		cuts, spans = within(n.Data, s.begins[i], spans)
		done := 0
		for _, cut := range cuts {
			n.Parent.InsertBefore(textNode(n.Data[done:cut[0]]), n)
			n.Parent.InsertBefore(newMark(n.Data[cut[0]:cut[1]], isFirst), n)
			done, isFirst = cut[1], false
		}
		n.Data = n.Data[done:]
	}
}

// within are the parts of a text, in bytes, that lie in spans, and the spans that go on behind it. Its first letter is
// at a place. What is no letter belongs to what it stands between.
func within(text string, at int, spans [][2]int) (cuts [][2]int, rest [][2]int) {
	open := false
	for i, r := range text {
		size := len(foldedRune(nil, r))
		if size == 0 {
			continue
		}
		for len(spans) > 0 && spans[0][1] <= at {
			spans = spans[1:]
		}
		isIn := len(spans) > 0 && spans[0][0] <= at
		switch end := i + utf8.RuneLen(r); {
		case isIn && open:
			cuts[len(cuts)-1][1] = end
		case isIn:
			cuts = append(cuts, [2]int{i, end})
		}
		open = isIn
		at += size
	}
	return cuts, spans
}

func textNode(text string) *html.Node { return &html.Node{Type: html.TextNode, Data: text} }

func newMark(text string, isFirst bool) *html.Node {
	mark := &html.Node{Type: html.ElementNode, DataAtom: atom.Mark, Data: "mark"}
	set(mark, "style", "background: #fbe7a1; color: #1c1a17; scroll-margin-top: 40vh")
	if isFirst {
		set(mark, "id", markID)
	}
	mark.AppendChild(textNode(text))
	return mark
}
