package db_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestAnyToolReadsIt walks every table and view through a connection without a function of ours, and checks the file.
func TestAnyToolReadsIt(t *testing.T) {
	a, path := sample.Filled(t)
	a.Close()
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	var answer string
	if err := raw.QueryRow("PRAGMA integrity_check").Scan(&answer); err != nil || answer != "ok" {
		t.Errorf("integrity_check: %s, %v", answer, err)
	}
	names, err := db.Collect(t.Context(), db.View{Q: raw, Zip: nil, Path: path}, db.Column[string],
		"SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
	if err != nil || len(names) < 20 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		rows, err := raw.Query(`SELECT * FROM "` + name + `"`)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for rows.Next() {
		}
		if err := rows.Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		rows.Close()
	}
	if _, err := raw.Exec("INSERT INTO search (search) VALUES ('rebuild')"); err != nil {
		t.Errorf("rebuild: %v", err)
	}
}

// TestForeignDatabase: another program's file is refused and not touched.
func TestForeignDatabase(t *testing.T) {
	for name, setup := range map[string]string{
		"plain":                "CREATE TABLE t (x); INSERT INTO t VALUES (1)",
		"its own user_version": "PRAGMA user_version = 1; CREATE TABLE pages (x)",
		"a log of its own":     "PRAGMA journal_mode = WAL; CREATE TABLE heads (x)",
		"a lock beside it":     "CREATE TABLE t (x)",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "foreign.db")
			raw, err := sql.Open("sqlite3", path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := raw.Exec(setup); err != nil {
				t.Fatal(err)
			}
			raw.Close()
			if strings.Contains(name, "log") { // as if its program were killed: the log is not yet in the file
				keepLog(t, path)
			}
			if strings.Contains(name, "lock") { // of an archive that lay here before
				if err := os.WriteFile(path+".lock", nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			beside, _ := filepath.Glob(path + "*")
			if _, err := sample.Write(t.Context(), path); err == nil ||
				!strings.Contains(err.Error(), "another program's database") {
				t.Errorf("to write: %v", err)
			}
			if _, err := upkeep.OpenToRead(t.Context(), path); err == nil ||
				!strings.Contains(err.Error(), "another program's database") {
				t.Errorf("to read: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was changed, %v", err)
			}
			if after, _ := filepath.Glob(path + "*"); !slices.Equal(beside, after) {
				t.Errorf("left beside it: %v; before: %v", after, beside)
			}
		})
	}
}

// keepLog writes to a database so that its log stays behind.
func keepLog(t *testing.T, path string) {
	t.Helper()
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec("CREATE TABLE more (x)"); err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(path + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatal(err)
	}
	copied, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw.Close()
	for name, content := range map[string][]byte{path: copied, path + "-wal": log} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLockIsOnTheFile: every name of an archive means the same lock.
func TestLockIsOnTheFile(t *testing.T) {
	_, path := sample.Filled(t)
	if err := os.Chmod(path, 0o664); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if _, err := sample.Write(t.Context(), link); !errors.Is(err, db.ErrBusy) {
		t.Errorf("through a link: %v", err)
	}
}

// TestLockLikeTheArchive: who may write to an archive that a group shares may lock it.
func TestLockLikeTheArchive(t *testing.T) {
	a, path := sample.Filled(t)
	a.Close()
	if err := os.Chmod(path, 0o664); err != nil {
		t.Fatal(err)
	}
	b, err := sample.Write(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if info, err := os.Stat(path + ".lock"); err != nil || info.Mode().Perm() != 0o664 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestReplacedWhileOpen: what is written to a file that is no longer there is not taken for kept.
func TestReplacedWhileOpen(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"deleted": os.Remove,
		"replaced": func(path string) error {
			if err := os.WriteFile(path+".new", nil, 0o600); err != nil {
				return err
			}
			return os.Rename(path+".new", path)
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, path := sample.Filled(t)
			if err := harm(path); err != nil {
				t.Fatal(err)
			}
			_, err := record.Record(t.Context(), a, 1, sample.Looks()[:1], sample.Noon.AddDate(0, 1, 0))
			if err == nil || !strings.Contains(err.Error(), "deleted or replaced") {
				t.Errorf("recorded: %v", err)
			}
		})
	}
}

// TestEmptyFile: a file that nothing was written to, or whose making was cut short, is none of an older version, which
// somebody might look for, and none of another program. Who writes goes on.
func TestEmptyFile(t *testing.T) {
	for name, lies := range map[string]string{"empty": "", "with a log that was begun": "-wal",
		"with a journal": "-journal", "ready for a log, without a table": ""} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "empty.db")
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path+lies, make([]byte, 600*len(lies)), 0o644); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(name, "ready") {
				sample.Run(t, path, "PRAGMA journal_mode = WAL")
			}
			if _, err := upkeep.OpenToRead(t.Context(), path); err == nil || !strings.Contains(err.Error(), "it is empty") {
				t.Errorf("%v", err)
			}
			sample.OpenAt(t, path).Close()
			r, err := upkeep.OpenToRead(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
		})
	}
}
