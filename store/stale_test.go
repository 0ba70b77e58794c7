package store

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// copyTo copies a file as cp does, into the file that is there.
func copyTo(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// killed makes what a run that was killed leaves at path: the file and its log. The run has begun with the archive at
// from.
func killed(t *testing.T, from, path string, seed uint64) {
	t.Helper()
	live := filepath.Join(t.TempDir(), "live.db")
	copyTo(t, from, live)
	a := openAt(t, live)
	if _, err := a.db.SQL.Exec("PRAGMA wal_autocheckpoint = 0"); err != nil {
		t.Fatal(err)
	}
	bring(t, a, rand.New(rand.NewPCG(seed, seed)), recordPages())
	for _, end := range []string{"", "-wal"} {
		copyTo(t, live+end, path+end)
	}
	a.Close()
}

// rested is an archive as a run leaves it that ended: without a log, in rollback mode.
func rested(t *testing.T, path string) {
	t.Helper()
	mustRun(t, path, "PRAGMA journal_mode = DELETE")
}

// TestStaleLog puts copies of an archive in its place while the log of a run that was killed lies beside it. Nothing is
// read through another file's log, and the message names it; the log of the file itself is read.
func TestStaleLog(t *testing.T) {
	dir := t.TempDir()
	first := filepath.Join(dir, "first.db")
	a := openAt(t, first)
	if _, err := a.Record(t.Context(), 1, recordPages()[:1], noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	a.Close()
	logMode := filepath.Join(dir, "log-mode.db") // as earlier versions leave an archive
	copyTo(t, first, logMode)
	mustRun(t, logMode, "PRAGMA journal_mode = WAL")
	second := filepath.Join(dir, "second.db") // of the next day
	copyTo(t, logMode, second)
	b := openAt(t, second)
	if _, err := b.Record(t.Context(), 1, recordPages()[1:3], noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.SQL.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	secondLive := filepath.Join(dir, "second-live.db")
	copyTo(t, second, secondLive)
	b.Close()
	third := filepath.Join(dir, "third.db")
	copyTo(t, secondLive, third)
	openAt(t, third).Close()
	mustRun(t, third, "PRAGMA journal_mode = WAL; CREATE TABLE own (x); DROP TABLE own")
	backup := filepath.Join(dir, "backup.db")
	r, err := OpenReader(t.Context(), third)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	r.Close()
	for _, c := range []struct {
		name, put string // in the place of the archive; "": nothing
		isStale   bool
	}{
		{"its own", "", false},
		{"a backup", backup, true},
		{"a plain copy of another day, at rest", first, true},
		{"a plain copy of another day, in log mode", logMode, true},
		{"a plain copy while a run wrote", secondLive, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			killed(t, third, path, 5)
			if c.put != "" {
				copyTo(t, c.put, path)
			}
			before, err := os.ReadFile(path + "-wal")
			if err != nil {
				t.Fatal(err)
			}
			_, errRead := OpenReader(t.Context(), path)
			_, errWrite := Open(t.Context(), path)
			for _, err := range []error{errRead, errWrite} {
				if isStale := err != nil && strings.Contains(err.Error(), "is another file's"); isStale != c.isStale {
					t.Errorf("%v", err)
				}
			}
			if after, err := os.ReadFile(path + "-wal"); c.isStale && (err != nil || len(after) != len(before)) {
				t.Errorf("the log is not as it was: %v", err)
			}
		})
	}
}

// TestSpentLog has power bring back a log that was deleted when its run ended: all it holds stands in the file.
func TestSpentLog(t *testing.T) {
	a, path := filledArchive(t)
	log := filepath.Join(t.TempDir(), "wal")
	copyTo(t, path+"-wal", log)
	a.Close()
	rested(t, path)
	copyTo(t, log, path+"-wal")
	r, err := OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sound(t, r)
}
