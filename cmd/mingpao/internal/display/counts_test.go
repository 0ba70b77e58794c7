package display

import (
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/charts"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store/catalog"
)

// TestNamesFit: on a screen of 80 columns a name gives way to the figures, and nowhere else is it cut.
func TestNamesFit(t *testing.T) {
	long := "明報 OL SHOWBIZ / LATEST 即時娛樂"
	rows := []Count{{nil, []string{"ol/showbiz/latest", long}, 13, "2025-11-27", "2025-12-08"}}
	for _, c := range []struct{ room, most int }{{80 - countRoom, 80}, {noLimit, 100}} {
		var b strings.Builder
		if err := WriteCounts(&b, rows, false, c.room); err != nil {
			t.Fatal(err)
		}
		line := strings.TrimSuffix(b.String(), "\n")
		if n := terminal.Cells(line); n > c.most || strings.Contains(line, long) != (c.room == noLimit) {
			t.Errorf("%d cells: %s", n, line)
		}
		bars := charts.Lines([]catalog.NameCount{{Name: long, Articles: 1}}, 80, c.room)
		if strings.Contains(bars, long) != (c.room >= terminal.Cells(long)) {
			t.Errorf("%s", bars)
		}
	}
}
