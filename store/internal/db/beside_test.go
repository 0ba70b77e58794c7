package db_test

import (
	"os"
	"testing"
	"time"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
)

// TestOpenWhileWritten: a file that another program is just writing to is waited for. Its header says already that it
// has grown, and its end is not written yet: without locks, it looks damaged.
func TestOpenWhileWritten(t *testing.T) {
	for _, c := range []struct {
		name string
		open func(t *testing.T, path string) (*db.DB, error)
	}{
		{"to read", func(t *testing.T, path string) (*db.DB, error) { return upkeep.OpenToRead(t.Context(), path) }},
		{"to write", func(t *testing.T, path string) (*db.DB, error) { return sample.Write(t.Context(), path) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, path := sample.Filled(t)
			a.Close()
			raw, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { raw.Close() }) // last of all: SQLite's locks go with it
			size := make([]byte, 4)
			if _, err := raw.ReadAt(size, 28); err != nil {
				t.Fatal(err)
			}
			other := openPlain(t, path, "?_txlock=exclusive")
			held, err := other.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			grown := []byte{size[0], size[1], size[2] + 1, size[3]}
			if _, err := raw.WriteAt(grown, 28); err != nil {
				t.Fatal(err)
			}
			done := make(chan struct{})
			go func() {
				defer close(done)
				time.Sleep(100 * time.Millisecond)
				_, _ = raw.WriteAt(size, 28)
				_ = held.Rollback()
			}()
			b, err := c.open(t, path)
			<-done
			if err != nil {
				t.Fatal(err)
			}
			b.Close()
		})
	}
}
