package main

import (
	"database/sql"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func manualPage(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("internal/cli/manual/" + name + ".md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestManualOfSQL asks an archive every question of the manual, with a tool that is not mingpao's.
func TestManualOfSQL(t *testing.T) {
	db := editedArchive(t, t.TempDir())
	asked := ""
	for _, block := range regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(manualPage(t, "sql"), -1) {
		asked += block[1]
	}
	queries(t, db, asked)
	if n := strings.Count(asked, ";"); n != 22 {
		t.Errorf("%d statements, want the twenty questions and two searches", n)
	}
	search, _, _ := strings.Cut(asked, ";")
	raw, err := sql.Open("sqlite3", db)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for phrase, want := range map[string]int{"環 島 跑": 1, "環島跑": 0} {
		var n int
		counted := "SELECT count(*) FROM (" + strings.Replace(search, "圖 書 館", phrase, 1) + ")"
		if err := raw.QueryRow(counted).Scan(&n); err != nil || n != want {
			t.Errorf("%s: %d articles, want %d; %v", phrase, n, want, err)
		}
	}
}

// TestManualOfFields: the manual names the fields that extract and export write, and no others.
func TestManualOfFields(t *testing.T) {
	db := editedArchive(t, t.TempDir())
	status, exported, errs := tryCommand(t, "export", "--db", db, "--format", "jsonl")
	if status != statusDone {
		t.Fatal(errs)
	}
	status, extracted, errs := tryCommand(t, "extract", "--format", "jsonl",
		filepath.Join("../../testdata/pages", "pns-opinion.html"))
	if status != statusDone {
		t.Fatal(errs)
	}
	written := map[string]any{"suspect": "", "withheld": ""} // only where something is
	for _, out := range []string{exported, extracted} {
		line, _, _ := strings.Cut(out, "\n")
		if err := json.Unmarshal([]byte(line), &written); err != nil {
			t.Fatal(err)
		}
	}
	var named []string
	for _, m := range regexp.MustCompile("(?m)^- (`.*?`): ").FindAllStringSubmatch(manualPage(t, "article"), -1) {
		named = append(named, strings.Trim(m[1], "`"))
	}
	slices.Sort(named)
	if fields := slices.Sorted(maps.Keys(written)); !slices.Equal(named, fields) {
		t.Errorf("the manual names\n%q, written are\n%q", named, fields)
	}
}
