package main

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// TestBudgetOfADay has a host that has had its requests of the day: past days are left alone before it is used up, all
// else when it is, and the next day goes on.
func TestBudgetOfADay(t *testing.T) {
	for _, c := range []struct {
		name        string
		spent       int
		status      int
		said        string
		lists, days bool // are asked
	}{
		{"some of it", 14_900, statusDone, "", true, true},
		{"what past days may have", 15_000, statusDone, "", true, false},
		{"all of it", 20_000, statusPartly, "not read: today’s requests are used up", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeek(t, 10, 36)
			w.goTo(w.first.Add(8*24*time.Hour + 12*time.Hour))
			if got, said := w.run(w.job); got != statusDone {
				t.Fatalf("status %d: %s", got, said)
			}
			w.goTo(w.now.Add(time.Hour))
			w.spend(site.NewsHost, c.spent)
			before := w.paper.Requests()
			w.order("2026-03-01")
			got, said := w.run(w.job)
			after := w.paper.Requests()
			if got != c.status || !strings.Contains(said, c.said) {
				t.Errorf("status %d, want %d: %s", got, c.status, said)
			}
			if asked := after["feed"] > before["feed"]; asked != c.lists {
				t.Errorf("lists asked %v, want %v", asked, c.lists)
			}
			if asked := after["day page"] > before["day page"]; asked != c.days {
				t.Errorf("past days asked %v, want %v", asked, c.days)
			}
			w.goTo(w.now.AddDate(0, 0, 1))
			if got, said := w.run(w.job); got != statusDone {
				t.Errorf("status %d the day after: %s", got, said)
			}
		})
	}
}

// spend notes that a host has had so many requests today.
func (w *played) spend(host string, n int) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", w.archive.Path())
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE requests SET n = ? WHERE host = ?", n, host); err != nil {
		w.t.Fatal(err)
	}
}

// order wants a past day.
func (w *played) order(day string) {
	w.t.Helper()
	want := queue.Want{From: day, To: day}
	if _, err := w.archive.Frontier().NewOrder(w.t.Context(), want, w.now); err != nil {
		w.t.Fatal(err)
	}
}
