package store

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestFileIsDistrusted: what stands in a file's schema may call nothing that is not harmless, and its cells are
// checked before they are believed, whoever opens it.
func TestFileIsDistrusted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	writer := openAt(t, path)
	mustDo(t, writer, "CREATE VIEW evil AS SELECT fold('x') AS x")
	reader, err := OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, a := range []*Archive{writer, reader} {
		for pragma, want := range map[string]int{"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1} {
			var got int
			if err := a.db.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %d, want %d, %v", pragma, got, want, err)
			}
		}
		if err := a.db.QueryRow("SELECT x FROM evil").Scan(new(string)); err == nil ||
			!strings.Contains(err.Error(), "unsafe use of fold") {
			t.Errorf("a view of the file calls our function: %v", err)
		}
	}
	if _, err := reader.db.Exec("DELETE FROM heads"); err == nil {
		t.Error("a reader writes")
	}
}
