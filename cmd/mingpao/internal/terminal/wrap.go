package terminal

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Wrap breaks a text into lines of a given width, where Unicode allows it: between Chinese characters, but not before
// a comma. What has no place to break is longer. Its own line feeds stay; 0 breaks nothing.
func Wrap(text string, cells int) string {
	return Style{}.Wrap([]Span{{Text: text}}, cells, "")
}

// Span is a piece of a text with its mark.
type Span struct {
	Mark Mark
	Text string
}

// Wrap breaks marked text into lines of a given width, every line after an indent. A mark ends with its line and
// begins again on the next: a pager shows each line on its own.
func (s Style) Wrap(spans []Span, cells int, indent string) string {
	pieces, text := s.signed(spans)
	var b strings.Builder
	b.WriteString(indent)
	at := 0 // in text
	for _, end := range lineEnds(text, cells-Cells(indent), cells > 0) {
		line := strings.TrimRight(text[at:end], "\n")
		stop := at + len(line)
		if end < len(text) {
			stop = at + len(strings.TrimRight(line, " "))
		}
		pieces = s.write(&b, pieces, stop-at)
		pieces = skip(pieces, end-stop)
		if end < len(text) {
			b.WriteString("\n" + indent)
		}
		at = end
	}
	return b.String()
}

// signed puts signs around the marked pieces where there is no colour, and returns the whole text, too.
func (s Style) signed(spans []Span) ([]Span, string) {
	var pieces []Span
	var b strings.Builder
	for _, span := range spans {
		if !s.colour && span.Text != "" {
			span.Text = span.Mark.left + span.Text + span.Mark.right
		}
		pieces = append(pieces, span)
		b.WriteString(span.Text)
	}
	return pieces, b.String()
}

// write writes the next n bytes of pieces and returns what is left.
func (s Style) write(b *strings.Builder, pieces []Span, n int) []Span {
	for n > 0 && len(pieces) > 0 {
		p := pieces[0]
		size := min(n, len(p.Text))
		if size > 0 {
			b.WriteString(s.paint(p.Mark, p.Text[:size]))
		}
		pieces = skip(pieces, size)
		n -= size
	}
	return pieces
}

// skip drops the next n bytes of pieces, and those that are empty.
func skip(pieces []Span, n int) []Span {
	for len(pieces) > 0 && n >= len(pieces[0].Text) {
		n -= len(pieces[0].Text)
		pieces = pieces[1:]
	}
	if n == 0 || len(pieces) == 0 {
		return pieces
	}
	rest := append([]Span{{pieces[0].Mark, pieces[0].Text[n:]}}, pieces[1:]...)
	return rest
}

// lineEnds are the places where the lines of a text end, its own end included.
func lineEnds(text string, cells int, limited bool) []int {
	var ends []int
	used, at := 0, 0
	for rest := text; rest != ""; {
		segment, must := firstUnbroken(rest)
		wide := Cells(strings.TrimRight(segment, " \n"))
		if limited && used > 0 && used+wide > cells {
			ends = append(ends, at)
			used = 0
		}
		at += len(segment)
		used += Cells(strings.TrimRight(segment, "\n"))
		rest = rest[len(segment):]
		if must && rest != "" {
			ends = append(ends, at)
			used = 0
		}
	}
	return append(ends, len(text))
}

// firstUnbroken is the beginning of a text that stays on one line, and whether a line must end after it. An address
// stays whole, so that it can be copied.
func firstUnbroken(text string) (segment string, must bool) {
	size, state := 0, -1
	for rest := text; rest != ""; {
		segment, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		size += len(segment)
		if must || !strings.ContainsRune("/?&-", rune(segment[len(segment)-1])) {
			break
		}
	}
	return text[:size], must
}
