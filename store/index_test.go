package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
)

// seenText is a look at a page with a text.
func seenText(n int, body string, at time.Time) Sighting {
	art := article(fmt.Sprint(1_772_380_801_000+n), "離島渡輪加班", body)
	return Sighting{URL: art.URL, At: at, Source: site.TimeFetched, Seen: SeenPage, Article: art,
		Capture: Capture{ContentType: "text/html", Body: []byte("<p>" + body)}}
}

// TestIndexWrittenOnce imports a batch: the index gets it in one piece. A piece for each article, written and merged
// again, took a third of the time of an import.
func TestIndexWrittenOnce(t *testing.T) {
	a := open(t)
	var batch []Sighting
	for i := range 40 {
		batch = append(batch, seenText(i, fmt.Sprintf("早班先試%d個月。", i), noon))
	}
	if _, err := a.Import(t.Context(), 1, batch, noon); err != nil {
		t.Fatal(err)
	}
	pieces, _, err := one[int](a.at(t.Context()), "SELECT count(*) FROM search_segdir")
	if err != nil || pieces != 1 {
		t.Errorf("the index has %d pieces, %v", pieces, err)
	}
	if n := matches(t, a, "個月"); n != 40 {
		t.Errorf("%d found", n)
	}
}

// TestIndexWithinBatch lets one batch bring an article and what became of it, small and so large that the index is
// written in between.
func TestIndexWithinBatch(t *testing.T) {
	large := strings.Repeat("渡輪公司表示會檢討班次。", maxNoted/100)
	for name, filler := range map[string]string{"small": "", "large": large} {
		t.Run(name, func(t *testing.T) {
			a := open(t)
			day := 24 * time.Hour
			batch := []Sighting{seenText(1, "早班先試三個月。"+filler, noon), seenText(2, "山徑封閉。"+filler, noon),
				seenText(1, "早班先試六個月。"+filler, noon.Add(day)), seenText(2, "山徑重開。", noon.Add(2*day))}
			if _, err := a.Import(t.Context(), 1, batch, noon.Add(3*day)); err != nil {
				t.Fatal(err)
			}
			for phrase, want := range map[string]int{"三個": 0, "六個": 1, "封閉": 0, "重開": 1, "離島": 2} {
				if got := matches(t, a, phrase); got != want {
					t.Errorf("search %s: %d, want %d", phrase, got, want)
				}
			}
			if _, err := a.db.Exec("INSERT INTO search (search) VALUES ('integrity-check')"); err != nil {
				t.Errorf("index: %v", err)
			}
		})
	}
}
