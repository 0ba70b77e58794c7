// Package terminal is a person's screen: whether there is one, how wide it is, what may be written to it, and the
// pager.
//
//	terminal.go   is it a terminal, its width, harmless text
//	text.go       the streams that people read: nothing passes that a terminal would act on
//	style.go      colour, and marks where there is none
//	wrap.go       lines of so many cells
//	pager.go      $PAGER, or plain where there is none
//	columns.go    columns of so many cells
//	progress.go   the bar
package terminal

import (
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// Is tells whether a stream is a person's screen.
func Is(stream any) bool {
	if w, isStream := stream.(io.Writer); isStream {
		stream = raw(w)
	}
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// widest is how long a line of text may become: longer ones are hard to read, however wide the screen is.
const widest = 100

// Width is how many cells a line of text may take on w: 0, no limit, where w is no terminal.
func Width(w io.Writer) int {
	if !Is(w) {
		return 0
	}
	return min(Columns(w), widest)
}

// Columns is how many cells a terminal is wide, 80 where that cannot be known.
func Columns(w io.Writer) int {
	if f, ok := raw(w).(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			return columns
		}
	}
	return 80
}

// Plain deletes what a terminal would act on: control characters but line feed and tab, and bidirectional controls.
// Text that came from a page or a file's name passes through it before it reaches a person.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t', ' ' <= r && r < 0x7F, 0x3000 <= r && r < 0xE000: // most: the tables take longer
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\uFEFF':
			return -1
		}
		return r
	}, s)
}

// OneLine keeps a message on one line, without what a terminal would act on.
func OneLine(s string) string { return Plain(strings.Join(strings.Fields(s), " ")) }

// Line keeps what ought to be one line on one, without what a terminal would act on.
func Line(s string) string { return Plain(strings.NewReplacer("\n", " ", "\t", " ").Replace(s)) }

// InBrackets is a text to put after another, where there is one.
func InBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + Plain(text) + ")"
}

// Cells is how many cells of a line a text takes: a Chinese character takes two.
func Cells(s string) int { return uniseg.StringWidth(s) }

// Pad fills a text up to so many cells, and cuts off what is more.
func Pad(s string, cells int) string {
	cut := Cut(s, cells)
	return cut + strings.Repeat(" ", cells-Cells(cut))
}

// Cut is the beginning of a text that takes no more than so many cells.
func Cut(s string, cells int) string {
	used, end, state := 0, 0, -1
	for rest := s; rest != ""; {
		var cluster string
		var wide int
		cluster, rest, wide, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+wide > cells {
			break
		}
		used, end = used+wide, end+len(cluster)
	}
	return s[:end]
}
