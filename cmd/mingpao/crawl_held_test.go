package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestCrawlsHeldAway has another run hold the archive for a day and more: quiet crawls say so when it begins and once a
// day, and check does not ask whether cron is running.
func TestCrawlsHeldAway(t *testing.T) {
	w := newWorld(t) // holds its archive
	w.crawl()
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	t.Setenv("STATE_DIRECTORY", t.TempDir())
	program := func(want int, args ...string) (said string) {
		t.Setenv(clockEnv, w.clock.Format(time.RFC3339))
		var out bytes.Buffer
		if got := run(t.Context(), append(args, "--db", w.archive.Path()), streams{nil, &out, &out}); got != want {
			t.Errorf("%v: status %d: %s", args, got, out.String())
		}
		return out.String()
	}
	var mails []string
	for range 30 {
		w.clock = w.clock.Add(time.Hour)
		if said := program(statusBusy, "crawl", "--quiet"); said != "" {
			mails = append(mails, said)
		}
	}
	if len(mails) != 2 || !strings.Contains(mails[0], "another run holds it") ||
		!strings.Contains(mails[1], "; since 2026-03-08 13:00") {
		t.Errorf("mailed %q", mails)
	}
	said := program(statusUnhealthy, "check")
	if strings.Contains(said, "cron") || !strings.Contains(said, "no crawl could write for 30 hours: archive ") {
		t.Errorf("check says %q", said)
	}
	if said := program(statusBusy, "crawl"); !strings.Contains(said, "another run holds it") {
		t.Errorf("a crawl that is not quiet says %q", said)
	}
}
