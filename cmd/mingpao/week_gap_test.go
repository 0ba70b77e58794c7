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

// TestOrderSaysWhy has an order whose day pages are refused, and nothing else names the articles: why days are left is
// said, to cron as well, and it is over when the order is.
func TestOrderSaysWhy(t *testing.T) {
	w := newWeek(t, 9, 36)
	w.goTo(w.first.Add(8*24*time.Hour + 12*time.Hour))
	w.suffer("days-403")
	job := w.past("2026-03-01", "2026-03-01")
	job.Quiet = true
	got, said := w.run(job)
	if got != statusPartly || !strings.Contains(said, "1 day of news.mingpao.com (") ||
		!strings.Contains(said, "HTTP 403; try: ") {
		t.Errorf("status %d: %q", got, said)
	}
	orders, err := w.archive.Frontier().Orders(t.Context())
	if err != nil || len(orders) != 1 {
		t.Fatalf("%+v, %v", orders, err)
	}
	if err := w.archive.Frontier().CancelOrder(t.Context(), orders[0].Number, w.now); err != nil {
		t.Fatal(err)
	}
	w.mails = nil
	w.play(9*24*time.Hour, 9*24*time.Hour+9*time.Hour, time.Hour)
	if mails := strings.Join(w.mails, "\n"); !strings.Contains(mails, "over after ") ||
		!strings.Contains(mails, "1 day of news.mingpao.com (") {
		t.Errorf("mailed %q", w.mails)
	}
}
