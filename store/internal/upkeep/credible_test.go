package upkeep_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// TestMergeDistrusts merges archives in which one thing cannot be what it says it is: it stays out, the rest arrives,
// and nothing of it is found here.
func TestMergeDistrusts(t *testing.T) {
	const bad = "\x1b]52;c;eA==\a"
	for _, c := range []struct {
		name, change string
		damaged      bool // else made again, or left out in silence
	}{
		{"time", "UPDATE sightings SET at = 'x' || ?1 WHERE capture = (SELECT max(capture) FROM sightings)", true},
		{"time to come", `UPDATE sightings SET at = '2999-01-01T00:00:00+08:00' || substr(?1, 1, 0)
			WHERE capture = (SELECT max(capture) FROM sightings)`, true},
		{"what told the time", "UPDATE witnesses SET source = source || ?1 WHERE source = 'metadata'", true},
		{"the name of a file", "UPDATE witnesses SET name = name || ?1 WHERE source = 'metadata'", true},
		{"the id of an archive", "UPDATE witnesses SET archive = archive || ?1 WHERE source = 'metadata'", true},
		{"what a file claims", "UPDATE witnesses SET claims = claims || ?1 WHERE source = 'metadata'", true},
		{"a witness behind itself",
			"UPDATE witnesses SET behind = witness || substr(?1, 1, 0) WHERE source = 'metadata'", true},
		{"address", "UPDATE addresses SET url = url || ?1 WHERE address = (SELECT max(address) FROM addresses)", true},
		{"hash", "UPDATE captures SET sha256 = sha256 || ?1 WHERE capture = (SELECT max(capture) FROM captures)", true},
		{"content type", "UPDATE captures SET content_type = 'text/html' || ?1", false},
		{"run", "UPDATE runs SET command = command || ?1, version = version || ?1", false},
		{"tombstone",
			"INSERT INTO removed VALUES (1, 'pns' || ?1, '1772640001001' || ?1, '2026-03-05' || ?1, 'x' || ?1)", false},
		{"tombstone's time", "INSERT INTO removed VALUES (17726400010011, 'pns', '1772640001001', ?1, 'x')", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			other, _ := sample.Filled(t)
			if _, err := other.SQL.Exec(c.change, bad); err != nil {
				t.Fatal(err)
			}
			here := sample.OpenAt(t, filepath.Join(t.TempDir(), "here.db"))
			var damaged []string
			n, err := upkeep.Merge(t.Context(), here, other, 1, time.Now(),
				func(err error) { damaged = append(damaged, err.Error()) })
			if err != nil || (len(damaged) > 0) != c.damaged || n.New == 0 {
				t.Errorf("%+v, %q, %v", n, damaged, err)
			}
			sample.Sound(t, here)
			holdsNone(t, here, bad)
			if all, err := catalog.New(here).Removals(t.Context()); err != nil || len(all) > 0 {
				t.Errorf("removed: %v, %v", all, err)
			}
		})
	}
}

// holdsNone looks through every table for a text.
func holdsNone(t *testing.T, a *db.DB, text string) {
	t.Helper()
	v := a.View()
	columns, err := db.Collect(t.Context(), v, db.Column[string], `SELECT m.name || '.' || x.name FROM sqlite_schema AS m,
		pragma_table_info(m.name) AS x WHERE m.type = 'table' AND x.type = 'TEXT'`)
	if err != nil || len(columns) < 50 {
		t.Fatal(columns, err)
	}
	for _, c := range columns {
		table, column, _ := strings.Cut(c, ".")
		n, _, err := db.One[int](t.Context(), v, `SELECT count(*) FROM "`+table+`" WHERE instr("`+column+`", ?)`, text)
		if err != nil || n > 0 {
			t.Errorf("%s: %d, %v", c, n, err)
		}
	}
}

// TestReadingIsDistrusted: an article that cannot be one stays out or is made again of its page, whatever hash
// it bears.
func TestReadingIsDistrusted(t *testing.T) {
	for _, c := range []struct{ name, change string }{
		{"id", `replace(fields, '"id":"1', '"id":"x')`},
		{"edition", `replace(fields, '"edition":"pns"', '"edition":"pns\u001b"')`},
		{"published", `replace(fields, '"published":"2', '"published":"\u001b2')`},
		{"access", `replace(fields, '"access":"full"', '"access":"full\u202e"')`},
	} {
		t.Run(c.name, func(t *testing.T) {
			other, _ := sample.Filled(t)
			sample.Do(t, other, "UPDATE readings SET fields = "+c.change)
			refingerprint(t, other)
			here := sample.OpenAt(t, filepath.Join(t.TempDir(), "here.db"))
			if _, err := upkeep.Merge(t.Context(), here, other, 1, time.Now(), func(error) {}); err != nil {
				t.Fatal(err)
			}
			n, _, err := db.One[int](t.Context(), here.View(), `SELECT count(*) FROM readings WHERE fields LIKE '%"id":"x%'
				OR fields LIKE '%\u001b%' OR fields LIKE '%\u202e%'`)
			if err != nil || n > 0 {
				t.Errorf("%d, %v", n, err)
			}
			sample.Sound(t, here)
		})
	}
}

// refingerprint makes an archive's hashes those of its readings, as a forger would.
func refingerprint(t *testing.T, a *db.DB) {
	t.Helper()
	rows, err := db.Collect(t.Context(), a.View(), func(row db.Scanner) (r [3]string, err error) {
		err = row.Scan(&r[0], &r[1], &r[2])
		return r, err
	}, "SELECT reading, fields, body FROM readings JOIN texts USING (text)")
	if err != nil || len(rows) == 0 {
		t.Fatal(err)
	}
	for _, r := range rows {
		art, err := captures.ArticleOf(r[1], r[2])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.SQL.Exec("UPDATE readings SET sha256 = ? WHERE reading = ?", captures.Fingerprint(&art),
			r[0]); err != nil {
			t.Fatal(err)
		}
	}
}
