package db_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// locksOn are the locks that this process has on a file.
func locksOn(t *testing.T, path string) (all []string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	locks, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skip(err)
	}
	own, file := fmt.Sprintf(" %d ", os.Getpid()), fmt.Sprintf(":%d ", info.Sys().(*syscall.Stat_t).Ino)
	for line := range strings.Lines(string(locks)) {
		if strings.Contains(line, "POSIX") && strings.Contains(line, own) && strings.Contains(line, file) {
			all = append(all, strings.TrimSpace(line))
		}
	}
	return all
}

// needLocks skips a test where the system does not show what SQLite has locked, as some containers do not.
func needLocks(t *testing.T) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plain.db")
	db := openPlain(t, path, "?_journal_mode=WAL")
	if _, err := db.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	if len(locksOn(t, path)) == 0 {
		t.Skip("the system shows no locks")
	}
}

// TestLocksAreKept: nothing that we do beside SQLite drops its lock on the file, without which another program takes
// itself for the only one and deletes the log.
func TestLocksAreKept(t *testing.T) {
	needLocks(t)
	w, path := sample.Filled(t)
	for _, step := range []struct {
		name string
		do   func(*testing.T)
	}{
		{"a write", func(t *testing.T) { sample.Record(t, w, sample.Looks()[0]) }},
		{"a checkpoint", func(t *testing.T) { sample.Do(t, w, "PRAGMA wal_checkpoint(TRUNCATE)") }},
		{"a write after it", func(t *testing.T) { sample.Record(t, w, sample.Looks()[1]) }},
		{"a reader", func(t *testing.T) { readerAt(t, path).Close() }},
		{"a second writer", func(t *testing.T) {
			if _, err := sample.Write(t.Context(), path); err == nil {
				t.Error("opened")
			}
		}},
		{"a backup", func(t *testing.T) {
			r := readerAt(t, path)
			defer r.Close()
			if err := upkeep.Backup(t.Context(), r, path+".copy"); err != nil {
				t.Error(err)
			}
		}},
		{"a vacuum", func(t *testing.T) {
			if err := upkeep.Vacuum(t.Context(), w); err != nil {
				t.Error(err)
			}
		}},
	} {
		step.do(t)
		if len(locksOn(t, path)) == 0 {
			t.Fatalf("after %s no lock is left", step.name)
		}
	}
}

// TestLocksOfAReaderAreKept: a writer that ends takes none of them with it.
func TestLocksOfAReaderAreKept(t *testing.T) {
	needLocks(t)
	w, path := sample.Filled(t)
	r := readerAt(t, path)
	defer r.Close()
	sample.Sound(t, r)
	sample.Record(t, w, sample.Looks()[0])
	sample.Do(t, w, "PRAGMA wal_checkpoint(TRUNCATE)")
	sample.Record(t, w, sample.Looks()[1])
	w.Close()
	if len(locksOn(t, path)) == 0 {
		t.Error("none is left")
	}
}
