package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/store/queue"
)

// quietly runs once as cron does: the exit status, and what is mailed.
func (w *world) quietly() (int, string) {
	w.t.Helper()
	var stderr bytes.Buffer
	job := w.job
	job.Quiet = true
	err := crawling.Run(w.t.Context(), &stderr, w.archive, job)
	return endedWith(err), stderr.String()
}

// TestRobotsForbidsArticles: while robots.txt forbids the articles no run is all right, though its rules are asked for
// once a day; it is over hours after it allows them again.
func TestRobotsForbidsArticles(t *testing.T) {
	w := newWorld(t)
	w.answer("/robots.txt",
		htmlAnswer("User-agent: *\nDisallow: /ins/\nDisallow: /pns/\nDisallow: /fin/\nDisallow: /ldy/"))
	var mails []string
	run := func(hours, want int) {
		for range hours {
			got, mail := w.quietly()
			if mail != "" {
				mails = append(mails, mail)
			}
			if got != want && want >= 0 {
				t.Errorf("%s: status %d, want %d", w.clock, got, want)
			}
			w.clock = w.clock.Add(time.Hour)
		}
	}
	run(40, statusPartly)
	if len(mails) > 3 || strings.Contains(strings.Join(mails, ""), "over after") || len(w.articles()) > 0 {
		t.Errorf("mailed %q; %d articles", mails, len(w.articles()))
	}
	mails = nil
	w.answer("/robots.txt", nil)
	run(40, -1)
	of := slices.DeleteFunc(mails, func(mail string) bool { return !strings.Contains(mail, "disallowed by robots.txt") })
	if len(of) == 0 || len(of) > 2 || !strings.Contains(of[len(of)-1], "well for 6 h: ") || len(w.articles()) == 0 {
		t.Errorf("mailed of it %q; %d articles", of, len(w.articles()))
	}
	if got, _ := w.quietly(); got != statusDone {
		t.Errorf("status %d at the end", got)
	}
}

// TestTurnedOff: trouble of a list that a person has turned off is no more, and nothing is said of it.
func TestTurnedOff(t *testing.T) {
	w := newWorld(t)
	w.answer("/rss/pns/s00017.xml", status(404))
	if _, mail := w.quietly(); !strings.Contains(mail, "feed pns/s00017 not read") {
		t.Fatalf("mailed %q", mail)
	}
	off := queue.Source{Kind: queue.KindFeed, Edition: "pns", Code: "s00017", Choice: queue.Choice{IsOff: true}}
	if err := w.archive.Frontier().Choose(t.Context(), off); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		w.clock = w.clock.Add(time.Hour)
		if got, mail := w.quietly(); got != statusDone || mail != "" {
			t.Errorf("status %d, mailed %q", got, mail)
		}
	}
	if all, err := w.archive.Frontier().Troubles(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestTroublesForPrograms: status and check give each trouble by its key.
func TestTroublesForPrograms(t *testing.T) {
	w := newWorld(t)
	w.answer("/rss/pns/s00017.xml", status(404))
	w.crawl()
	since := w.clock.Format(time.RFC3339)
	for _, c := range []struct {
		args   []string
		status int
	}{
		{[]string{"status", "--json"}, statusDone},
		{[]string{"check", "--json"}, statusDone},
	} {
		var out, stderr bytes.Buffer
		t.Setenv(clockEnv, w.clock.Format(time.RFC3339))
		t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
		if got := run(t.Context(), append(c.args, "--db", w.archive.Path()), streams{nil, &out, &stderr}); got != c.status {
			t.Errorf("%v: status %d: %s%s", c.args, got, out.String(), stderr.String())
		}
		var answer struct{ Troubles []health.Trouble }
		if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
			t.Fatalf("%v: %v: %s", c.args, err, out.String())
		}
		if len(answer.Troubles) != 1 || answer.Troubles[0].Kind != "gone" || answer.Troubles[0].Subject != "404" ||
			answer.Troubles[0].Since != since || answer.Troubles[0].Told != since {
			t.Errorf("%v: %+v", c.args, answer.Troubles)
		}
	}
}
