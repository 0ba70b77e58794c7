package upkeep_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// TestCopyIsAnArchive makes copies through .dump and .clone of SQLite's shell, which lose the header.
func TestCopyIsAnArchive(t *testing.T) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("no shell of SQLite")
	}
	a, path := sample.Filled(t)
	want := sample.Derived(t, a)
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
	r, err := upkeep.OpenToRead(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	b, err := sample.Write(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if sample.Derived(t, b) != want {
		t.Error("the copy differs")
	}
	sample.Sound(t, b)
	var id int
	if err := b.SQL.QueryRow("PRAGMA application_id").Scan(&id); err != nil || id != db.ApplicationID {
		t.Errorf("application_id %x, %v", id, err)
	}
}

// TestOlderOnReadOnlyMount reads archives of older versions where nothing can be written.
func TestOlderOnReadOnlyMount(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	for _, name := range []string{"v1.sql", "v3.sql"} {
		path := sample.Fixture(t, name)
		readOnly(t, path)
		a, err := upkeep.OpenToRead(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		sample.Sound(t, a)
		temporary := a.TempDir
		a.Close()
		if _, err := os.Stat(temporary); temporary == "" || err == nil {
			t.Errorf("the copy %q is left", temporary)
		}
	}
}

// readOnly takes the right to write to a file and its folder away.
func readOnly(t *testing.T, path string) {
	t.Helper()
	dir := filepath.Dir(path)
	for name, mode := range map[string]os.FileMode{path: 0o444, dir: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
}
