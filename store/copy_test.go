package store

import (
	"bytes"
	"mingpao/store/internal/db"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCopyIsAnArchive makes copies through .dump and .clone of SQLite's shell, which lose the header.
func TestCopyIsAnArchive(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("no shell of SQLite")
	}
	a, path := filledArchive(t)
	want := derivedDump(t, a)
	a.Close()
	for name, copyTo := range map[string]func(*testing.T, string, string){"dump": dumpTo, "clone": cloneTo} {
		t.Run(name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "copy.db")
			copyTo(t, path, copied)
			isArchive(t, copied, want)
		})
	}
}

func dumpTo(t *testing.T, path, copied string) {
	t.Helper()
	dump, err := exec.Command("sqlite3", path, ".dump").Output()
	if err != nil {
		t.Fatal(err)
	}
	load := exec.Command("sqlite3", copied)
	load.Stdin = bytes.NewReader(dump)
	if out, err := load.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// cloneTo copies through .clone, which complains that the index of the text has made its tables, and fills them.
func cloneTo(t *testing.T, path, copied string) {
	t.Helper()
	if out, err := exec.Command("sqlite3", path, ".clone "+copied).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// isArchive opens a copy and compares what follows in it.
func isArchive(t *testing.T, copied, want string) {
	t.Helper()
	r, err := OpenReader(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	b, err := Open(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if derivedDump(t, b) != want {
		t.Error("the copy differs")
	}
	sound(t, b)
	var id int
	if err := b.db.SQL.QueryRow("PRAGMA application_id").Scan(&id); err != nil || id != db.ApplicationID {
		t.Errorf("application_id %x, %v", id, err)
	}
}
