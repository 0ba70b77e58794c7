package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/trouble"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// attempt is one run of cron, by a clock that may be wrong, as the program makes it.
func (w *played) attempt(at time.Time, ahead time.Duration) {
	w.t.Helper()
	w.goTo(at)
	var stderr bytes.Buffer
	job := w.job
	job.Quiet, job.Config.TellsTime = true, true
	job.Now = func() time.Time { return at.Add(ahead) }
	a := trouble.Attempt{Archive: w.archive.Path(), Now: job.Now, Quiet: true}
	err := a.Do(w.t.Context(), &stderr, func(isDoubted *bool) error {
		job.IsDoubted = isDoubted
		if !w.isClosed {
			return crawling.Run(w.t.Context(), &stderr, w.archive, job)
		}
		return cli.Write(w.t.Context(), &stderr, w.archive.Path(), func(a *store.Archive) error {
			return crawling.Run(w.t.Context(), &stderr, a, job)
		})
	})
	if e, ok := errors.AsType[*cli.Exit](err); ok {
		w.odd++
		if e.Err != nil {
			fmt.Fprintln(&stderr, e.Err)
		}
	}
	if stderr.Len() > 0 {
		w.mails = append(w.mails, at.Format("01-02 15:04 ")+strings.TrimSpace(stderr.String()))
	}
}

// TestWrongClock plays ten hours with a clock that is wrong: it is told once, nothing is recorded, and the first run
// with the right clock ends it.
func TestWrongClock(t *testing.T) {
	calm := newWeek(t, 3, 36)
	for at := time.Duration(0); at < 20*time.Hour; at += time.Hour {
		calm.attempt(calm.first.Add(at), 0)
	}
	if len(calm.mails) > 0 {
		t.Fatalf("mailed %q", calm.mails)
	}
	for _, c := range []struct {
		name  string
		ahead time.Duration
		mails int
		odd   int
	}{
		{"1970", -56 * 365 * 24 * time.Hour, 2, 10},
		{"2035", 9 * 365 * 24 * time.Hour, 2, 10},
		{"two days ahead", 48 * time.Hour, 2, 10},
		{"two hours back, by a zone", -2 * time.Hour, 2, 10},
		{"four minutes ahead", 4 * time.Minute, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := calm.continued(t, 3, 36)
			before := w.stamps()
			begin := w.first.Add(20 * time.Hour)
			for run := range 10 {
				w.attempt(begin.Add(time.Duration(run)*time.Hour), c.ahead)
			}
			if after := w.stamps(); c.odd > 0 && after != before {
				t.Errorf("recorded %s, before %s", after, before)
			}
			for run := range 15 {
				w.attempt(begin.Add(time.Duration(10+run)*time.Hour), 0)
			}
			if len(w.mails) != c.mails || w.odd != c.odd {
				t.Errorf("%d runs were not 0; mailed %d times:\n%s", w.odd, len(w.mails), strings.Join(w.mails, "\n"))
			}
			w.check()
		})
	}
}

// stamps are what the archive holds that says when.
func (w *played) stamps() string {
	w.t.Helper()
	runs, err := w.archive.Frontier().Runs(w.t.Context(), "crawl", 1000, w.first.AddDate(100, 0, 0))
	if err != nil {
		w.t.Fatal(err)
	}
	requests, err := w.archive.Frontier().Requests(w.t.Context(), "")
	if err != nil {
		w.t.Fatal(err)
	}
	seen := 0
	for range w.archive.Sightings(w.t.Context(), catalog.Filter{}) {
		seen++
	}
	return fmt.Sprint(len(runs), requests, seen)
}

// TestClockThatWasAhead has an archive in which a run is of 2035: it is named once, and the days go on as if it had not
// been.
func TestClockThatWasAhead(t *testing.T) {
	for _, c := range []struct {
		name  string
		ahead time.Duration
		named int
	}{{"2035", 9 * 365 * 24 * time.Hour, 1}, {"two hours, and NTP sets it back", 2 * time.Hour, 0}} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeek(t, 4, 36)
			for at := time.Duration(0); at < 20*time.Hour; at += time.Hour {
				w.attempt(w.first.Add(at), 0)
			}
			w.goTo(w.first.Add(20 * time.Hour))
			job := w.job // which asks nobody for the time
			job.Now = func() time.Time { return w.now.Add(c.ahead) }
			if err := crawling.Run(t.Context(), &bytes.Buffer{}, w.archive, job); err != nil {
				t.Log(err)
			}
			for at := 21 * time.Hour; at < 60*time.Hour; at += time.Hour {
				w.attempt(w.first.Add(at), 0)
			}
			w.mails = slices.DeleteFunc(w.mails, func(mail string) bool { // what the run of 2035 met in its own time
				return strings.Contains(mail, " over after ")
			})
			if len(w.mails) != c.named || c.named > 0 && !strings.Contains(w.mails[0], "a run of 2035-02-28 20:00") {
				t.Errorf("mailed %q", w.mails)
			}
			if w.odd > 0 {
				t.Errorf("%d runs were not 0", w.odd)
			}
			last, ok, err := w.archive.Frontier().LastRun(t.Context(), "crawl", w.now)
			if err != nil || !ok || !last.Started.Equal(w.now.Truncate(time.Second)) {
				t.Errorf("the last run is %+v, %v", last, err)
			}
			w.checkSchedule()
		})
	}
}

// checkSchedule compares the archive with the paper, and looks for pages that wait for years and articles that were
// seen in the future.
func (w *played) checkSchedule() {
	w.t.Helper()
	w.check()
	db, err := sql.Open("sqlite3", w.archive.Path())
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	var late, ahead int
	err = db.QueryRow("SELECT (SELECT count(*) FROM pages WHERE due > ?), (SELECT count(*) FROM articles WHERE "+
		"last_seen > ?)",
		site.Stamp(w.now.AddDate(2, 0, 0)), site.Stamp(w.now)).Scan(&late, &ahead)
	if err != nil || late+ahead > 0 {
		w.t.Errorf("%d pages wait for years, %d articles were seen in the future; %v", late, ahead, err)
	}
}
