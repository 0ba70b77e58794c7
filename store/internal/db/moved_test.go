package db_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"
	"time"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestOverwrittenWhileOpen: what is written to a file that another program has filled with something else is not taken
// for kept; what other programs do through SQLite is no harm.
func TestOverwrittenWhileOpen(t *testing.T) {
	fresh := func(t *testing.T) []byte {
		a, path := sample.OpenIn(t, "fresh.db")
		a.Close()
		return contentOf(t, path)
	}
	for _, c := range []struct {
		name string
		with func(t *testing.T, own []byte) []byte
		says string
	}{
		{"zeros", func(*testing.T, []byte) []byte { return make([]byte, 1<<20) }, "overwritten"},
		{"nothing", func(*testing.T, []byte) []byte { return nil }, "overwritten"},
		{"text", func(*testing.T, []byte) []byte { return []byte(strings.Repeat("text ", 1000)) }, "overwritten"},
		{"an empty archive", func(t *testing.T, _ []byte) []byte { return fresh(t) }, "overwritten"},
		{"an older copy of itself", func(_ *testing.T, own []byte) []byte { return own }, "overwritten"},
		{"a checkpoint of another program", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, path := sample.Filled(t)
			a.Close()
			own := contentOf(t, path)
			a = sample.OpenAt(t, path)
			sample.Record(t, a,
				sample.Sighted(sample.Article("1772380801000", "題", "文"), captures.Capture{Body: sample.ChromePage(8)},
					sample.Noon))
			sample.Do(t, a, "PRAGMA wal_checkpoint(TRUNCATE)")
			sample.Record(t, a,
				sample.Sighted(sample.Article("1772380801008", "題", "文"), captures.Capture{Body: sample.ChromePage(9)},
					sample.Noon))
			time.Sleep(10 * time.Millisecond) // a file system's clock ticks so
			if c.with == nil {
				sample.Do(t, a, "PRAGMA wal_checkpoint(TRUNCATE)")
			} else if err := os.WriteFile(path, c.with(t, own), 0o600); err != nil {
				t.Fatal(err)
			}
			look := sample.Sighted(sample.Article("1772380801001", "題", "文"), captures.Capture{Body: sample.ChromePage(1)},
				sample.Noon)
			_, err := record.Record(t.Context(), a, 1, []record.Sighting{look}, sample.Noon.AddDate(0, 1, 0))
			if (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
}

func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// openPlain opens a database as any program of SQLite does.
func openPlain(t *testing.T, path, options string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func readerAt(t *testing.T, path string) *db.DB {
	t.Helper()
	r, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
