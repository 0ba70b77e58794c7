// Package sample has archives and looks for the rooms' tests: no program is made of it.
//
//	sample.go  archives: new, filled, of earlier programs; what they hold
//	looks.go   articles, pages and looks at them; pictures.go their pictures
//	texts.go   articles of made-up text, and a scan of them to hold the search against
//	files.go   an archive's file as runs and people leave it
package sample

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
	"mingpao/store/record"
	"mingpao/store/search"
	"mingpao/testdata"
)

//go:embed testdata/*.sql
var dumps embed.FS

// Write opens an archive to write, as the door does.
func Write(ctx context.Context, path string) (*db.DB, error) {
	d, err := migrate.OpenUpToDate(ctx, path, db.Patience{})
	if err == nil {
		_ = upkeep.Erase(ctx, d)
	}
	return d, err
}

// Filled is an archive that holds Looks.
func Filled(t *testing.T) (a *db.DB, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "mingpao.db")
	a = OpenAt(t, path)
	Bring(t, a, rand.New(rand.NewPCG(3, 3)), Looks())
	return a, path
}

// OpenIn is OpenAt in a folder of the test's.
func OpenIn(t *testing.T, name string) (a *db.DB, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	return OpenAt(t, path), path
}

// Record records looks.
func Record(t *testing.T, a *db.DB, all ...record.Sighting) {
	t.Helper()
	if _, err := record.Record(t.Context(), a, 1, all, Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
}

// Do carries out a statement on an open archive.
func Do(t *testing.T, a *db.DB, statement string) {
	t.Helper()
	if _, err := a.SQL.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// Body is the text of an article of the daily paper.
func Body(t *testing.T, a *db.DB, id string) string {
	t.Helper()
	art, err := catalog.New(a).Find(t.Context(), "pns", id)
	if err != nil {
		t.Fatal(err)
	}
	return art.Body
}

// Fixture is an archive that an earlier program made, from its dump.
func Fixture(t testing.TB, name string) string {
	t.Helper()
	dump, err := dumps.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	raw.SetMaxOpenConns(1)
	if _, err := raw.Exec(string(dump)); err != nil {
		t.Fatal(err)
	}
	return path
}

// Run changes a file behind our back.
func Run(t *testing.T, path, statement string) {
	t.Helper()
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// Derived is every derived table, and what is kept of pages, as text, with the numbers that are given in turn left out.
func Derived(t testing.TB, a *db.DB) string {
	t.Helper()
	var b strings.Builder
	tables := append([]record.Table{{Name: "captures", Columns: "sha256, content_type, bytes"},
		{Name: "pictures", Columns: "capture, type, bytes, width, height"}}, record.DerivedTables...)
	for _, table := range tables {
		columns := strings.TrimSuffix(table.Columns, ", text")
		rows, err := a.SQL.Query("SELECT " + columns + " FROM " + table.Name + " ORDER BY 1, 2, 3")
		if err != nil {
			t.Fatal(err)
		}
		names, _ := rows.Columns()
		for rows.Next() {
			values := make([]any, len(names))
			targets := make([]any, len(names))
			for i := range values {
				targets[i] = &values[i]
			}
			if err := rows.Scan(targets...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, table.Name, values)
		}
		rows.Close()
	}
	return b.String()
}

// Bring records sightings in batches of random sizes; now and then a batch breaks off and is tried again.
func Bring(t *testing.T, a *db.DB, r *rand.Rand, all []record.Sighting) {
	t.Helper()
	for len(all) > 0 {
		size := min(1+r.IntN(6), len(all))
		if r.IntN(4) == 0 { // the batch with something wrong at its end: nothing of it stays
			broken := append(slices.Clone(all[:size]), record.Sighting{At: Noon.AddDate(50, 0, 0)})
			if _, err := record.Record(t.Context(), a, 1, broken, Noon.AddDate(0, 1, 0)); err == nil {
				t.Fatal("a page of the future was recorded")
			}
		}
		if _, err := record.Record(t.Context(), a, 1, all[:size], Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		all = all[size:]
	}
}

// OpenAt opens an archive to write, for a run of program 1.0.
func OpenAt(t testing.TB, path string) *db.DB {
	t.Helper()
	a, err := Write(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	run, err := frontier.New(a).BeginRun(t.Context(), "test", "1.0", Noon)
	if err != nil || run < 1 {
		t.Fatal(run, err)
	}
	return a
}

// Clean is an archive that nothing has been brought into, copied for every seed: making one costs more than filling it.
func Clean(t *testing.T) func() *db.DB {
	t.Helper()
	dir := t.TempDir()
	a := OpenAt(t, filepath.Join(dir, "clean.db"))
	a.Close()
	template, err := os.ReadFile(filepath.Join(dir, "clean.db"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	return func() *db.DB {
		n++
		path := filepath.Join(dir, fmt.Sprintf("%d.db", n))
		if err := os.WriteFile(path, template, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := Write(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close(); os.Remove(path) })
		Do(t, a, fmt.Sprintf("UPDATE about SET value = 'archive%d' WHERE name = 'archive'", n))
		return a
	}
}

// Seeds is how many random orders are tried: all where MINGPAO_SEEDS is set, else a sixth, and fewer in short tests,
// since nothing of them runs side by side for the race detector to see.
func Seeds(all uint64) uint64 {
	switch {
	case os.Getenv("MINGPAO_SEEDS") != "":
		return all
	case testing.Short():
		return max(1, all/20)
	}
	return max(3, all/6)
}

// Sound fails where an archive is not.
func Sound(t testing.TB, a *db.DB) {
	t.Helper()
	for f := range verify.Archive(t.Context(), a) {
		t.Errorf("verify: %s", f.Err)
	}
}

// RealPages adds pages that the rules can read again.
func RealPages(t *testing.T, a *db.DB) {
	t.Helper()
	for i, name := range []string{"ins-live.html", "pns-opinion.html", "fin-article.html", "ins-live.html"} {
		page := captures.Capture{ContentType: "text/html", Body: testdata.Page(name)}
		if i == 3 {
			page.Body = bytes.ReplaceAll(page.Body, []byte("逾三千人"), []byte("逾四千人"))
		}
		art, err := captures.Read("", page)
		if err != nil {
			t.Fatal(err)
		}
		at := Noon.Add(time.Duration(i) * time.Hour)
		if _, err := record.Record(t.Context(), a, 1, []record.Sighting{Sighted(art, page, at)},
			Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
	}
}

// Open makes an archive in a folder of the test's.
func Open(t *testing.T) *db.DB {
	t.Helper()
	a, err := Write(t.Context(), filepath.Join(t.TempDir(), "mingpao 報.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// Matches counts the articles that the index finds for a phrase.
func Matches(t *testing.T, a *db.DB, phrase string) (n int) {
	t.Helper()
	if err := a.SQL.QueryRow("SELECT count(*) FROM search WHERE search MATCH ?",
		`"`+search.Terms(phrase)+`"`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
