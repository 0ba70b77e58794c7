package main

import (
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/site"
	"mingpao/testdata/play"
)

// TestChallengedSections plays a day in which two sections answer with a challenge: they are named, the site is not
// called refused, and the articles of the others come as on a quiet day.
func TestChallengedSections(t *testing.T) {
	const begins, lasts = 34 * time.Hour, 14 * time.Hour
	w := newWeek(t, 4, 4)
	w.play(0, begins, time.Hour)
	w.mails = nil
	on := play.Trouble{From: w.first.Add(begins), To: w.first.Add(begins + lasts), Answer: status(403),
		Concerns: func(kind, _ string) bool { return kind == "article" },
		Path: func(path string) bool {
			return strings.Contains(path, "/s00001/") || strings.Contains(path, "/s00004/")
		}}
	w.paper.SetTroubles(on)
	for at := begins; at < begins+lasts; at += 15 * time.Minute {
		w.goTo(w.first.Add(at))
		job := w.job
		job.Quiet = true
		if got, said := w.run(job); got == statusRefused {
			t.Fatalf("%s: status %d: %s", w.now, got, said)
		} else if said != "" {
			w.mails = append(w.mails, said)
		}
	}
	if len(w.mails) != 1 || !strings.Contains(w.mails[0], "(ins/s0000") || !strings.Contains(w.mails[0], "HTTP 403") {
		t.Errorf("mailed %q", w.mails)
	}
	c, err := health.Examine(t.Context(), w.archive, w.now)
	if said := strings.Join(found(c), "\n"); err != nil || !strings.Contains(said, "pages not read: HTTP 403") {
		t.Errorf("check found %q, %v", said, err)
	}
	w.notLater(t, 20*time.Minute, func(s play.Story) bool {
		return s.Listed.After(on.From) && s.Ref.SectionCode != "s00001" && s.Ref.SectionCode != "s00004"
	})
	w.play(begins+lasts, begins+lasts+30*time.Hour, pace())
	w.check()
	if n := len(w.mails); n != 2 || !strings.Contains(w.mails[1], "over after") {
		t.Errorf("mailed %q", w.mails)
	}
}

// notLater looks for articles that came later after their listing than they may.
func (w *played) notLater(t *testing.T, most time.Duration, which func(play.Story) bool) {
	t.Helper()
	n := 0
	for _, s := range w.paper.Stories(w.now.Add(-most)) {
		if !which(s) {
			continue
		}
		n++
		a, err := w.archive.Catalog().Find(t.Context(), s.Answer.Edition, s.Answer.ID)
		if err != nil {
			t.Errorf("%s is missing", s.Ref.URL())
		} else if seen := site.ParseStamp(a.FirstSeen); seen.Sub(s.Listed) > most {
			t.Errorf("%s came %v after its listing", s.Ref.URL(), seen.Sub(s.Listed))
		}
	}
	if n == 0 {
		t.Error("no article to look at")
	}
}
