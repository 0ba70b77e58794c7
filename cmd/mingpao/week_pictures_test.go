package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/queue"
)

// illustrated is a week whose articles show pictures, and whose crawls fetch them.
func illustrated(t *testing.T, days, share int) *played {
	t.Helper()
	w := newWeek(t, days, share)
	w.paper.Illustrate()
	if err := w.archive.Frontier().TakePictures(t.Context(), queue.ShownPictures); err != nil {
		t.Fatal(err)
	}
	return w
}

// pictureDelays are how long after their articles pictures came, the longest last, and how many of those that articles
// show are missing.
func (w *played) pictureDelays() (worst time.Duration, missing int) {
	w.t.Helper()
	for a, err := range w.archive.Catalog().Articles(w.t.Context(), catalog.Filter{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		all, err := w.archive.Catalog().Pictures(w.t.Context(), a.Images)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, one := range all {
			if len(one) == 0 {
				missing++
				continue
			}
			worst = max(worst, site.ParseStamp(one[0].FirstSeen).Sub(site.ParseStamp(a.FirstSeen)))
		}
	}
	return worst, missing
}

// TestIllustratedWeek plays a week with pictures beside one without: each picture comes with its article, no text comes
// later, and nothing else is asked for. Where nobody asked for pictures, their host is asked for nothing.
func TestIllustratedWeek(t *testing.T) {
	if testing.Short() {
		t.Skip("it plays days, and one run after another")
	}
	days, share := 1, 12
	if areWhole() {
		days, share = 7, 1
	}
	w, bare := illustrated(t, days, share), weekAlone(t, filepath.Join(t.TempDir(), "bare.db"), days, share)
	bare.paper.Illustrate()
	for _, week := range []*played{w, bare} {
		week.play(0, time.Duration(days)*24*time.Hour, 15*time.Minute)
		if len(week.mails) > 0 || week.odd > 0 {
			t.Errorf("%d runs were not 0; mails %q", week.odd, week.mails)
		}
	}
	if diff := cmp.Diff(bare.check(), w.check()); diff != "" {
		t.Errorf("articles came after their listing, without pictures (-) and with them (+):\n%s", diff)
	}
	if worst, missing := w.pictureDelays(); worst > time.Hour || missing > 0 {
		t.Errorf("%d pictures are missing; one came %v after its article", missing, worst)
	}
	n, bytes, err := w.archive.Catalog().KeptPictures(t.Context())
	asked, without := w.paper.Requests(), bare.paper.Requests()
	if err != nil || n == 0 || asked["picture"] != n || without["picture"] > 0 {
		t.Errorf("%d and %d requests for %d pictures, %v", asked["picture"], without["picture"], n, err)
	}
	if robots := asked["robots.txt"] - without["robots.txt"]; w.requests()-bare.requests() != n+robots || robots > days {
		t.Errorf("asked %v, without pictures %v", asked, without)
	}
	t.Logf("%d days, %d articles: %d requests without pictures, %.1f MB; %d more for %d pictures of %.1f MB, %.1f MB",
		days, len(w.check()), bare.requests(), float64(bare.archive.Size())/1e6, w.requests()-bare.requests(), n,
		float64(bytes)/1e6, float64(w.archive.Size())/1e6)
}
