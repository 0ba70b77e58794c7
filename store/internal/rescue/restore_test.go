package rescue_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/rescue"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// backupOf writes a backup of an archive.
func backupOf(t *testing.T, path string) string {
	t.Helper()
	a, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := upkeep.Backup(t.Context(), a, backup); err != nil {
		t.Fatal(err)
	}
	return backup
}

// TestRestore puts a backup where an archive lies with the log of a run that was killed, where one is damaged, and
// where there is none: the backup's articles are there, and what lay there can be read under its new name.
func TestRestore(t *testing.T) {
	whole := sample.Many(t, 11) // 10 articles
	backup := backupOf(t, whole)
	for name, lies := range map[string]func(path string){
		"none":            func(string) {},
		"with a log":      func(path string) { sample.Killed(t, whole, path, 5) },
		"damaged":         func(path string) { sample.CopyFile(t, whole, path); _ = os.Truncate(path, 20000) },
		"of no bytes":     func(path string) { _ = os.WriteFile(path, nil, 0o600) },
		"the copy itself": func(path string) { sample.Killed(t, whole, path, 5); sample.CopyFile(t, backup, path) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			lies(path)
			_ = os.Chmod(path, 0o640)
			before, err := os.Stat(path)
			kept, errRestore := rescue.Restore(t.Context(), backup, path, sample.Noon)
			if errRestore != nil || (kept == "") != (err != nil) {
				t.Fatalf("kept %q, %v", kept, errRestore)
			}
			a, errOpen := sample.Write(t.Context(), path)
			if errOpen != nil {
				t.Fatal(errOpen)
			}
			defer a.Close()
			sample.Sound(t, a)
			if n, _, err := db.One[int](t.Context(), a.View(), "SELECT count(*) FROM heads"); err != nil || n != 10 {
				t.Errorf("%d articles, %v", n, err)
			}
			if before == nil {
				return
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode() != before.Mode() {
				t.Errorf("its mode is %v, %v", info.Mode(), err)
			}
			if old, err := os.Stat(kept); err != nil || !os.SameFile(old, before) {
				t.Errorf("what lay there is not kept: %v", err)
			}
			if name == "with a log" {
				old, err := sample.Write(t.Context(), kept)
				if err != nil {
					t.Fatal(err)
				}
				defer old.Close()
				if n, _, err := db.One[int](t.Context(), old.View(), "SELECT count(*) FROM heads"); err != nil || n <= 10 {
					t.Errorf("%d articles are in what lay there, %v", n, err)
				}
			}
		})
	}
}

// TestRestoreRefuses: what is not sound, or cannot be put there, changes nothing.
func TestRestoreRefuses(t *testing.T) {
	whole := sample.Many(t, 11)
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	sample.CopyFile(t, backupOf(t, whole), damaged)
	sample.Run(t, damaged, "UPDATE captures SET data = x'00' WHERE capture = (SELECT max(capture) FROM captures)")
	busy, path := sample.Filled(t)
	defer busy.Close()
	for name, c := range map[string]struct{ backup, path, want string }{
		"damaged":            {damaged, whole, "mingpao salvage"},
		"the archive itself": {whole, whole, "it is the backup itself"},
		"no archive":         {"restore_test.go", whole, "not an archive of mingpao"},
		"none":               {filepath.Join(t.TempDir(), "none.db"), whole, "there is none"},
		"while a run writes": {whole, path, db.ErrBusy.Error()},
	} {
		before, err := os.ReadFile(c.path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rescue.Restore(t.Context(), c.backup, c.path, sample.Noon); err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if after, err := os.ReadFile(c.path); err != nil || string(after) != string(before) {
			t.Errorf("%s: the archive was changed, %v", name, err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(c.path), "*.before-*")); len(left) > 0 {
			t.Errorf("%s: %v", name, left)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := rescue.Restore(ended, backupOf(t, whole), whole, sample.Noon); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
