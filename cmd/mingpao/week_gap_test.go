package main

import (
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/testdata/play"
)

// TestGapThatStays plays a gap that nothing can cover: it is told daily for as long as it is open, also where a list
// fails, and neither the crawl nor check calls it well.
func TestGapThatStays(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	const off, days = 30 * time.Hour, 17
	w := newWeek(t, 9+days, 36)
	w.play(0, off, 10*time.Hour)
	w.mails = nil
	refused, err := play.NewTrouble("days-403", w.first, w.first.AddDate(0, 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	dead := play.Trouble{From: w.first.AddDate(0, 0, 12), To: w.first.AddDate(0, 0, 13), Answer: status(404),
		Concerns: func(kind, _ string) bool { return kind == "feed" }}
	w.paper.SetTroubles(refused, dead)
	back := off + 8*24*time.Hour
	w.play(back, back+days*24*time.Hour, 8*time.Hour)
	told := 0
	for _, mail := range w.mails {
		if strings.Contains(mail, "over after") && strings.Contains(mail, "not covered") {
			t.Errorf("called over: %s", mail)
		}
		if strings.Contains(mail, "of pns not covered") {
			told++
		}
	}
	if told < days-1 || len(w.mails) > days+2 {
		t.Errorf("told %d times in %d days, in %d mails:\n%s", told, days, len(w.mails), strings.Join(w.mails, "\n"))
	}
	c, err := health.Examine(t.Context(), w.archive, w.now)
	if err != nil || !strings.Contains(strings.Join(found(c), "\n"), "of pns not covered") {
		t.Errorf("check found %q, %v", found(c), err)
	}
}
