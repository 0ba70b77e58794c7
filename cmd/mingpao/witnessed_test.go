package main

import (
	"archive/zip"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/export"
)

// further are calls that print more of looks than those of printing and their --json do.
var further = map[string][]string{
	"list": {"list --gone"}, "search": {"search 環島"}, "show": {"show --raw 1772500000001", "show --explain 1772500000001"},
	"changes": {"changes --since 2026-03-01 --suspect"}, "stats": {"stats --by day"},
	"sections":    {"sections --from 2026-03-01"},
	"cite":        {"cite 1772500000001 --revisions 1,2", "cite 1772500000001 --format bibtex"},
	"concordance": {"concordance 環島跑 --format json", "concordance 環島跑 --format csv"},
	"extract":     {}, // of a file, which is no archive
}

// dated are those which print the times of looks: the test sees them.
var dated = []string{"show", "history", "changes", "digest", "list --json", "search --json", "export --format jsonl",
	"export --format csv", "export --format atom"}

// TestTimesAreWitnessed: no command names the time of a look at an article without whose word it is. A new command, a
// new flag --json and a new format are looked at as they come: each has a line in printing, or prints nothing of an
// archive.
func TestTimesAreWitnessed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	lived(t, path)
	changeFile(t, path, followAll)
	t.Setenv("MINGPAO_DB", path)
	stamps := lookStamps(t, path)
	var seen []string
	for _, line := range printingLines(t) {
		_, out, errs := tryCommand(t, strings.Fields(line)...)
		text := out + errs + written(t, line)
		if !hasStamp(text, stamps) {
			continue
		}
		seen = append(seen, line)
		if !isWitnessed(text) {
			t.Errorf("%s: the time of a look, and not whose word it is: %s", line, text)
		}
	}
	for _, what := range dated {
		if !slices.ContainsFunc(seen, func(line string) bool { return isCall(line, what) }) {
			t.Errorf("%s: no time of a look is seen in it; in these: %q", what, seen)
		}
	}
}

// isCall reports whether a line calls a command, with the flags that are given.
func isCall(line, what string) bool {
	words := strings.Fields(line)
	for _, word := range strings.Fields(what) {
		if !slices.Contains(words, word) {
			return false
		}
	}
	return strings.HasPrefix(line, strings.Fields(what)[0])
}

// printingLines are calls of every command, and of every format.
func printingLines(t *testing.T) (lines []string) {
	t.Helper()
	for _, c := range newRoot(streams{}).Commands() {
		line, known := printing[c.Name()]
		if !known && c.Runnable() {
			t.Errorf("%s: nobody looks at the times that it prints", c.Name())
		}
		if line == "" || c.Name() == "demo" { // which has an archive of its own
			continue
		}
		lines = append(append(lines, line), further[c.Name()]...)
		if c.Flags().Lookup("json") != nil {
			lines = append(lines, line+" --json")
		}
	}
	for _, f := range export.Formats() {
		file := ""
		if f.File || f.Folder {
			file = " -o " + filepath.Join(t.TempDir(), "out")
		}
		lines = append(lines, "export --format "+f.Name+file)
	}
	return lines
}

// written is what a command has written into a file or a folder, unpacked where it is a book.
func written(t *testing.T, line string) (text string) {
	t.Helper()
	_, path, found := strings.Cut(line, " -o ")
	if !found || path == "-" {
		return ""
	}
	var files fs.FS = os.DirFS(path)
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		book, err := zip.OpenReader(path)
		if err != nil { // WARC: each record bears its witness in a field, which is a test of its own
			return ""
		}
		defer book.Close()
		files = book
	}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		text += string(b)
		return err
	})
	if err != nil || text == "" {
		t.Errorf("%s wrote nothing: %v", line, err)
	}
	return text
}

// named are those of a line an article, which print the paper's own times and since when one is gone.
var named = []string{"list", "search"}

// TestHelpNamesWitness: where a line has no room for the witness, the help says where it is.
func TestHelpNamesWitness(t *testing.T) {
	for _, name := range named {
		if help := string(runIn(t, nil, 0, name, "--help")); !strings.Contains(help, "mingpao history ID") {
			t.Errorf("%s: nothing says where the witness is seen", name)
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
