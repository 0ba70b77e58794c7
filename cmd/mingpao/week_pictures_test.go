package main

import (
	"testing"
	"time"

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

// TestIllustratedWeek plays a week with pictures: each comes with its article, and no text comes later than without.
func TestIllustratedWeek(t *testing.T) {
	days, share := 2, 6
	if areWhole() {
		days, share = 7, 1
	}
	w := illustrated(t, days, share)
	w.play(0, time.Duration(days)*24*time.Hour, 15*time.Minute)
	delays := w.check()
	if worst := delays[len(delays)-1]; worst > 30*time.Minute {
		t.Errorf("an article came %v after its listing", worst)
	}
	if worst, missing := w.pictureDelays(); worst > time.Hour || missing > 0 {
		t.Errorf("%d pictures are missing; one came %v after its article", missing, worst)
	}
	if len(w.mails) > 0 || w.odd > 0 {
		t.Errorf("%d runs were not 0; mails %q", w.odd, w.mails)
	}
	n, bytes, err := w.archive.Catalog().KeptPictures(t.Context())
	if asked := w.paper.Requests()["picture"]; err != nil || n == 0 || asked != n {
		t.Errorf("%d requests for %d pictures, %v", asked, n, err)
	}
	t.Logf("%d articles in %d days; %d pictures, %.1f MB; %d requests: %v; the archive has %.1f MB", len(delays), days, n, float64(bytes)/1e6,
		w.requests(), w.paper.Requests(), float64(w.archive.Size())/1e6)
}
