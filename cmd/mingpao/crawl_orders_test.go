package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/testdata/play"
)

// run crawls once with a job of its own and returns the exit status and what was printed.
func (w *played) run(job crawling.Job) (int, string) {
	w.t.Helper()
	var stderr bytes.Buffer
	err := crawling.Run(context.WithoutCancel(w.t.Context()), &stderr, w.archive, job)
	if err == nil {
		return statusDone, stderr.String()
	}
	e, _ := errors.AsType[*cli.Exit](err)
	return e.Status, stderr.String()
}

// goTo moves the clocks of the crawl and of the paper.
func (w *played) goTo(at time.Time) {
	w.now = at
	w.paper.SetNow(at)
}

// suffer lets a trouble last for as long as anybody looks.
func (w *played) suffer(trouble string) {
	w.t.Helper()
	script, err := play.NewTrouble(trouble, w.first, w.now.AddDate(1, 0, 0))
	if err != nil {
		w.t.Fatal(err)
	}
	w.paper.SetTroubles(script)
}

// past is a job about past days.
func (w *played) past(from, to string) crawling.Job {
	job := w.job
	job.Want = queue.Want{From: from, To: to}
	return job
}

// TestOrder orders past days: they are there when the run ends with 0, by day pages and lists, or by what an article
// names beside itself where those are refused.
func TestOrder(t *testing.T) {
	for _, trouble := range []string{"", "days-403"} {
		t.Run("trouble "+trouble, func(t *testing.T) {
			w := newWeek(t, 9, 6)
			w.goTo(w.first.Add(8 * 24 * time.Hour))
			if trouble != "" {
				w.suffer(trouble)
				w.knowOneOfEach("20260303")
			}
			status, said := w.run(w.past("2026-03-03", "2026-03-03"))
			if status != statusDone {
				tasks, _ := w.archive.Frontier().Failing(t.Context())
				t.Errorf("status %d: %s %v", status, said, tasks)
			}
			have := w.have()
			for _, s := range w.paper.Stories(w.now) {
				if s.Ref.Date == "20260303" && !have[s.Key()] {
					t.Errorf("%s is missing", s.Ref.URL())
				}
			}
		})
	}
}

// TestDayPagesLeftAlone orders days whose pages are refused: later runs know that, and ask once in a while.
func TestDayPagesLeftAlone(t *testing.T) {
	w := newWeek(t, 9, 6)
	w.goTo(w.first.Add(8 * 24 * time.Hour))
	w.suffer("days-403")
	w.run(w.past("2026-03-03", "2026-03-06"))
	for range 8 { // two hours
		w.goTo(w.now.Add(15 * time.Minute))
		w.run(w.job)
	}
	if n := w.paper.Requests()["day page"]; n < 6 || n > 7 { // five at once, then after an hour and after two more
		t.Errorf("%d day pages were asked for", n)
	}
	w.paper.SetTroubles()
	w.goTo(w.now.Add(24 * time.Hour))
	w.run(w.job)
	if n := w.paper.Requests()["day page"]; n < 10 {
		t.Errorf("%d day pages were asked for, though they are there again", n)
	}
}

// TestMissingAskedOnce orders a day of which nothing but an article is known that the site does not have: neither the
// order, which has no other to ask for the day's list, nor its resumption asks for it again.
func TestMissingAskedOnce(t *testing.T) {
	w := newWeek(t, 9, 6)
	w.goTo(w.first.Add(8 * 24 * time.Hour))
	w.suffer("days-403")
	lost, _ := site.ParseURL("https://news.mingpao.com/pns/x/article/20260303/s00001/1772499999999")
	if _, err := w.archive.Frontier().Add(t.Context(), []queue.Listing{{Ref: lost}}, w.now); err != nil {
		t.Fatal(err)
	}
	job := w.past("2026-03-03", "2026-03-03")
	job.Want.Sections = []site.Section{site.SectionOf(lost.Edition, lost.SectionCode)}
	for _, run := range []string{"the order", "its resumption"} {
		if status, said := w.run(job); status != statusPartly {
			t.Errorf("%s: status %d: %s", run, status, said)
		}
		if asked := w.visits(lost.ID); asked != 1 {
			t.Errorf("%s: %d times asked", run, asked)
		}
		w.goTo(w.now.Add(time.Minute))
	}
}

// visits is how often a page was asked for and answered.
func (w *played) visits(id string) (n int) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", w.archive.Path())
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT visits FROM pages WHERE id = ?", id).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// knowOneOfEach puts one article of every section of the daily paper's day into the queue, as if it had been found
// elsewhere.
func (w *played) knowOneOfEach(date string) {
	w.t.Helper()
	known := map[string]bool{}
	var found []queue.Listing
	for _, s := range w.paper.Stories(w.now) {
		if s.Ref.Date == date && s.Ref.Edition == site.Daily && !known[s.Ref.SectionCode] {
			known[s.Ref.SectionCode] = true
			found = append(found, queue.Listing{Ref: s.Ref})
		}
	}
	if _, err := w.archive.Frontier().Add(w.t.Context(), found, w.now); err != nil {
		w.t.Fatal(err)
	}
}

func (w *played) have() map[string]bool {
	w.t.Helper()
	have := map[string]bool{}
	for a, err := range w.archive.Catalog().Articles(w.t.Context(), catalog.Filter{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		have[a.Edition+" "+a.ID] = true
	}
	return have
}

// TestOrderNotRead orders days whose lists are refused and of which nothing is known: that is no success.
func TestOrderNotRead(t *testing.T) {
	w := newWeek(t, 9, 6)
	w.goTo(w.first.Add(8 * 24 * time.Hour))
	w.suffer("lists-404")
	status, said := w.run(w.past("2026-03-03", "2026-03-04"))
	if status == statusDone || !strings.Contains(said, "order 1: 1 of 2 days left") {
		t.Errorf("status %d: %s", status, said)
	}
	// The lists come back: plain crawls finish the order.
	w.paper.SetTroubles()
	for range 3 {
		w.goTo(w.now.Add(2 * time.Hour))
		status, said = w.run(w.job)
	}
	o, err := w.archive.Frontier().OrderOf(t.Context(), 1)
	if err != nil || o.Ended.IsZero() || status != statusDone {
		t.Errorf("order %+v, %v, status %d: %s", o, err, status, said)
	}
}

// TestOrderOfAYear orders a year: articles of the newest day come first, a run that is cut short has kept them, plain
// crawls go on, status shows how far.
func TestOrderOfAYear(t *testing.T) {
	if testing.Short() {
		t.Skip("crawls hundreds of pages")
	}
	t.Parallel()
	first := time.Date(2025, 1, 1, 0, 0, 0, 0, site.Zone)
	paper := play.NewPaper(first, 365, 6)
	paper.SetNow(first.AddDate(1, 0, 0))
	proxy, certificate := behindProxy(t, paper)
	db := filepath.Join(t.TempDir(), "mingpao.db")
	crawl := func(args ...string) *exec.Cmd {
		cmd := program(t, proxy, certificate, append([]string{"crawl", "--delay", "0", "--db", db}, args...)...)
		cmd.Env = append(cmd.Env, clockEnv+"="+first.AddDate(1, 0, 0).Format(time.RFC3339))
		return cmd
	}
	cmd := crawl("--from", "2025-01-01", "--to", "2025-12-31", "--max-pages", "200")
	began := time.Now()
	out, peak, err := outputAndPeak(cmd)
	if took := time.Since(began); took > 40*time.Second {
		t.Errorf("it took %v", took)
	}
	if cmd.ProcessState.ExitCode() != statusPartly || !strings.Contains(string(out), "of 365 days left") {
		t.Errorf("%v: %s", err, out)
	}
	if t.Logf("%d MB", peak); peak > 100 {
		t.Errorf("%d MB", peak)
	}
	days := publishedDays(t, db)
	if len(days) == 0 || days[0] != "2025-12-31" || days[len(days)-1] < "2025-06-01" {
		t.Errorf("days %v", days)
	}
	if out, err := crawl("--max-pages", "200").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if more := publishedDays(t, db); len(more) <= len(days) {
		t.Errorf("a plain crawl went on to %d days, before it were %d", len(more), len(days))
	}
	if out, err := crawl("--orders").CombinedOutput(); err != nil || !strings.Contains(string(out), "of 365 days left") {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := crawl("--cancel", "1").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// outputAndPeak runs a command, and returns what it printed with the most memory that it held, in MB; 0 where that is
// not told.
func outputAndPeak(cmd *exec.Cmd) (out []byte, peak int, err error) {
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	if err := cmd.Start(); err != nil {
		return nil, 0, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case err := <-done:
			return b.Bytes(), peak, err
		case <-time.After(100 * time.Millisecond):
			peak = max(peak, residentMB(cmd.Process.Pid))
		}
	}
}

// residentMB is the most memory that a process has held. What wait reports of it counts this process in, too.
func residentMB(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes := 0
	_, _ = fmt.Sscan(after, &kilobytes)
	return kilobytes / 1024
}

// publishedDays are the days of the articles in an archive, the newest first.
func publishedDays(t *testing.T, db string) (days []string) {
	t.Helper()
	for a, err := range openArchive(t, db).Catalog().Articles(t.Context(), catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if day := a.Published[:10]; len(days) == 0 || days[len(days)-1] != day {
			days = append(days, day)
		}
	}
	return days
}
