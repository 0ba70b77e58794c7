package block

import (
	"bytes"
	"strings"

	"mingpao/extract/internal/chars"
)

// Kind is the kind of a line.
type Kind int

const (
	Paragraph Kind = iota
	Heading
	Item
	Row
)

// Line is a block of the page before it is classified: the text of a paragraph, list item, table row or <br> line.
type Line struct {
	Kind   Kind
	Text   string
	Box    string // the rule of the box around it, "" outside of boxes
	Linked bool   // all of its text is in links
	Strong bool   // all of its text is in <strong> or a heading element
	Small  bool   // all of its text is set in small type, as captions are
	Photo  int    // the picture directly before it, as an index from 1; 0 for none
	Below  bool   // it is in the <figcaption> of that picture
}

// pen writes the lines of a page.
type pen struct {
	lines []Line

	text                []byte // of the line so far
	unseen              []byte // what is hidden of it
	kind                Kind
	box                 string
	inRow               bool // a table row is one line: what ends a line elsewhere is a space in it
	link, strong, small int  // open elements of the sort
	plain, light, large bool // the line has text outside of links, of strong and of small
	captions            int  // open <figcaption>
	photo               int
}

func (p *pen) write(s string) {
	p.text = append(p.text, s...)
	if !chars.IsVisible(s) {
		return
	}
	p.plain = p.plain || p.link == 0
	p.light = p.light || p.strong == 0
	p.large = p.large || p.small == 0
}

// end ends the line.
func (p *pen) end() {
	if p.inRow {
		p.text = append(p.text, ' ')
		return
	}
	text := tidy(p.text)
	if text == "" && len(p.unseen) > 0 { // all of the line is hidden
		p.lines = append(p.lines, Line{Text: tidy(p.unseen), Box: HiddenRule})
	}
	p.text, p.unseen = p.text[:0], p.unseen[:0]
	l := Line{Kind: p.kind, Text: text, Box: p.box, Linked: !p.plain, Strong: !p.light, Small: !p.large, Photo: p.photo,
		Below: p.captions > 0}
	p.plain, p.light, p.large = false, false, false
	if text == "" {
		return
	}
	p.photo = 0
	p.lines = append(p.lines, l)
}

// cellMark separates the cells of a row until the text is normalised: a character that no page has.
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
