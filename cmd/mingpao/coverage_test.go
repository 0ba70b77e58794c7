package main

import (
	"bytes"
	"strings"
	"testing"

	"mingpao/store"
)

// counted are the counts of an archive as it comes to be: without a date, of long ago, and of now.
var counted = []store.DayCount{
	{Day: "", Edition: "ol", SectionCode: "showbiz/latest", Section: "娛樂", Articles: 2},
	{Day: "2013-05-07", Edition: "pns", SectionCode: "s00001", Section: "要聞", Articles: 3},
	{Day: "2026-03-06", Edition: "pns", SectionCode: "s00012", Section: "觀點", Articles: 5},
}

// TestStatsOfAllYears: no year is cut off, the page has the range that was asked for, and articles without a date are
// counted.
func TestStatsOfAllYears(t *testing.T) {
	page := func(chosen store.Filter, counts []store.DayCount) string {
		var b bytes.Buffer
		if err := statsHTML(&b, coverageOf(counts, chosen)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, want := range []string{"2013-05-07 – 2026-03-06", ">2013<", ">2020<", ">2026<"} {
		if got := page(store.Filter{}, counted); !strings.Contains(got, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if got := page(store.Filter{From: "2026-01-01", To: "2026-12-31"}, counted[2:]); !strings.Contains(got,
		"2026-01-01 – 2026-12-31") {
		t.Error("the range is not the one asked for")
	}
	for _, counts := range [][]store.DayCount{counted[:1], counted, nil} {
		if html := page(store.Filter{}, counts); strings.Contains(html, ">0001") || strings.Contains(html, "0001-01-01") {
			t.Error("a day that nobody knows is in the page")
		}
		text := statsText(coverageOf(counts, store.Filter{}), 80)
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
		for _, r := range grouped(counted, by) {
			got = append(got, r.Name+" "+orDot(r.Articles))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("by %s: %s, want %s", by, s, want)
		}
	}
}
