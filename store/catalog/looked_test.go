package catalog_test

import (
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestLooked: of what was known, only what somebody looked at again is counted, once each; what a list lacks, a refusal
// and what was taken back are no looks.
func TestLooked(t *testing.T) {
	a, at := sample.Open(t), func(hours int) time.Time { return sample.Noon.Add(time.Duration(hours) * time.Hour) }
	seen := func(i, hours int) record.Sighting { return sample.Seen(i, "正文。", at(hours)) }
	look := func(i, hours int, as queue.Seen) record.Sighting {
		return record.Sighting{URL: seen(i, 0).URL, At: at(hours), Source: site.TimeFetched, Seen: as}
	}
	dated := sample.Seen(5, "新的正文。", at(60))
	dated.Source = site.TimeFile
	sample.Record(t, a, dated, seen(1, 0), seen(2, 0), seen(3, 0), seen(4, 0), seen(5, 0), // known before
		seen(1, 30), seen(1, 31), look(2, 30, queue.SeenGone), look(3, 30, queue.SeenAbsent), look(4, 30, queue.SeenRefused),
		seen(6, 30)) // new
	for _, c := range []struct {
		name         string
		since, until string
		filter       catalog.Filter
		want         catalog.Looked
	}{
		{"a day later", site.Stamp(at(24)), "", catalog.Filter{}, catalog.Looked{Articles: 5, Again: 2}},
		{"no further than a time", site.Stamp(at(24)), site.Stamp(at(30)), catalog.Filter{}, catalog.Looked{Articles: 5}},
		{"nobody looked", site.Stamp(at(48)), "", catalog.Filter{}, catalog.Looked{Articles: 6}},
		{"a file has a date", site.Stamp(at(55)), "", catalog.Filter{}, catalog.Looked{Articles: 6}},
		{"before the first", site.Stamp(at(-24)), "", catalog.Filter{}, catalog.Looked{}},
		{"another edition", site.Stamp(at(24)), "", catalog.Filter{Editions: []string{"ol"}}, catalog.Looked{}},
	} {
		if got, err := catalog.New(a).Looked(t.Context(), c.filter, c.since, c.until); err != nil || got != c.want {
			t.Errorf("%s: %+v, want %+v %v", c.name, got, c.want, err)
		}
	}
	for until, want := range map[time.Time]string{at(100): site.Stamp(at(31)), at(30): site.Stamp(at(30)),
		at(20): site.Stamp(at(0)), at(-1): ""} {
		if got, err := catalog.New(a).LastLook(t.Context(), until); err != nil || got != want {
			t.Errorf("last look up to %s: %q, want %q %v", until, got, want, err)
		}
	}
}

// TestBetween: of versions that were first seen at one moment, each has the looks at its own page.
func TestBetween(t *testing.T) {
	versions := []catalog.Version{{Seen: "1", SHA256: "a"}, {Seen: "2", SHA256: "b"}, {Seen: "2", SHA256: "c"}}
	looks := []catalog.Look{{At: "0"}, {At: "1", SHA256: "a"}, {At: "2", SHA256: "b"}, {At: "2", SHA256: "c"},
		{At: "3", SHA256: "c"}}
	for i, want := range []int{2, 1, 2} {
		if got := catalog.Between(versions, i, looks); len(got) != want {
			t.Errorf("version %d: %v, want %d looks", i+1, got, want)
		}
	}
}
