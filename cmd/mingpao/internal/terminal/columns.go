package terminal

import (
	"io"
	"strings"
	"text/tabwriter"
)

// filler stands beside a character that takes two cells while columns are counted.
const filler = "\x00"

// Aligned puts what is written, cells between tabs, into columns two blanks apart. It is text/tabwriter's work, which
// counts characters: a Chinese one takes two cells.
func Aligned(write func(io.Writer)) string {
	var text, out strings.Builder
	write(&text)
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	for _, r := range text.String() {
		_, _ = io.WriteString(t, string(r)) // a Builder takes everything
		if Cells(string(r)) > 1 {
			_, _ = io.WriteString(t, filler)
		}
	}
	_ = t.Flush()
	return strings.ReplaceAll(out.String(), filler, "")
}
