package db_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// TestFileIsDistrusted: what is in a file's schema may call nothing that is not harmless, and its cells are
// checked before they are believed, whoever opens it.
func TestFileIsDistrusted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	writer := sample.OpenAt(t, path)
	sample.Do(t, writer, "CREATE VIEW evil AS SELECT fold('x') AS x")
	reader, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, a := range []*db.DB{writer, reader} {
		for pragma, want := range map[string]int{"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1} {
			var got int
			if err := a.SQL.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %d, want %d, %v", pragma, got, want, err)
			}
		}
		if err := a.SQL.QueryRow("SELECT x FROM evil").Scan(new(string)); err == nil ||
			!strings.Contains(err.Error(), "unsafe use of fold") {
			t.Errorf("a view of the file calls our function: %v", err)
		}
	}
	if _, err := reader.SQL.Exec("DELETE FROM heads"); err == nil {
		t.Error("a reader writes")
	}
}

// TestLimits: what a person's own tables may do beside ours is bounded, and a row of ours is no longer than one can be.
func TestLimits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	sample.OpenAt(t, path).Close()
	sample.Run(t, path, `CREATE TABLE notes (note); CREATE TRIGGER counted AFTER INSERT ON notes BEGIN DELETE
		FROM hosts; END; INSERT INTO hosts (origin, robots) VALUES ('https://x.test', zeroblob(150 << 20))`)
	a, err := sample.Write(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, c := range []struct{ name, statement, want string }{
		{"a row", "UPDATE hosts SET robots = robots || 'x'", "too big"},
		{"a text", "SELECT hex(zeroblob(100 << 20))", "too big"},
		{"a trigger", "INSERT INTO notes VALUES (1)", "triggers nested too deep"},
	} {
		if _, err := a.SQL.Exec(c.statement); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestDefensive: where SQLite was compiled to be defensive, as make has it, no statement changes its own tables.
func TestDefensive(t *testing.T) {
	if !strings.Contains(os.Getenv("CGO_CFLAGS"), "SQLITE_DEFAULT_DEFENSIVE=1") {
		t.Skip("make compiles SQLite in this way")
	}
	a := sample.OpenAt(t, filepath.Join(t.TempDir(), "mingpao.db"))
	for _, statement := range []string{"DELETE FROM search_segdir",
		"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"} {
		if _, err := a.SQL.Exec(statement); err == nil || !strings.Contains(err.Error(), "may not be modified") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
