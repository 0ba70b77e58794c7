package upkeep_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// manySightings adds looks that found no page, a second apart.
const manySightings = `INSERT INTO addresses (address, url, article) VALUES (1, 'https://news.mingpao.com/x', 0);
	INSERT INTO witnesses VALUES (1, 'fetched', 'this', 'fetched', '', '', '', NULL);

	WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
	INSERT INTO sightings (address, at, witness, outcome, detail, taken_in, run)
	SELECT 1, strftime('%Y-%m-%dT%H:%M:%S+08:00', 1772726401 + i, 'unixepoch'), 1, 'absent', 'list', '2026-03-06', 1
	FROM n`

// TestSightingsHoldOne reads the first of 100,000: the others are not read for it, and nothing is sorted.
func TestSightingsHoldOne(t *testing.T) {
	a := sample.OpenAt(t, filepath.Join(t.TempDir(), "a.db"))
	if _, err := a.SQL.Exec(manySightings); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for s, err := range upkeep.Sightings(t.Context(), a, catalog.Filter{}) {
		if err != nil || s.URL == "" {
			t.Fatalf("%+v: %v", s, err)
		}
		break
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("the first took %d KiB", took>>10)
	}
	query, args, err := upkeep.SightingsQuery(t.Context(), a.View(), catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	scan := func(row db.Scanner) (step string, err error) {
		err = row.Scan(new(int), new(int), new(int), &step)
		return step, err
	}
	steps, err := db.Collect(t.Context(), a.View(), scan, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		if step != "SCAN s USING INDEX sightings_at" {
			t.Errorf("%s %v: %s", query, args, step)
		}
	}
}

// TestSightingsStandStill expects what is seen meanwhile to wait for the next time.
func TestSightingsStandStill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	a := sample.OpenAt(t, path)
	if _, err := a.SQL.Exec(manySightings); err != nil {
		t.Fatal(err)
	}
	reader, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	n := 0
	for _, err := range upkeep.Sightings(t.Context(), reader, catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 1 {
			if _, err := a.SQL.Exec("DELETE FROM sightings"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n != 100_001 {
		t.Errorf("%d sightings, want those that were there", n)
	}
}
