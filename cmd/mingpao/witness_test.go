package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFilesClaim: what a file says of itself is its word. "fetched" is said only of our own runs.
func TestFilesClaim(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	lived(t, in("a.db"))
	runIn(t, nil, 0, "export", "--db", in("a.db"), "--format", "warc", "-o", in("a.warc"))
	b, err := os.ReadFile(in("a.warc"))
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.ReplaceAll(b, []byte("Mingpao-Time-Source: metadata"), []byte("Mingpao-Time-Source: \x1b[31mred"))
	if err := os.WriteFile(in("forged\x1b[31m.warc"), forged, 0o600); err != nil {
		t.Fatal(err)
	}
	runIn(t, nil, 3, "import", "--db", in("b.db"), in("forged\x1b[31m.warc"))
	db, err := sql.Open("sqlite3", in("b.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{
		"SELECT count(*) FROM looks WHERE kind = 'fetched'": "0",
		`SELECT count(*) > 0 FROM looks JOIN witnesses AS w USING (witness) JOIN witnesses AS said ON said.witness = w.behind
			WHERE w.kind = 'import' AND said.kind = 'fetched'`: "1",
		"SELECT count(*) FROM witnesses WHERE instr(claims || name || source, char(27))": "0",
		"SELECT DISTINCT name || ' ' || length(sha256) FROM witnesses WHERE behind":      "forged?[31m.warc 64",
		"SELECT count(DISTINCT record) > 10 FROM sightings":                              "1",
		"SELECT count(*) FROM sightings WHERE taken_in <> date('now', '+8 hours')":       "0",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %s, want %s; %v", query, got, want, err)
		}
	}
}

// TestRunsAreListed: each with what it was given and what it brought, and whether it was taken back.
func TestRunsAreListed(t *testing.T) {
	dir := t.TempDir()
	a, other := filepath.Join(dir, "a.db"), filepath.Join(dir, "other.db")
	runIn(t, nil, 0, "import", "--db", a, "../../testdata/pages/pns-opinion.html")
	runIn(t, nil, 0, "import", "--db", other, "../../testdata/pages/pns-editorial.html")
	runIn(t, nil, 0, "merge", "--db", a, other)
	runIn(t, nil, 0, "undo", "--db", a, "--dry-run", "2")
	runIn(t, nil, 0, "undo", "--db", a, "2")
	runIn(t, nil, 1, "undo", "--db", a, "2")
	runIn(t, nil, 1, "undo", "--db", a, "3") // the other's
	lines := strings.Split(strings.TrimSpace(string(runIn(t, nil, 0, "runs", "--db", a))), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], "  undo     run 2") ||
		!strings.Contains(lines[1], "merge    brought 1 look, new 1  "+other+"  taken back") ||
		!strings.Contains(lines[2], "import   brought 1 look, new 1  ../../testdata/pages/pns-opinion.html") {
		t.Errorf("%s", strings.Join(lines, "\n"))
	}
	if out := runIn(t, nil, 0, "runs", "--db", a, "--json", "--limit", "1"); !bytes.Contains(out,
		[]byte(`"inputs":["run 2"]`)) {
		t.Errorf("%s", out)
	}
	runIn(t, nil, 1, "show", "--db", a, "1772553601001")
}

// TestForeignRetractionsAreListed: what another archive takes back of looks that are ours counts on, and is named,
// whether its word comes by merge or in a file.
func TestForeignRetractionsAreListed(t *testing.T) {
	dir := t.TempDir()
	a, b, warc := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db"), filepath.Join(dir, "b.warc.gz")
	runIn(t, nil, 0, "import", "--db", a, "../../testdata/pages/pns-opinion.html")
	runIn(t, nil, 0, "merge", "--db", b, a)
	runIn(t, nil, 0, "undo", "--db", b, "--reason", "it was wrong", "1")
	runIn(t, nil, 0, "export", "--db", b, "--format", "warc", "-o", warc)
	for _, args := range [][]string{{"import", "--db", a, warc}, {"merge", "--db", a, b}} {
		status, _, errs := tryCommand(t, args...)
		if status != 0 || !strings.Contains(errs, " (it was wrong), and that count here by the word of others: 1\n") {
			t.Errorf("%s: status %d: %s", args[0], status, errs)
		}
	}
	if out := dumpBy(t, a,
		"SELECT 'the looks that count', count(*) FROM looks WHERE retracted IS NULL"); !strings.HasSuffix(out[0], "=1") {
		t.Error(out)
	}
}
