package main

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/export"
)

// dated are the commands that print when an article was seen, with an article of the archive that lived makes.
var dated = map[string][][]string{
	"history": {{"history", "1772500000001"}, {"history", "--json", "1772500000001"}},
	"show":    {{"show", "1772500000001"}, {"show", "--json", "1772500000001"}},
	"changes": {{"changes", "--since", "2026-03-01"}, {"changes", "--json", "--since", "2026-03-01"}},
	"digest":  {{"digest", "--dry-run"}, {"digest", "--dry-run", "--json"}},
	"list":    {{"list", "--json"}},
	"search":  {{"search", "--json", "環島"}},
	"export":  {{"export", "--format", "jsonl"}, {"export", "--format", "csv"}, {"export", "--format", "atom"}},
}

// named are those of a line an article, which print the paper's own times and since when one is gone: their help says
// where the witness is.
var named = []string{"list", "search"}

// silent are the other commands that read an archive: they print no time of an article, or of looks as such.
var silent = [][]string{{"list"}, {"search", "環島"}, {"stats"}, {"stats", "--json"}, {"status"}, {"authors"}, {"columns"},
	{"sections"}, {"show", "--raw", "1772500000001"}, {"show", "--explain", "1772500000001"}}

// TestTimesAreWitnessed: no output names the time of a look at an article without whose word it is, or where that is seen.
func TestTimesAreWitnessed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	lived(t, path)
	changeFile(t, path, followAll)
	stamps := lookStamps(t, path)
	out := func(args []string) string {
		return string(runIn(t, nil, 0, append(args[:1:1], append([]string{"--db", path}, args[1:]...)...)...))
	}
	for name, calls := range dated {
		for _, args := range calls {
			text := out(args)
			if !hasStamp(text, stamps) || !isWitnessed(text) {
				t.Errorf("%s (%s): no time, or no witness: %s", strings.Join(args, " "), name, text)
			}
		}
	}
	for _, args := range silent {
		if text := out(args); hasStamp(text, stamps) && !isWitnessed(text) {
			t.Errorf("%s: a time without a witness: %s", strings.Join(args, " "), text)
		}
	}
	for _, name := range named {
		if help := string(runIn(t, nil, 0, name, "--help")); !strings.Contains(help, "mingpao history ID") {
			t.Errorf("%s: nothing says where the witness is seen", name)
		}
	}
}

// TestFormatsAreWitnessed: every format of articles says whose word their times are, in a file or a folder.
func TestFormatsAreWitnessed(t *testing.T) {
	for _, f := range export.Formats() {
		isListed := false
		for _, args := range dated["export"] {
			isListed = isListed || args[2] == f.Name
		}
		if !isListed && !f.Cites && !f.Sightings && !f.File && !f.Folder {
			t.Errorf("nobody looks whether %s names the witness", f.Name)
		}
	}
}

func isWitnessed(text string) bool {
	for _, words := range []string{"fetched by this archive", "本檔案庫讀取", `"kind":"fetched"`, `"kind": "fetched"`} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

func hasStamp(text string, stamps []string) bool {
	for _, stamp := range stamps {
		if strings.Contains(text, stamp) || strings.Contains(text, strings.Replace(stamp, "T", " ", 1)) {
			return true
		}
	}
	return false
}

// lookStamps are the times of all looks, to the minute.
func lookStamps(t *testing.T, path string) (all []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT DISTINCT substr(at, 1, 16) FROM looks")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var stamp string
		if err := rows.Scan(&stamp); err != nil {
			t.Fatal(err)
		}
		all = append(all, stamp)
	}
	return all
}

// TestViewLooks: any tool sees each look with its witness.
func TestViewLooks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	lived(t, path)
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT address, url, article, at, witness, kind, outcome, sha256, retracted FROM looks WHERE kind = 'fetched'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if !rows.Next() {
		t.Error("no look of the archive's own run")
	}
}
