package record_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestLooksOfTheFuture: what a clock that was ahead has recorded does not count until its day comes, or for good once
// its run is taken back; and then the archive is the one that it would have been without it.
func TestLooksOfTheFuture(t *testing.T) {
	fresh := sample.Clean(t)
	some := func(looks []record.Sighting) string {
		a := fresh()
		defer a.Close()
		sample.Record(t, a, looks...)
		return follows(t, a)
	}
	all := some(sample.Looks())
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 9))
		now := sample.Noon.Add(time.Duration(r.IntN(60))*time.Hour + 30*time.Minute)
		past, ahead := sample.Looks(), sample.Looks()
		past = slices.DeleteFunc(past, func(s record.Sighting) bool { return s.At.After(now) })
		ahead = slices.DeleteFunc(ahead, func(s record.Sighting) bool { return !s.At.After(now) })
		known := some(past)
		a := fresh()
		sample.Record(t, a, past...)
		f := frontier.New(a)
		wrong := run(t, f, sample.Noon.AddDate(0, 1, 0))
		if _, err := record.Record(t.Context(), a, wrong, ahead, sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		is := func(when, want string) {
			t.Helper()
			sound(t, a)
			if diff := cmp.Diff(want, follows(t, a)); diff != "" {
				t.Fatalf("seed %d, %s:\n%s", seed, when, diff)
			}
		}
		if starts, err := f.Discount(t.Context(), now); err != nil || len(starts) != 1 {
			t.Fatal(starts, err)
		}
		is("set aside", known)
		if len(ahead) > 0 {
			undo(t, a, run(t, f, now), wrong, now)
			is("taken back", known)
			by := run(t, f, now.AddDate(0, 2, 0))
			is("taken back for good", known)
			undo(t, a, run(t, f, now), by-1, now) // the undo
			is("set aside again", known)
		}
		run(t, f, now.AddDate(0, 2, 0))
		is("its day has come", all)
		a.Close()
	}
}

func run(t *testing.T, f *frontier.Frontier, now time.Time) int64 {
	t.Helper()
	n, err := f.BeginRun(t.Context(), "crawl", "1.0", now)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func undo(t *testing.T, a *db.DB, by, run int64, now time.Time) {
	t.Helper()
	if _, err := a.SQL.Exec("UPDATE runs SET command = 'undo' WHERE run = ?", by); err != nil {
		t.Fatal(err)
	}
	if _, err := upkeep.Undo(t.Context(), a, by, run, "a wrong clock", now); err != nil {
		t.Fatal(err)
	}
}

// follows is all that follows from looks that count.
func follows(t *testing.T, a *db.DB) string {
	return regexp.MustCompile(`(?m)^(captures|pictures) .*\n`).ReplaceAllString(sample.Derived(t, a), "")
}

// sound holds what is kept of every article against its looks.
func sound(t *testing.T, a *db.DB) {
	t.Helper()
	articles, err := db.Collect(t.Context(), a.View(), db.Column[int64],
		"SELECT article FROM readings UNION SELECT article FROM heads")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range articles {
		if tables, err := record.Stale(t.Context(), a.View(), n); err != nil || len(tables) > 0 {
			t.Errorf("article %d: %v, %v", n, tables, err)
		}
	}
}
