package main

import (
	"net/http"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/extract/site"
	"mingpao/testdata/play"
)

// TestFirstRun begins an archive, of whose lists nothing is known, while the days' pages are refused. A list that was
// frozen before is told within half a day of the first paper that is missing, and no day counts as empty that nobody
// saw; where all lists have nothing to say for days, nobody is told: there may be no paper.
func TestFirstRun(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many days")
	}
	const one, all = "/rss/pns/s00001.xml", "/rss/pns/"
	const oneIsLate = "feed pns/s00001 names nothing newer than 2026-03-02"
	const allAreLate = "pns names nothing newer than 2026-03-02 in any of"
	const paper = 28*hours + 30*time.Minute // of Tuesday
	newYear := []string{"20260303", "20260304", "20260305"}
	for _, c := range []struct {
		name         string
		begins       time.Duration // from Monday on
		path, says   string        // what is frozen from Monday at ten on, "" for nothing, and what gives its age away
		noPaper      []string
		told         string        // "" for no word at all
		after, until time.Duration // from Monday on
	}{
		{"one list", 10 * hours, one, "Age", nil, oneIsLate, paper, paper + 12*hours},
		{"one list, in the evening, without a word", 20 * hours, one, "", nil, oneIsLate, paper, paper + 12*hours},
		{"all lists, by Age", 20 * hours, all, "Age", nil, allAreLate, paper, paper + 12*hours},
		{"all lists, by Date", 20 * hours, all, "Date", nil, allAreLate, paper, paper + 12*hours},
		{"all lists, without a word", 20 * hours, all, "", nil, allAreLate, paper + 72*hours, paper + 84*hours},
		{"a quiet evening", 20 * hours, "", "", nil, "", 0, 42 * hours},
		{"at night", 26 * hours, "", "", nil, "", 0, 42 * hours},
		{"before New Year", 20 * hours, "", "", newYear, "", 0, 106 * hours},
		{"on New Year", 34 * hours, "", "", newYear, "", 0, 106 * hours},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeek(t, 7, 36)
			days, err := play.NewTrouble("days-403", w.first, w.first.Add(8*24*hours))
			if err != nil {
				t.Fatal(err)
			}
			w.paper.SetTroubles(days)
			w.paper.NoPaper(c.noPaper...)
			if c.path != "" {
				w.paper.FreezeSaying(c.says, c.path, w.first.Add(10*hours), w.first.Add(8*24*hours))
			}
			for at := c.begins; at < c.until && len(w.mails) == 0; at += 3 * hours {
				w.attempt(w.first.Add(at), 0)
			}
			if c.told == "" {
				if len(w.mails) > 0 || w.odd > 0 {
					t.Errorf("%d runs were not 0; mails %q", w.odd, w.mails)
				}
				return
			}
			w.saidWithin(t, c.told, c.after, c.until-c.after)
			w.hasState(t, "pns", "s00001", "2026-03-03", health.Unknown)
		})
	}
}

// TestCachedDay has a cache keep a section's lists from noon on: on the next day they do not say how that one ended.
func TestCachedDay(t *testing.T) {
	w := newWeek(t, 2, 36)
	for _, path := range []string{"/rss/ins/s00001.xml", "/php/getlisting.php"} {
		w.paper.Freeze(path, w.first.Add(12*hours), w.first.Add(48*hours))
	}
	w.play(10*hours, 34*hours, 6*hours)
	w.hasState(t, "ins", "s00001", "2026-03-02", health.Partly)
	w.check()
}

// TestAskedWithoutValidators has a cache answer 304 for ever: once the paper's hour has passed, the list is asked
// whole, once.
func TestAskedWithoutValidators(t *testing.T) {
	w := newWorld(t)
	var whole []time.Time
	w.answer("/rss/pns/s00001.xml", func(rw http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		whole = append(whole, w.clock)
		w.site.ServeHTTP(rw, r)
	})
	w.job.Want.Sections = []site.Section{site.SectionOf(site.Daily, "s00001")}
	begins := monday.Add(8 * hours) // with the latest issue of the site's
	for w.clock = begins; w.clock.Before(begins.Add(24 * hours)); w.clock = w.clock.Add(hours / 2) {
		w.crawl()
	}
	if len(whole) != 2 || whole[1].Format("15:04") != "05:00" {
		t.Errorf("asked whole at %v", whole)
	}
}
