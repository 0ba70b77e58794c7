package main

import (
	"strings"
	"testing"
	"time"

	"mingpao/store/queue"
)

// TestRecheck looks again at all pages of some days, long before their time, and at nothing else.
func TestRecheck(t *testing.T) {
	w := newWorld(t)
	w.crawl()
	before := len(w.pages())
	w.clock = w.clock.Add(time.Minute)
	w.job.Recheck, w.job.Want = true, queue.Want{From: "2026-03-06", To: "2026-03-06"}
	if got := w.crawl(); got != statusDone {
		t.Errorf("status %d: %s", got, w.stderr.String())
	}
	asked := w.pages()[before:]
	if len(asked) != 5 {
		t.Errorf("asked %q, want the five articles of the day", asked)
	}
	for _, page := range asked {
		if !strings.Contains(page, "/article/20260306/") {
			t.Errorf("asked for %s", page)
		}
	}
}
