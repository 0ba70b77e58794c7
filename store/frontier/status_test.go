package frontier_test

import (
	"fmt"
	"testing"

	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/record"
)

// TestGrowth: what the pages take that are new in a month is known exactly where they are few, else by some hundredths;
// what was there before is not among them.
func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		pages  int
		within float64 // of what they take
	}{{0, 0}, {40, 0}, {2000, 0.1}} {
		t.Run(fmt.Sprint(c.pages), func(t *testing.T) {
			a, _ := sample.OpenIn(t, "a.db")
			old := []record.Sighting{sample.Seen(0, "早已在此。", sample.Noon)}
			sample.Record(t, a, old...)
			month := sample.Noon.AddDate(0, 0, 7)
			var batch []record.Sighting
			for i := range c.pages {
				batch = append(batch, sample.Seen(1+i, fmt.Sprintf("第%d頁。", i), month))
			}
			again := old[0]
			again.At = month
			if _, err := record.Import(t.Context(), a, 1, append(batch, again), month); err != nil {
				t.Fatal(err)
			}
			want, _, err := db.One[int64](t.Context(), a.View(), `SELECT coalesce(sum(length(data)), 0) FROM captures
				WHERE capture NOT IN (SELECT capture FROM sightings WHERE at < ?)`, "2026-03-05")
			if err != nil {
				t.Fatal(err)
			}
			got, err := frontier.New(a).Growth(t.Context(), month)
			if off := float64(got - want); err != nil || max(off, -off) > c.within*float64(want) {
				t.Errorf("%d bytes, %v, want %d", got, err, want)
			}
		})
	}
}
