package charts

import (
	"fmt"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store/catalog"
)

// Lines draws a line for each count, with a bar, in a number of columns, of which names take at most a given part.
func Lines(rows []catalog.NameCount, columns, names int) string {
	wide, most := 0, 1
	for _, r := range rows {
		wide, most = max(wide, min(names, terminal.Cells(terminal.Plain(r.Name)))), max(most, r.Articles)
	}
	room := max(10, columns-wide-11)
	var b strings.Builder
	for _, r := range rows {
		line := fmt.Sprintf("%s %8d %s", terminal.Pad(terminal.Plain(r.Name), wide), r.Articles, bar(r.Articles, most, room))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// bar is n of most in cells; what is there at all has one.
func bar(n, most, cells int) string { return strings.Repeat("█", (n*cells+most-1)/most) }
