package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// TestBackupMode: a copy is read by nobody who may not read the archive, also where a file of another mode lay.
func TestBackupMode(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "mingpao.db")
	tryCommand(t, "import", "--db", db, "--seen", "2026-03-10", "../../testdata/pages/pns-opinion.html")
	if err := os.Chmod(db, 0o600); err != nil {
		t.Fatal(err)
	}
	before := filepath.Join(dir, "before.db")
	if err := os.WriteFile(before, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "new.db"), before} {
		if status, _, errs := tryCommand(t, "backup", "--db", db, path); status != statusDone {
			t.Fatal(errs)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

// TestBackupRemovesLeft: a hidden copy that a kill left goes with the next backup to the file; others' files, a copy
// that is being written and one that was just begun stay.
func TestBackupRemovesLeft(t *testing.T) {
	dir := t.TempDir()
	db, copied := filepath.Join(dir, "mingpao.db"), filepath.Join(dir, "copy.db")
	tryCommand(t, "import", "--db", db, "--seen", "2026-03-10", "../../testdata/pages/pns-opinion.html")
	old := time.Now().Add(-time.Hour)
	for name, stays := range map[string]bool{".copy.db.00c0ffee": false, ".copy.db.00c0ffee-journal": false,
		".copy.db.0badcafe": true, ".copy.db.00c0ffe": true,
		".other.db.00c0ffee": true, ".copy.db.old-copy": true, ".copy.db.11111111": true} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("SQLite format 3"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := old
		if name == ".copy.db.11111111" {
			at = time.Now()
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		if name == ".copy.db.0badcafe" {
			lock := flock.New(path)
			if held, err := lock.TryLock(); err != nil || !held {
				t.Fatal(err)
			}
			defer lock.Close()
		}
		defer func() {
			if _, err := os.Stat(path); (err == nil) != stays {
				t.Errorf("%s: %v", name, err)
			}
		}()
	}
	if status, _, errs := tryCommand(t, "backup", "--db", db, copied); status != statusDone {
		t.Error(errs)
	}
}
