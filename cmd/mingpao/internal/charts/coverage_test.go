package charts

import (
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// counted are the counts of an archive as it comes to be: without a date, of long ago, and of now.
var counted = []catalog.DayCount{
	{Day: "", Edition: "ol", SectionCode: "showbiz/latest", Section: "娛樂", Articles: 2},
	{Day: "2013-05-07", Edition: "pns", SectionCode: "s00001", Section: "要聞", Articles: 3},
	{Day: "2026-03-06", Edition: "pns", SectionCode: "s00012", Section: "觀點", Articles: 5},
}

// TestCoverage: no year is cut off, and articles without a date are counted.
func TestCoverage(t *testing.T) {
	of := CoverageOf(counted, catalog.Filter{})
	if days := of.latest(1 << 20); days[0] != "2013-05-07" || days[len(days)-1] != "2026-03-06" {
		t.Errorf("from %s to %s", days[0], days[len(days)-1])
	}
	asked := CoverageOf(counted[2:], catalog.Filter{From: "2026-01-01", To: "2026-12-31"})
	if days := asked.latest(1 << 20); days[0] != "2026-01-01" || days[len(days)-1] != "2026-12-31" {
		t.Errorf("asked for 2026: from %s to %s", days[0], days[len(days)-1])
	}
	for _, counts := range [][]catalog.DayCount{counted[:1], counted, nil} {
		text := CoverageOf(counts, catalog.Filter{}).Text(words.English, 80)
		if strings.Contains(text, "0001-01-01") {
			t.Error("a day that nobody knows is in the table")
		}
		if len(counts) > 0 && !strings.Contains(text, "without a date") {
			t.Errorf("%s", text)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if strings.HasSuffix(line, " ") {
				t.Errorf("blanks at the end: %q", line)
			}
		}
	}
}

func TestGrouped(t *testing.T) {
	for by, want := range map[string]string{
		"day":     "without a date 2, 2013-05-07 3, 2026-03-06 5",
		"week":    "without a date 2, 2013-W19 3, 2026-W10 5",
		"month":   "without a date 2, 2013-05 3, 2026-03 5",
		"year":    "without a date 2, 2013 3, 2026 5",
		"edition": "pns 每日明報 8, ol 明報 OL 2",
		"section": "pns/s00012 觀點 5, pns/s00001 要聞 3, ol/showbiz/latest 娛樂 2",
	} {
		var got []string
		for _, r := range Grouped(counted, by) {
			got = append(got, r.Name+" "+orDot(r.Articles))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("by %s: %s, want %s", by, s, want)
		}
	}
}
