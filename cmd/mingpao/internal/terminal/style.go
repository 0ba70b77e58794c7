package terminal

import (
	"io"
	"os"
)

// Style marks text. Without colour it marks nothing, or with signs where the mark is the point. The zero value has no
// colour.
type Style struct{ colour bool }

// StyleFor is the style of a stream: colour on a terminal that has it, unless NO_COLOR is set.
func StyleFor(w io.Writer) Style {
	kind := os.Getenv("TERM")
	return Style{Is(w) && os.Getenv("NO_COLOR") == "" && kind != "" && kind != "dumb"}
}

// Mark is a way to mark text: the terminal's code for it, and the signs around it where there is no colour.
type Mark struct{ code, left, right string }

// The marks. They are the terminal's own colours, so that they are readable on dark and on light.
var (
	Bold = Mark{"1", "", ""}
	Dim  = Mark{"2", "", ""}
	Hit  = Mark{"1;4", "«", "»"}
	Gone = Mark{"31;9", "[-", "-]"}
	Come = Mark{"32;4", "{+", "+}"}
	Less = Mark{"31", "", ""} // a line that begins with -
	More = Mark{"32", "", ""} // a line that begins with +
)

// Mark marks a text.
func (s Style) Mark(m Mark, text string) string {
	if text == "" {
		return ""
	}
	if !s.colour {
		return m.left + text + m.right
	}
	return s.paint(m, text)
}

func (s Style) paint(m Mark, text string) string {
	if !s.colour || m.code == "" {
		return text
	}
	return "\x1b[" + m.code + "m" + text + "\x1b[0m"
}
