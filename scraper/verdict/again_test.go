package verdict

import (
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone)

func TestNextVisit(t *testing.T) {
	instant := &extract.Article{Edition: "ins", Published: "2026-03-02T11:00:00+08:00"}
	daily := &extract.Article{Edition: "pns", Published: "2026-03-02"}
	old := &extract.Article{Edition: "ins", Published: "2026-02-20T11:00:00+08:00"}
	for _, c := range []struct {
		name    string
		article *extract.Article
		age     time.Duration
		want    time.Duration // since first seen
	}{
		{"instant, just seen", instant, 0, time.Hour},
		{"instant, after an hour", instant, time.Hour, 6 * time.Hour},
		{"instant, after a pause", instant, 20 * time.Hour, 24 * time.Hour},
		{"instant, after three days", instant, 72 * time.Hour, 30 * day},
		{"instant, after a month", instant, 30 * day, 365 * day},
		{"instant, after a year", instant, 400 * day, 765 * day},
		{"daily, just seen", daily, 0, 24 * time.Hour},
		{"daily, after a day", daily, 24 * time.Hour, 30 * day},
		{"met long after it was published", old, 0, 30 * day},
	} {
		want := noon.Add(c.want)
		if got := NextVisit(c.article.Edition, c.article.Published, noon, noon.Add(c.age)); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}

func TestNextTry(t *testing.T) {
	for _, c := range []struct {
		name     string
		attempts int
		fault    fetch.Fault
		want     time.Duration
	}{
		{"first", 0, fetch.Fault{Kind: queue.Unreachable}, 10 * time.Minute},
		{"fourth", 3, fetch.Fault{Kind: queue.ServerError}, 80 * time.Minute},
		{"as the host asks", 0, fetch.Fault{Kind: queue.Refused, RetryAfter: time.Hour}, time.Hour},
		{"eighth", 7, fetch.Fault{Kind: queue.TooSlow}, 1280 * time.Minute},
		{"ninth", 8, fetch.Fault{Kind: queue.TooSlow}, day},
		{"for weeks", 40, fetch.Fault{Kind: queue.NotAPage}, 7 * day},
		{"out of scope", 0, fetch.Fault{Kind: queue.OutOfScope}, 10 * time.Minute},
		{"disallowed", 0, fetch.Fault{Kind: queue.Disallowed}, 24 * time.Hour},
	} {
		want := noon.Add(c.want)
		if got := NextTry(queue.Item{Attempts: c.attempts}, &c.fault, noon); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}
