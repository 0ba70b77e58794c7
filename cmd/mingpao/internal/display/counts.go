package display

import (
	"fmt"
	"io"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
)

// Count is a line of a list of names: what it is in JSON, what it is called, how many articles it has, and between
// which days.
type Count struct {
	JSON        any
	Names       []string
	Articles    int
	First, Last string
}

// WriteCounts writes a line a count, the names in a given width: the last of them gives way.
func WriteCounts(w io.Writer, rows []Count, asJSON bool, room int) error {
	widths := make([]int, 2)
	for _, r := range rows {
		for i, n := range r.Names {
			widths[i] = max(widths[i], terminal.Cells(terminal.Plain(n)))
		}
	}
	if len(rows) > 0 {
		last := len(rows[0].Names) - 1
		widths[last] = max(shortestName, min(widths[last], room-2*last-sum(widths[:last])))
	}
	for _, r := range rows {
		if asJSON {
			if err := export.JSON(w, r.JSON, ""); err != nil {
				return err
			}
			continue
		}
		var line strings.Builder
		for i, n := range r.Names {
			line.WriteString(terminal.Pad(terminal.Plain(n), widths[i]) + "  ")
		}
		if _, err := fmt.Fprintf(w, "%s%7d  %s – %s\n", line.String(), r.Articles, r.First, r.Last); err != nil {
			return err
		}
	}
	return nil
}

func sum(numbers []int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}

const (
	countRoom    = 34      // cells of a line that the figures of a count take
	shortestName = 10      // cells that stay for a name on any screen
	noLimit      = 1 << 20 // cells, where no screen is in the way
)

// NameRoom is how many cells of a line the names of a count may take: on a screen it stays one line, elsewhere nothing
// is cut.
func NameRoom(out io.Writer) int {
	if !terminal.Is(out) {
		return noLimit
	}
	return terminal.Columns(out) - countRoom
}
