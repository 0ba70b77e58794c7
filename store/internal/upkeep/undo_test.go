package upkeep_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
	"mingpao/store/record"
)

// TestUndo takes an import back, and that again: the record keeps all, the articles follow.
func TestUndo(t *testing.T) {
	a := sample.Clean(t)()
	sample.Record(t, a, sample.Seen(1, "甲", sample.Noon.Add(time.Hour)))
	run := begin(t, a, "import")
	for _, s := range []record.Sighting{sample.Seen(1, "乙", sample.Noon), sample.Seen(2, "丙", sample.Noon)} {
		s.Source = site.TimeGiven
		if _, err := record.Record(t.Context(), a, run, []record.Sighting{s}, sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
	}
	isHere := func(want string) {
		t.Helper()
		got, _, err := db.One[string](t.Context(), a.View(), `SELECT coalesce(group_concat(body, ''), '')
			FROM (SELECT body FROM versions
			JOIN readings USING (capture, address) JOIN texts USING (text) ORDER BY versions.article, versions.revision)`)
		if err != nil || got != want {
			t.Errorf("%s, want %s; %v", got, want, err)
		}
		sample.Sound(t, a)
	}
	isHere("乙甲丙")
	var undos []int64
	for i, want := range []string{"甲", "乙甲丙", "甲"} {
		by := begin(t, a, "undo")
		u, err := upkeep.Undo(t.Context(), a, by, run, "", sample.Noon.AddDate(0, 1, 0))
		if err != nil || u.Looks != 2 || u.Again != (i == 1) {
			t.Errorf("%+v, %v", u, err)
		}
		isHere(want)
		undos, run = append(undos, by), by
	}
	for run, want := range map[int64]string{2: "none of its looks counts", 99: "no such run", undos[0]: "was undone"} {
		if _, err := upkeep.PlanUndo(t.Context(), a, run); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("run %d: %v, want %q", run, err, want)
		}
	}
	if n, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM looks"); n != 3 || err != nil {
		t.Errorf("%d looks, %v", n, err)
	}
}

// TestForeignRetraction: another archive takes back what it said, and says it again; in what this one saw itself it has
// no say.
func TestForeignRetraction(t *testing.T) {
	fresh := sample.Clean(t)
	a, b := fresh(), fresh()
	sample.Record(t, a, sample.Seen(1, "甲", sample.Noon))
	run := begin(t, b, "import")
	if _, err := record.Record(t.Context(), b, run, []record.Sighting{sample.Seen(2, "乙", sample.Noon)},
		sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	merge(t, a, b)
	merging := begin(t, b, "merge")
	if _, err := upkeep.Merge(t.Context(), b, a, merging, sample.Noon.AddDate(0, 1, 0),
		func(err error) { t.Error(err) }); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		undone int64
		want   int // articles
	}{{run, 1}, {merging, 1}, {0, 2}} {
		by := begin(t, b, "undo")
		undone := c.undone
		if undone == 0 {
			undone = by - 2 // which had taken back what b itself had seen
		}
		if _, err := upkeep.Undo(t.Context(), b, by, undone, "it was wrong", sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		merge(t, a, b)
		n, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM heads")
		if err != nil || n != c.want {
			t.Errorf("after the undo of %d: %d articles, want %d; %v", undone, n, c.want, err)
		}
		sample.Sound(t, a)
	}
	disputed := map[string]int{}
	for r, looks := range merge(t, a, b).Disputed {
		disputed[r.Reason] += looks
	}
	if d := cmp.Diff(map[string]int{"it was wrong": 1}, disputed); d != "" {
		t.Error(d)
	}
}

// TestRunsStayTheirs: runs of an archive that is merged are neither the last of this one nor in the way of its next,
// and its pages join the queue.
func TestRunsStayTheirs(t *testing.T) {
	fresh := sample.Clean(t)
	a, b := fresh(), fresh()
	sample.Record(t, b, sample.Seen(1, "甲", sample.Noon))
	sample.Do(t, b, "INSERT INTO runs (command, version, started) VALUES ('crawl', '1.0', '2099-01-01T00:00:00+08:00')")
	for range 2 {
		merge(t, a, b)
	}
	if last, ok, err := frontier.New(a).LastRun(t.Context(), "crawl", time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)); ok ||
		err != nil {
		t.Errorf("%+v, %v", last, err)
	}
	if all, err := frontier.New(a).AllRuns(t.Context(), 0); len(all) != 1 || err != nil {
		t.Errorf("%+v, %v", all, err)
	}
	begin(t, a, "crawl")
	for query, want := range map[string]int{"SELECT count(*) FROM runs WHERE archive <> ''": 2,
		"SELECT count(*) FROM pages WHERE due IS NOT NULL": 1} {
		if n, _, err := db.One[int](t.Context(), a.View(), query); n != want || err != nil {
			t.Errorf("%s: %d, want %d; %v", query, n, want, err)
		}
	}
}

// TestWrongClocks names runs whose clock was wrong, until they are taken back.
func TestWrongClocks(t *testing.T) {
	for name, change := range map[string]string{
		"a look to come": "UPDATE sightings SET at = '2999-01-01T00:00:00+08:00'",
		"a later run is older": "INSERT INTO runs (command, version, started) VALUES ('crawl', '1.0', " +
			"'2026-03-01T00:00:00+08:00')",
	} {
		t.Run(name, func(t *testing.T) {
			a := sample.Clean(t)()
			sample.Record(t, a, sample.Seen(1, "甲", sample.Noon))
			sample.Do(t, a, change)
			found := func() (texts string) {
				for f := range verify.Archive(t.Context(), a) {
					texts += f.Err.Error() + "\n"
				}
				return texts
			}
			if texts := found(); !strings.Contains(texts, "mingpao undo 1 takes back its looks (1)") {
				t.Errorf("found %s", texts)
			}
			if _, err := upkeep.Undo(t.Context(), a, 2, 1, "", time.Now()); err != nil {
				t.Fatal(err)
			}
			if texts := found(); strings.Contains(texts, "undo") {
				t.Errorf("found %s", texts)
			}
		})
	}
}

// TestWaitingLooksAreTakenBack: a look that waits for its page is the same look where that has come: what was taken
// back does not count there, and not here when it comes home with the page.
func TestWaitingLooksAreTakenBack(t *testing.T) {
	fresh := sample.Clean(t)
	a, b := fresh(), fresh()
	page := sample.Seen(1, "甲", sample.Noon.Add(time.Hour))
	waits := record.Sighting{URL: page.URL, At: sample.Noon, Source: site.TimeWARC}
	waits = waits.Naming(record.Original{URL: page.URL, Digest: "sha256:" + page.Capture.Sum()}, "")
	sample.Record(t, a, page)
	run := begin(t, b, "import")
	if _, err := record.Record(t.Context(), b, run, []record.Sighting{waits}, sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	merge(t, a, b)
	if _, err := upkeep.Undo(t.Context(), b, begin(t, b, "undo"), run, "wrong", sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	merge(t, a, b)
	merge(t, b, a)
	for name, d := range map[string]*db.DB{"there": a, "at home": b} {
		got, _, err := db.One[string](t.Context(), d.View(), `SELECT count(*) || ' ' || sum(retraction <> 0) || ' ' ||
			(SELECT first_seen FROM heads) FROM sightings`)
		if want := "2 1 " + site.Stamp(page.At); got != want || err != nil {
			t.Errorf("%s: looks, taken back, first seen: %s, want %s; %v", name, got, want, err)
		}
		sample.Sound(t, d)
	}
}
