package fresh

import (
	"fmt"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, site.Zone)
	if err != nil {
		panic(err) // a test's own
	}
	return t
}

// TestLate: today's paper is late by hours; a rare list by days; a holiday is no one's fault.
func TestLate(t *testing.T) {
	paper := queue.Source{Kind: queue.KindFeed, Edition: "pns", Code: "s00001", Shows: "2026-03-02", Entries: 3}
	rare := queue.Source{Kind: queue.KindListing, Edition: "ins", Code: "s00022", Newest: at("2026-03-02 12:00"),
		Entries: 1}
	all := queue.Source{Kind: queue.KindFeed, Edition: "ins", Code: "all", Newest: at("2026-03-02 23:30"), Entries: 60,
		Usual: site.Usual{Pause: 9 * time.Hour}}
	weekly := paper
	weekly.Usual = site.Usual{Hour: 6 * time.Hour, Pause: 7 * day}
	quiet, off := paper, paper
	quiet.Choice.Quiet, off.Choice.IsOff = "2026-03-03", true
	empty := rare
	empty.Entries, empty.Usual = 0, site.Usual{Pause: 2 * day}
	none := Calendar{"2026-03-03": true, "2026-03-04": true}
	for _, c := range []struct {
		name string
		s    queue.Source
		c    Calendar
		now  string
		want State
	}{
		{"in time", paper, nil, "2026-03-03 08:30", Well},
		{"late", paper, nil, "2026-03-03 10:45", Stale},
		{"no paper", paper, none, "2026-03-04 23:00", Well},
		{"after a holiday", paper, none, "2026-03-05 10:45", Stale},
		{"weekly", weekly, nil, "2026-03-09 12:00", Well},
		{"weekly, and late", weekly, nil, "2026-03-11 12:00", Dry},
		{"rare", rare, nil, "2026-03-20 12:00", Well},
		{"rare, and late", rare, nil, "2026-04-05 12:00", Dry},
		{"has run empty", empty, nil, "2026-03-06 12:00", Dry},
		{"a night", all, nil, "2026-03-03 08:00", Well},
		{"a day", all, nil, "2026-03-03 14:00", Stale},
		{"known", quiet, nil, "2026-03-03 23:00", Quiet},
		{"no more known", quiet, nil, "2026-03-04 01:00", Stale},
		{"off", off, nil, "2026-03-09 23:00", Off},
		{"never named anything", queue.Source{Edition: "ins", Code: "s00024"}, nil,
			"2026-05-03 09:00", Well},
	} {
		c.s.Answered = at(c.now)
		c.s.Late = Late(c.s, c.c, c.s.Answered)
		if got := StateOf(c.s, at(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s (late since %v)", c.name, got, c.want, c.s.Late)
		}
	}
}

// TestLearn: the habit is what the record shows, without the one outage in it.
func TestLearn(t *testing.T) {
	paper := func(skip func(time.Time) bool) (named []queue.Named) {
		for d := at("2026-03-02 00:00"); d.Before(at("2026-04-20 00:00")); d = d.Add(day) {
			if !skip(d) {
				named = append(named,
					queue.Named{ID: fmt.Sprint(d.UnixMilli()), Issue: site.DayOf(d), FirstSeen: d.Add(5 * time.Hour)})
			}
		}
		return named
	}
	spread := func(hours ...int) (named []queue.Named) {
		for _, h := range hours {
			made := at("2026-03-02 00:00").Add(time.Duration(h) * time.Hour)
			named = append(named, queue.Named{ID: fmt.Sprint(made.UnixMilli()), Issue: site.DayOf(made), FirstSeen: made})
		}
		return named
	}
	sunday := func(d time.Time) bool { return d.Weekday() == time.Sunday }
	holiday := func(d time.Time) bool { return d.Day() >= 17 && d.Day() <= 19 && d.Month() == 3 }
	for _, c := range []struct {
		name    string
		edition string
		named   []queue.Named
		c       Calendar
		want    time.Duration // 0: not known
	}{
		{"daily", "pns", paper(func(time.Time) bool { return false }), nil, day},
		{"daily, one outage", "pns", paper(holiday), nil, day},
		{"not on Sundays", "pns", paper(sunday), nil, 2 * day},
		{"not on holidays", "pns", paper(holiday)[:24],
			Calendar{"2026-03-17": true, "2026-03-18": true, "2026-03-19": true}, day},
		{"a week", "pns", paper(func(d time.Time) bool { return d.Before(at("2026-04-10 00:00")) }), nil, 0},
		{"twice", "ins", spread(0, 20*24), nil, 20 * day},
		{"once", "ins", spread(0), nil, 0},
		{"nights", "ins", spread(8, 12, 20, 32, 40, 44, 56, 500, 510), nil, 444 * time.Hour},
	} {
		u, ok := Learn(c.edition, c.named, c.c, at("2026-04-20 12:00"))
		if u.Pause != c.want && ok || ok != (c.want > 0) {
			t.Errorf("%s: %+v, %t, want %v", c.name, u, ok, c.want)
		}
		if ok && c.edition == "pns" && u.Hour != 5*time.Hour {
			t.Errorf("%s: at %v", c.name, u.Hour)
		}
	}
}
