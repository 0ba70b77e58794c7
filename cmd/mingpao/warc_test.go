package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nlnwa/gowarc/v3"
)

// derived are the tables that follow from the sightings, and the sightings themselves by what they say.
var derived = []string{
	"SELECT DISTINCT url, at, outcome, detail, coalesce(sha256, '') FROM sightings JOIN addresses USING (address) LEFT " +
		"JOIN captures USING (capture) ORDER BY 1, 2, 3, 4",
	"SELECT article, edition, id, section, section_code, title, \"column\", published, access, revision, first_seen, " +
		"changed, last_seen, gone, capture, address, body FROM heads JOIN texts USING (text) ORDER BY 1",
	"SELECT article, revision, seen, last_seen, sightings, cause, capture, address FROM versions ORDER BY 1, 2",
	"SELECT * FROM authors ORDER BY 1, 2", "SELECT * FROM keywords ORDER BY 1, 2",
	"SELECT * FROM images ORDER BY 1, 2", "SELECT * FROM aliases ORDER BY 1, 2",
	"SELECT edition, id, at, reason FROM removed ORDER BY 2",
	"SELECT capture, sha256, content_type, bytes FROM captures ORDER BY 1", "SELECT hash, body FROM texts ORDER BY 1, 2",
	"SELECT * FROM pictures ORDER BY 1",
}

// witnessed are the looks with who saw them, by the archive's word, or through a file: by the word of the one that
// wrote it.
var witnessed = map[bool]string{
	false: "SELECT url, s.at, outcome, head, w.*, r.archive, r.run, r.at, reason FROM sightings AS s LEFT JOIN " +
		"retractions AS r USING (retraction) JOIN addresses USING (address) LEFT JOIN answers USING (answer) JOIN " +
		"witnesses AS w USING (witness) ORDER BY 1, 2, 3, w.witness",
	true: "SELECT url, s.at, outcome, head, w.*, r.archive, r.run, r.at, reason FROM sightings AS s LEFT JOIN " +
		"retractions AS r USING (retraction) JOIN addresses USING (address) LEFT JOIN answers USING (answer) JOIN " +
		"witnesses AS f USING (witness) JOIN witnesses AS w ON w.witness = f.behind ORDER BY 1, 2, 3, w.witness",
}

func dumpOf(t *testing.T, path string) []string {
	t.Helper()
	return dumpBy(t, path, derived...)
}

func dumpBy(t *testing.T, path string, queries ...string) (dump []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range queries {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			line := query[:30]
			for i, v := range values {
				line += fmt.Sprintf(" %s=%v", columns[i], *v.(*any))
			}
			dump = append(dump, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return dump
}

// runIn runs a command line and expects a status.
func runIn(t *testing.T, in io.Reader, status int, args ...string) (out []byte) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if got := run(t.Context(), args, streams{in, &stdout, &stderr}); got != status {
		t.Fatalf("mingpao %s: status %d, want %d: %s", strings.Join(args, " "), got, status, &stderr)
	}
	return stdout.Bytes()
}

// TestWARCRoundTrip expects an archive that is written as WARC and imported to be the same archive: as a file,
// compressed or not, as a stream, record by record in the wrong order, and written again.
func TestWARCRoundTrip(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	lived(t, in("a.db"))
	want, seen := dumpOf(t, in("a.db")), dumpBy(t, in("a.db"), witnessed[false])
	packed := runIn(t, nil, 0, "export", "--db", in("a.db"), "--format", "warc", "-o", "-")
	runIn(t, nil, 0, "export", "--db", in("a.db"), "--format", "warc", "-o", in("a.warc.gz"))
	runIn(t, nil, 0, "export", "--db", in("a.db"), "--format", "warc", "-o", in("a.warc"))
	for name, source := range map[string]string{"file": in("a.warc.gz"), "plain": in("a.warc"), "stream": "-"} {
		db := in(name + ".db")
		runIn(t, bytes.NewReader(packed), 3, "import", "--pictures", "--db", db, source) // one page holds no article
		if diff := cmp.Diff(want, dumpOf(t, db)); diff != "" {
			t.Errorf("%s: archive (-) and what came back (+):\n%s", name, diff)
		}
		if diff := cmp.Diff(seen, dumpBy(t, db, witnessed[true])); diff != "" {
			t.Errorf("%s: who saw what (-) and what came back (+):\n%s", name, diff)
		}
		runIn(t, bytes.NewReader(packed), 3, "import", "--pictures", "--db", db, source)
		if diff := cmp.Diff(want, dumpOf(t, db)); diff != "" {
			t.Errorf("%s, imported twice:\n%s", name, diff)
		}
	}
	runIn(t, nil, 3, "import", "--pictures", "--db", in("a.db"), in("a.warc"))
	if diff := cmp.Diff(seen, dumpBy(t, in("a.db"), witnessed[false])); diff != "" {
		t.Errorf("what came home (+) is not what left (-):\n%s", diff)
	}
	runIn(t, nil, 0, "export", "--db", in("file.db"), "--format", "warc", "-o", in("again.warc"))
	if before, again := records(t, in("a.warc")), records(t, in("again.warc")); !bytes.Equal(before, again) {
		t.Error("what came back is written in another way")
	}
}

// records are a plain WARC file after its first record, which names the archive and the time, and without the names
// of records and of those who hand them on.
func records(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(b, []byte("\r\n\r\nWARC/1.1\r\n"))
	return regexp.MustCompile(`(?i)(WARC-(Warcinfo-|Record-)ID|WARC-Refers-To|Mingpao-Witness): .*`).ReplaceAll(rest, nil)
}

// TestWARCIsValid reads what is written with the library's strictest eye.
func TestWARCIsValid(t *testing.T) {
	dir := t.TempDir()
	lived(t, filepath.Join(dir, "a.db"))
	file := filepath.Join(dir, "a.warc.gz")
	runIn(t, nil, 0, "export", "--db", filepath.Join(dir, "a.db"), "--format", "warc", "-o", file)
	r, err := gowarc.NewWarcFileReader(file, 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	kinds := map[string]int{}
	for {
		record, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(record.Validation) > 0 {
			t.Fatalf("record at %d: %v %v", record.Offset, err, record.Validation)
		}
		kinds[record.WarcRecord.Type().String()]++
		record.Close()
	}
	if diff := cmp.Diff(map[string]int{"warcinfo": 1, "resource": 15, "response": 6, "revisit": 9, "metadata": 4},
		kinds); diff != "" {
		t.Error(diff)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	z.Multistream(false)
	if first, err := io.ReadAll(z); err != nil || strings.Count(string(first), "WARC/1.1") != 1 ||
		!bytes.Contains(first, []byte("software: mingpao/")) {
		t.Errorf("the first member is %q, %v", first, err)
	}
}

// TestHandedOnComesHome: what another archive saw, and this one handed on in a WARC, is no new look when the file comes
// home.
func TestHandedOnComesHome(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "mingpao.db"), filepath.Join(dir, "all.warc.gz")
	manyThings(t, db)
	before := looksOf(t, db)
	for _, args := range [][]string{{"export", "--db", db, "--format", "warc", "-o", file}, {"import", "--db", db, file}} {
		if status, _, errs := tryCommand(t, args...); status != statusDone && status != statusPartly { // a page is no article
			t.Fatalf("%v: status %d: %s", args, status, errs)
		}
	}
	if diff := cmp.Diff(before, looksOf(t, db)); diff != "" {
		t.Errorf("before (-) and after (+) it came home: %s", diff)
	}
}

// looksOf counts an archive's looks by witness and outcome.
func looksOf(t *testing.T, db string) map[string]int {
	t.Helper()
	d, err := sql.Open("sqlite3", "file:"+db+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	rows, err := d.Query("SELECT kind || ' ' || witness || ' ' || outcome, count(*) FROM looks GROUP BY 1")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		counts[name] = n
	}
	return counts
}
