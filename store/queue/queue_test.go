package queue

import (
	"testing"

	"mingpao/extract/site"
)

func TestWantHolds(t *testing.T) {
	news := []site.Section{{Edition: site.Daily, Code: "s00001"}, {Edition: site.Instant, Code: "s00002"}}
	for _, c := range []struct {
		name            string
		want            Want
		edition, code   string
		date            string
		isHeld, isOfIts bool
	}{
		{"anything", Want{}, site.Daily, "s00001", "20260302", true, true},
		{"its section", Want{Sections: news}, site.Instant, "s00002", "20260302", true, true},
		{"the code of another edition", Want{Sections: news}, site.Instant, "s00001", "20260302", false, false},
		{"its first day", Want{From: "2026-03-02"}, site.Daily, "s00001", "20260302", true, true},
		{"the day before", Want{From: "2026-03-02"}, site.Daily, "s00001", "20260301", false, true},
		{"its last day", Want{To: "2026-03-02"}, site.Daily, "s00001", "20260302", true, true},
		{"the day after", Want{To: "2026-03-02", Sections: news}, site.Daily, "s00001", "20260303", false, true},
	} {
		ref := site.Ref{Edition: c.edition, SectionCode: c.code, Date: c.date}
		if c.want.Holds(ref) != c.isHeld || c.want.HoldsSection(c.edition, c.code) != c.isOfIts {
			t.Errorf("%s: held %v, of its sections %v", c.name, c.want.Holds(ref), c.want.HoldsSection(c.edition, c.code))
		}
	}
}
