package upkeep_test

import (
	"slices"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// handing are the ways in which an archive's looks come into another.
var handing = map[string]func(t *testing.T, to, from *db.DB){
	"merge": func(t *testing.T, to, from *db.DB) { merge(t, to, from) },
	"file":  byFile,
}

// TestHandedOnComesHome hands what one archive saw on through up to three others, each step by merge or by file, and
// from each of them back to all before it: what has come through an archive is no news to it.
func TestHandedOnComesHome(t *testing.T) {
	fresh := sample.Clean(t)
	a := fresh()
	sample.Record(t, a, sample.Looks()[8:24]...)
	handOn(t, fresh, "seen", a)
}

// handOn hands on what the last of some archives has.
func handOn(t *testing.T, fresh func() *db.DB, way string, archives ...*db.DB) {
	t.Helper()
	last := archives[len(archives)-1]
	for by, hand := range handing {
		for i, home := range archives[:len(archives)-1] {
			before := words(t, home)
			hand(t, home, last)
			if after := words(t, home); !slices.Equal(before, after) {
				t.Errorf("%s, and home to %d by %s: %d looks, %d before", way, i, by, len(after), len(before))
			}
		}
		if len(archives) < 4 {
			next := fresh()
			hand(t, next, last)
			handOn(t, fresh, way+", "+by, append(slices.Clip(archives), next)...)
		}
	}
}

// byFile brings an archive's looks into another as a WARC file does.
func byFile(t *testing.T, to, from *db.DB) {
	t.Helper()
	for s, err := range upkeep.Sightings(t.Context(), from, catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		said := s.Witness
		s.Witness, s.Source = record.Witness{Name: from.Path() + ".warc", Behind: &said}, "warc"
		if _, err := record.Record(t.Context(), to, 1, []record.Sighting{s}, sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
	}
}

// words are the looks of an archive with their witnesses.
func words(t *testing.T, a *db.DB) []string {
	t.Helper()
	words, err := db.Collect(t.Context(), a.View(), db.Column[string],
		"SELECT address || ' ' || at || ' ' || outcome || ' ' || capture || ' ' || witness FROM sightings ORDER BY 1")
	if err != nil || len(words) == 0 {
		t.Fatal(len(words), err)
	}
	return words
}

// TestWaitingLookComesHome: a look that one archive handed on while it waited for its page is no other one when it
// comes home with that.
func TestWaitingLookComesHome(t *testing.T) {
	for by, hand := range handing {
		fresh := sample.Clean(t)
		saw, home, helper := fresh(), fresh(), fresh()
		page := sample.Seen(1, "甲", sample.Noon.Add(time.Hour))
		waits := record.Sighting{URL: page.URL, At: sample.Noon, Source: site.TimeWARC}
		sample.Record(t, saw, waits.Naming(record.Original{URL: page.URL, Digest: "sha256:" + page.Capture.Sum()}, ""))
		merge(t, home, saw)
		sample.Record(t, helper, page)
		byFile(t, helper, home)
		hand(t, home, helper)
		if n := len(words(t, home)); n != 2 {
			t.Errorf("by %s: %d looks, want the one that waited and its page", by, n)
		}
		sample.Sound(t, home)
	}
}
