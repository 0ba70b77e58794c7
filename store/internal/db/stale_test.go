package db_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestStaleLog puts copies of an archive in its place while the log of a run that was killed lies beside it. Nothing is
// read through another file's log, and the message names it; the log of the file itself is read.
func TestStaleLog(t *testing.T) {
	dir := t.TempDir()
	first := filepath.Join(dir, "first.db")
	a := sample.OpenAt(t, first)
	if _, err := record.Record(t.Context(), a, 1, sample.Looks()[:1], sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	a.Close()
	logMode := filepath.Join(dir, "log-mode.db") // as earlier versions leave an archive
	sample.CopyFile(t, first, logMode)
	sample.Run(t, logMode, "PRAGMA journal_mode = WAL")
	second := filepath.Join(dir, "second.db") // of the next day
	sample.CopyFile(t, logMode, second)
	b := sample.OpenAt(t, second)
	if _, err := record.Record(t.Context(), b, 1, sample.Looks()[1:3], sample.Noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.SQL.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	secondLive := filepath.Join(dir, "second-live.db")
	sample.CopyFile(t, second, secondLive)
	b.Close()
	third := filepath.Join(dir, "third.db")
	sample.CopyFile(t, secondLive, third)
	sample.OpenAt(t, third).Close()
	sample.Run(t, third, "PRAGMA journal_mode = WAL; CREATE TABLE own (x); DROP TABLE own")
	backup := filepath.Join(dir, "backup.db")
	r, err := upkeep.OpenToRead(t.Context(), third)
	if err != nil {
		t.Fatal(err)
	}
	if err := upkeep.Backup(t.Context(), r, backup); err != nil {
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
			sample.Killed(t, third, path, 5)
			if c.put != "" {
				sample.CopyFile(t, c.put, path)
			}
			before, err := os.ReadFile(path + "-wal")
			if err != nil {
				t.Fatal(err)
			}
			_, errRead := upkeep.OpenToRead(t.Context(), path)
			_, errWrite := sample.Write(t.Context(), path)
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

// TestSpentLog has power bring back a log that was deleted when its run ended: all it holds is in the file.
func TestSpentLog(t *testing.T) {
	a, path := sample.Filled(t)
	log := filepath.Join(t.TempDir(), "wal")
	sample.CopyFile(t, path+"-wal", log)
	a.Close()
	sample.Rest(t, path)
	sample.CopyFile(t, log, path+"-wal")
	r, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sample.Sound(t, r)
}
