package main

import (
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/site"
	"mingpao/store/queue"
	"mingpao/testdata/play"
)

const hours = time.Hour

// TestFrozenFeed plays a cache that answers for a feed of the paper with what it had, for six days. It is told within
// half a day of the first paper that is missing, what the days' pages name is fetched, and where these are refused, no
// day counts as empty that nobody saw, and what the feed names afterwards or the days' pages then is there.
func TestFrozenFeed(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	const begins, ends = 34 * hours, 34*hours + 6*24*hours
	calm := newWeek(t, 2, 36)
	calm.play(0, begins, hours)
	for _, refused := range []bool{false, true} {
		t.Run(map[bool]string{false: "day pages", true: "no day pages"}[refused], func(t *testing.T) {
			w := calm.continued(t, 9, 36)
			w.paper.Freeze("/rss/pns/s00001.xml", w.first.Add(begins), w.first.Add(ends))
			if refused {
				days, err := play.NewTrouble("days-403", w.first, w.first.Add(ends+24*hours))
				if err != nil {
					t.Fatal(err)
				}
				w.paper.SetTroubles(days)
			}
			w.play(begins, ends, 2*hours)
			w.saidWithin(t, "feed pns/s00001 names nothing newer than 2026-03-03", 48*hours+4*hours+30*time.Minute, 12*hours)
			if refused {
				w.hasState(t, "pns", "s00001", "2026-03-06", health.Unknown)
			}
			w.play(ends, ends+10*hours, hours)
			missing, delays := w.missing()
			for _, s := range missing {
				if !refused || s.Ref.SectionCode != "s00001" || s.Ref.Date >= "20260307" {
					t.Errorf("%s is missing", s.Ref.URL())
				}
			}
			if len(delays) == 0 || len(missing) > 3 || len(w.mails) > 1+6+1 || w.odd == 0 {
				t.Errorf("%d of %d articles are missing, %d runs were not 0, mails %q", len(missing),
					len(missing)+len(delays), w.odd, w.mails)
			}
		})
	}
}

// saidWithin: a mail says something within a time of when it happened.
func (w *played) saidWithin(t *testing.T, what string, at, within time.Duration) {
	t.Helper()
	for _, mail := range w.mails {
		told, err := time.ParseInLocation("2006 01-02 15:04", "2026 "+mail[:len("01-02 15:04")], site.Zone)
		if err == nil && strings.Contains(mail, what) {
			if late := told.Sub(w.first.Add(at)); late < 0 || late > within {
				t.Errorf("told %v after: %s", late, mail)
			}
			return
		}
	}
	t.Errorf("%q was not told: %q", what, w.mails)
}

func (w *played) hasState(t *testing.T, edition, code, day string, want health.State) {
	t.Helper()
	status, err := health.Of(t.Context(), w.archive, w.now)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range status.Coverage {
		for _, d := range s.Days {
			if s.Edition == edition && s.Code == code && d.Day == day && d.State != want {
				t.Errorf("%s/%s on %s is %q, want %q", edition, code, day, d.State, want)
			}
		}
	}
}

// TestUnreadIsNotLate has the site's certificate expire before the paper's hour, or before the end of the days for
// which lists may pause: one that nobody has read since may have named that paper.
func TestUnreadIsNotLate(t *testing.T) {
	for _, c := range []struct {
		name                   string
		begins, expires, until time.Duration
		isFrozen               bool // all lists of the paper from Monday at ten on
	}{
		{"before the paper", 24 * hours, 50 * hours, 62 * hours, false},
		{"in a pause", 20 * hours, 99 * hours, 106 * hours, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeek(t, 6, 36)
			days, err := play.NewTrouble("days-403", w.first, w.first.Add(8*24*hours))
			if err != nil {
				t.Fatal(err)
			}
			w.paper.SetTroubles(days)
			if c.isFrozen {
				w.paper.FreezeSaying("", "/rss/pns/", w.first.Add(10*hours), w.first.Add(8*24*hours))
			}
			w.play(c.begins, c.expires, 3*hours)
			w.goesWrong(expiredCertificate, c.expires, c.until)
			w.play(c.expires, c.until, 2*hours)
			said := strings.Join(w.mails, "\n")
			if strings.Contains(said, "newer") || !strings.Contains(said, "certificate") {
				t.Errorf("mails %q", w.mails)
			}
		})
	}
}

// TestNoPaper plays three days without a paper, while the days' pages are refused: what a person has noted before
// is told by nobody; what nobody noted ends by itself with the next paper.
func TestNoPaper(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	calm := newWeek(t, 2, 36)
	calm.play(0, 34*hours, hours)
	for _, noted := range []bool{true, false} {
		t.Run(map[bool]string{true: "noted", false: "not noted"}[noted], func(t *testing.T) {
			w := calm.continued(t, 8, 36)
			w.paper.NoPaper("20260304", "20260305", "20260306")
			days, err := play.NewTrouble("days-403", w.first, w.first.Add(8*24*hours))
			if err != nil {
				t.Fatal(err)
			}
			w.paper.SetTroubles(days)
			if noted {
				if err := w.archive.Frontier().AddToCalendar(t.Context(), "2026-03-04", "2026-03-06", "no paper",
					w.now); err != nil {
					t.Fatal(err)
				}
			}
			w.play(34*hours, 6*24*hours, 2*hours)
			w.check()
			w.hasState(t, "pns", "s00001", "2026-03-05", map[bool]health.State{true: health.NoPaper, false: health.Empty}[noted])
			if noted {
				if len(w.mails) > 0 || w.odd > 0 {
					t.Errorf("%d runs were not 0; mails %q", w.odd, w.mails)
				}
				return
			}
			w.saidWithin(t, "pns names nothing newer than 2026-03-03 in any of 10 lists; try: mingpao calendar add",
				48*hours+4*hours+30*time.Minute, 12*hours)
			if len(w.mails) > 2+3 || !strings.Contains(w.mails[len(w.mails)-1], "over after") {
				t.Errorf("mails %q", w.mails)
			}
			troubles, err := w.archive.Frontier().Troubles(t.Context())
			if err != nil || len(troubles) > 0 {
				t.Errorf("troubles %+v, %v", troubles, err)
			}
		})
	}
}

// TestDryList plays a list that runs dry: at most a mail a week, with what to do about it, and no run that fails; none
// where a person knows.
func TestDryList(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	for _, known := range []bool{false, true} {
		t.Run(map[bool]string{false: "not known", true: "known"}[known], func(t *testing.T) {
			w := newWeek(t, 14, 36)
			w.paper.Dry(site.Instant, "s00001", w.first.Add(30*hours))
			if known {
				for _, kind := range []string{queue.KindFeed, queue.KindListing} {
					s := queue.Source{Kind: kind, Edition: site.Instant, Code: "s00001", Choice: queue.Choice{Quiet: queue.ForGood}}
					if err := w.archive.Frontier().Choose(t.Context(), s); err != nil {
						t.Fatal(err)
					}
				}
			}
			w.play(0, map[bool]time.Duration{false: 13, true: 7}[known]*24*hours, 8*hours)
			if w.odd > 0 {
				t.Errorf("%d runs were not 0", w.odd)
			}
			if known {
				if len(w.mails) > 0 {
					t.Errorf("mails %q", w.mails)
				}
				return
			}
			if len(w.mails) == 0 || len(w.mails) > 3 || !strings.Contains(w.mails[0], "mingpao sources quiet list ins/s00001") {
				t.Errorf("mails %q", w.mails)
			}
		})
	}
}
