package verify_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// The days on which the looks of these tests are taken in.
var (
	firstDay  = sample.Noon.AddDate(0, 1, 0)
	secondDay = firstDay.AddDate(0, 0, 1)
	thirdDay  = firstDay.AddDate(0, 0, 2)
)

// sealed makes archives that are one by their id, each new.
func sealed(t *testing.T) func() *db.DB {
	fresh := sample.Clean(t)
	return func() *db.DB {
		a := fresh()
		sample.Do(t, a, "UPDATE about SET value = 'one' WHERE name = 'archive'")
		return a
	}
}

// takeIn takes looks in on a day.
func takeIn(t *testing.T, a *db.DB, day time.Time, all ...record.Sighting) {
	t.Helper()
	for len(all) > 0 {
		n := min(3, len(all))
		if _, err := record.Record(t.Context(), a, 1, all[:n], day); err != nil {
			t.Fatal(err)
		}
		all = all[n:]
	}
}

// endDays seals the days before one.
func endDays(t *testing.T, a *db.DB, today time.Time) {
	t.Helper()
	if err := record.Write(t.Context(), a, "seal", func(ctx context.Context, w *record.Writer) error {
		return w.EndDays(ctx, site.DayStamp(today))
	}); err != nil {
		t.Fatal(err)
	}
}

// sealOf is the seal of a day.
func sealOf(t *testing.T, a *db.DB, day time.Time) string {
	t.Helper()
	s, err := verify.SealOf(t.Context(), a, site.DayStamp(day))
	if err != nil {
		t.Fatal(err)
	}
	return s.SHA256
}

// holds reports whether an archive is still that of a seal, and else the first day that differs.
func holds(t *testing.T, a *db.DB, hash string, day time.Time) verify.Held {
	t.Helper()
	h, err := verify.Hold(t.Context(), a, hash, site.DayStamp(day))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// naming is a look that names the page which it found.
func naming(page record.Sighting, at time.Time) record.Sighting {
	o := record.Original{URL: page.URL, At: page.At, Digest: "sha256:" + page.Capture.Sum()}
	return record.Sighting{URL: page.URL, At: at, Source: site.TimeWARC,
		Witness: record.Witness{Name: "a.warc.gz"}}.Naming(o, "")
}

// TestSealOfAnyOrder: what is taken in on a day has one seal, in whichever order and batches it comes, looks that name
// a page and come before or after it included; and the seal of the day after it another.
func TestSealOfAnyOrder(t *testing.T) {
	fresh := sealed(t)
	page := sample.Seen(40, "頁", sample.Noon)
	all := append(sample.Looks(), page, naming(page, sample.Noon.Add(time.Hour)),
		naming(page, sample.Noon.Add(2*time.Hour)))
	want := [2]string{}
	for seed := range sample.Seeds(40) {
		r := rand.New(rand.NewPCG(seed, 9))
		a := fresh()
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		sample.Bring(t, a, r, all)
		open := sealOf(t, a, firstDay)
		endDays(t, a, secondDay)
		takeIn(t, a, secondDay, sample.Seen(41, "次日", sample.Noon))
		got := [2]string{sealOf(t, a, firstDay), sealOf(t, a, secondDay)}
		if seed == 0 {
			want = got
		}
		if got != want || open != want[0] || got[0] == got[1] {
			t.Fatalf("seed %d: %q, %s while the day lasted; want %q", seed, got, open, want)
		}
		a.Close()
	}
}

// TestSealLasts: what becomes of looks later leaves the seal of their day as it was.
func TestSealLasts(t *testing.T) {
	page := sample.Seen(1, "甲", sample.Noon)
	as := record.Sighting{URL: page.URL, At: sample.Noon.Add(3 * time.Hour), Source: site.TimeFetched,
		Seen: queue.SeenUnmodified}
	later := sample.Seen(1, "乙", sample.Noon.Add(2*time.Hour))
	of := as
	of.At, of.SHA256 = of.At.Add(time.Hour), later.Capture.Sum()
	gone := record.Sighting{URL: page.URL, At: sample.Noon.Add(9 * time.Hour), Source: site.TimeFetched,
		Seen: queue.SeenGone, Detail: "HTTP 404"}
	waits := naming(later, sample.Noon.Add(5*time.Hour))
	remove := func(t *testing.T, a *db.DB) {
		err := upkeep.Remove(t.Context(), a, []site.Ref{sample.Ref(t, page.URL)}, "", thirdDay)
		if err != nil {
			t.Fatal(err)
		}
	}
	undo := func(t *testing.T, a *db.DB) {
		if _, err := upkeep.Undo(t.Context(), a, 2, 1, "", thirdDay); err != nil {
			t.Fatal(err)
		}
	}
	comes := func(t *testing.T, a *db.DB) { takeIn(t, a, secondDay, later) }
	for _, c := range []struct {
		name   string
		become []func(*testing.T, *db.DB)
	}{
		{"a page comes late", []func(*testing.T, *db.DB){comes}},
		{"removed", []func(*testing.T, *db.DB){remove}},
		{"a page comes late, and all is removed", []func(*testing.T, *db.DB){comes, remove}},
		{"undone", []func(*testing.T, *db.DB){undo}},
		{"undone, then a page comes, then removed", []func(*testing.T, *db.DB){undo, comes, remove}},
		{"the same once more",
			[]func(*testing.T, *db.DB){func(t *testing.T, a *db.DB) { takeIn(t, a, secondDay, page, gone, waits) }}},
		{"read again", []func(*testing.T, *db.DB){func(t *testing.T, a *db.DB) {
			if err := upkeep.Repair(t.Context(), a, 1); err != nil {
				t.Fatal(err)
			}
		}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sealed(t)()
			takeIn(t, a, firstDay, page, as, of, gone, waits, sample.Seen(2, "別的", sample.Noon))
			endDays(t, a, secondDay)
			want := sealOf(t, a, firstDay)
			for _, become := range c.become {
				become(t, a)
				if h := holds(t, a, want, firstDay); !h.Same || sealOf(t, a, firstDay) != want {
					t.Errorf("it differs from %q on", h.First)
				}
			}
			endDays(t, a, thirdDay)
			sample.Sound(t, a)
		})
	}
}

// TestClockGoesBack: what is taken in on a day that had ended opens it again, with those after it; no other day
// changes.
func TestClockGoesBack(t *testing.T) {
	a := sealed(t)()
	takeIn(t, a, firstDay, sample.Seen(1, "甲", sample.Noon))
	takeIn(t, a, secondDay, sample.Seen(2, "乙", sample.Noon))
	takeIn(t, a, thirdDay, sample.Seen(3, "丙", sample.Noon))
	endDays(t, a, thirdDay.AddDate(0, 0, 1))
	want := []string{sealOf(t, a, firstDay), sealOf(t, a, secondDay), sealOf(t, a, thirdDay)}
	takeIn(t, a, secondDay, sample.Seen(4, "丁", sample.Noon))
	endDays(t, a, thirdDay.AddDate(0, 0, 1))
	got := []string{sealOf(t, a, firstDay), sealOf(t, a, secondDay), sealOf(t, a, thirdDay)}
	if got[0] != want[0] || got[1] == want[1] || got[2] == want[2] {
		t.Errorf("%q, before %q", got, want)
	}
	sample.Sound(t, a)
}

// TestTampering: a later hand that alters what was taken in, takes it away or adds to it is found, and its day named.
func TestTampering(t *testing.T) {
	const first = " WHERE at = (SELECT min(at) FROM sightings)"
	for name, harm := range map[string]string{
		"address": "UPDATE addresses SET url = replace(url, '/pns/', '/pnx/')",
		"address's number": "UPDATE sightings SET address = (SELECT max(address) FROM addresses WHERE address NOT IN " +
			"(SELECT address FROM sightings" + first + "))" + first,
		"time": "UPDATE sightings SET at = '2026-03-02T11:00:00+08:00'" + first,
		"witness": "UPDATE sightings SET witness = (SELECT min(witness) FROM witnesses WHERE witness NOT IN " +
			"(SELECT witness FROM sightings" + first + "))" + first,
		"kind of a witness": "UPDATE witnesses SET kind = 'person'",
		"its archive":       "UPDATE witnesses SET archive = 'another'",
		"its source":        "UPDATE witnesses SET source = 'given'",
		"its file":          "UPDATE witnesses SET name = name || 'x'",
		"its file's hash":   "UPDATE witnesses SET sha256 = '" + strings.Repeat("0", 64) + "'",
		"its claims":        "UPDATE witnesses SET claims = 'x'",
		"behind it": "UPDATE witnesses SET behind = (SELECT max(witness) FROM witnesses AS w WHERE w.witness <> " +
			"witnesses.witness AND w.behind IS NULL) WHERE kind = 'fetched'",
		"outcome": "UPDATE sightings SET outcome = 'absent' WHERE outcome = 'gone'",
		"detail":  "UPDATE sightings SET detail = 'HTTP 410' WHERE outcome = 'gone'",
		"page": "UPDATE sightings SET capture = (SELECT max(capture) FROM captures WHERE capture <> " +
			"sightings.capture)" + first,
		"page's hash":     "UPDATE captures SET sha256 = replace(sha256, substr(sha256, 1, 1), 'f')",
		"day":             "UPDATE sightings SET taken_in = '2026-04-03'" + first,
		"a day of no run": "UPDATE sightings SET taken_in = '2026-01-01'" + first,
		"taken away":      "DELETE FROM sightings" + first,
		"all taken away":  "DELETE FROM sightings WHERE taken_in = '2026-04-02'",
		"added": "INSERT INTO sightings (address, at, witness, outcome, taken_in, run) SELECT address, " +
			"'2026-03-01T00:00:00+08:00', witness, 'gone', taken_in, run FROM sightings" + first,
		"what is left":      "DELETE FROM leaves",
		"what is left, too": "UPDATE leaves SET sha256 = '" + strings.Repeat("0", 64) + "'",
	} {
		t.Run(name, func(t *testing.T) {
			a := sealed(t)()
			gone := record.Sighting{URL: sample.Seen(1, "", sample.Noon).URL, At: sample.Noon.Add(9 * time.Hour),
				Source: site.TimeFetched, Seen: queue.SeenGone, Detail: "HTTP 404"}
			given := sample.Seen(3, "丙", sample.Noon.Add(time.Hour))
			given.Source, given.Witness = site.TimeWARC, record.Witness{Name: "a.warc.gz"}
			removed := sample.Seen(5, "戊", sample.Noon.Add(4*time.Hour))
			takeIn(t, a, firstDay, sample.Seen(1, "甲", sample.Noon), gone, given, removed)
			takeIn(t, a, secondDay, sample.Seen(4, "丁", sample.Noon.Add(2*time.Hour)))
			if err := upkeep.Remove(t.Context(), a, []site.Ref{sample.Ref(t, removed.URL)}, "", secondDay); err != nil {
				t.Fatal(err)
			}
			endDays(t, a, thirdDay)
			want := sealOf(t, a, secondDay)
			sample.Do(t, a, "PRAGMA foreign_keys = OFF")
			if n, err := a.SQL.Exec(harm); err != nil {
				t.Fatal(err)
			} else if rows, _ := n.RowsAffected(); rows == 0 {
				t.Fatal("nothing was changed")
			}
			day := site.DayStamp(firstDay)
			if name == "a day of no run" {
				day = "2026-01-01"
			}
			if h := holds(t, a, want, secondDay); h.Same || h.First != day {
				t.Errorf("%+v", h)
			}
			if text := findings(t, a); !strings.Contains(text, "seal: ") || !strings.Contains(text, site.DayStamp(firstDay)) {
				t.Errorf("verify: %s", text)
			}
		})
	}
}

// TestSealOfAnotherDay: a seal is that of its day and its archive alone.
func TestSealOfAnotherDay(t *testing.T) {
	fresh := sealed(t)
	a, b := fresh(), fresh()
	if _, err := verify.SealOf(t.Context(), a, ""); err == nil ||
		!strings.Contains(err.Error(), "nothing had been taken in") {
		t.Error(err)
	}
	sample.Do(t, b, "UPDATE about SET value = 'other' WHERE name = 'archive'")
	for _, x := range []*db.DB{a, b} {
		takeIn(t, x, firstDay, sample.Seen(1, "甲", sample.Noon))
	}
	if s, err := verify.SealOf(t.Context(), a, ""); err != nil || s.Sealed || s.Day != site.DayStamp(firstDay) {
		t.Errorf("a day that lasts: %+v, %v", s, err)
	}
	takeIn(t, a, secondDay, sample.Seen(2, "乙", sample.Noon))
	endDays(t, a, secondDay)
	endDays(t, b, secondDay)
	seals := []string{sealOf(t, a, firstDay), sealOf(t, a, secondDay), sealOf(t, b, firstDay)}
	if s, err := verify.SealOf(t.Context(), a, ""); err != nil || !s.Sealed || s.SHA256 != seals[0] {
		t.Errorf("the last that has ended: %+v, %v", s, err)
	}
	if slices.Sort(seals); len(slices.Compact(seals)) != 3 {
		t.Errorf("%q", seals)
	}
	if h := holds(t, a, ident.Hash([]byte("x")), firstDay); h.Same || h.First != "" {
		t.Errorf("of nothing: %+v", h)
	}
	if _, err := upkeep.Merge(t.Context(), a, b, 1, secondDay, func(err error) { t.Error(err) }); err != nil {
		t.Fatal(err)
	}
	if h := holds(t, a, sealOf(t, b, firstDay), firstDay); h.Same || len(h.Claimed) != 1 || h.Claimed[0] != "other" {
		t.Errorf("another archive's: %+v", h)
	}
}
