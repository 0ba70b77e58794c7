package main

import (
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/testdata"
)

// TestSeal: a seal is a hash of what was taken in up to a day. Whatever is taken back, removed, exported or taken in
// later, the record is still that one; a later hand is found, with the day. A copy carries it as another archive's
// word.
func TestSeal(t *testing.T) {
	dir := t.TempDir()
	db, copied := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	mustImport(t, db, "../../testdata/pages/pns-reporter.html", "../../testdata/pages/ins-live.html")
	try := func(want int, args ...string) (out, errs string) {
		t.Helper()
		status, out, errs := tryCommand(t, append([]string{args[0], "--db", db}, args[1:]...)...)
		if status != want {
			t.Fatalf("%v: status %d, want %d: %s%s", args, status, want, out, errs)
		}
		return strings.TrimSpace(out), errs
	}
	if out, errs := try(0, "seal"); len(out) != 64 || !strings.Contains(errs, "that day is not sealed yet") {
		t.Errorf("%s%s", out, errs)
	}
	alter(t, db, "UPDATE sightings SET taken_in = '2026-03-08'; UPDATE seals SET day = '2026-03-08'")
	mustImport(t, db, "../../testdata/pages/pns-opinion.html")
	hash, errs := try(0, "seal")
	if errs != "all that was taken in up to 2026-03-08\n" {
		t.Error(errs)
	}
	try(0, "remove", "--yes", testdata.ChangedID)
	try(0, "undo", "1")
	holds := []string{"seal", "--day", "2026-03-09", "--verify", strings.ToUpper(hash)}
	if out, _ := try(0, holds...); out != "all that was taken in up to 2026-03-09 is what it was" {
		t.Error(out)
	}
	try(0, "verify")

	warc := filepath.Join(dir, "a.warc.gz")
	try(0, "export", "--format", "warc", "-o", warc)
	mustImport(t, copied, warc)
	status, out, errs := tryCommand(t, "seal", "--db", copied, "--json")
	var said struct {
		Claimed []struct{ Day, SHA256 string }
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil || status != 0 || len(said.Claimed) != 1 ||
		said.Claimed[0].SHA256 != hash || said.Claimed[0].Day != "2026-03-08" {
		t.Errorf("a copy: status %d, %s%s", status, out, errs)
	}

	alter(t, db, "UPDATE sightings SET at = '2026-03-03T10:00:00+08:00' WHERE taken_in = '2026-03-08'")
	if _, errs := try(1, holds...); !strings.Contains(errs,
		"looks of 2026-03-08 were altered, taken away or added since") {
		t.Error(errs)
	}
	if out, _ := try(1, "verify"); !strings.Contains(out, "seal: what was taken in on 2026-03-08 is not what was sealed") {
		t.Error(out)
	}
	for name, args := range map[string][]string{"no day": {"--verify", hash},
		"no hash": {"--day", "2026-03-08", "--verify", "x"}, "an odd day": {"--day", "8.3."}} {
		t.Run(name, func(t *testing.T) { try(2, append([]string{"seal"}, args...)...) })
	}
}

// alter changes an archive behind the program's back.
func alter(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}
