package db_test

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mingpao/store/internal/db"
	"mingpao/store/internal/index"
	"mingpao/store/internal/migrate"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// restsAt expects an archive that any tool reads where it may not write, with nothing beside it.
func restsAt(t *testing.T, path string) {
	t.Helper()
	if b := contentOf(t, path); b[18] != 1 || b[19] != 1 { // https://sqlite.org/fileformat.html, 1.3.3
		t.Errorf("the file is of versions %d, %d, as with a log", b[18], b[19])
	}
	beside, _ := filepath.Glob(path + "-*")
	if len(beside) > 0 {
		t.Errorf("beside it: %v", beside)
	}
}

// TestAtRest: an archive that nobody has open is a file without a log, whoever had it open.
func TestAtRest(t *testing.T) {
	a, path := sample.Filled(t)
	if mode, _, err := db.One[string](t.Context(), a.View(), "PRAGMA journal_mode"); mode != "wal" || err != nil {
		t.Errorf("written in mode %s, %v", mode, err)
	}
	a.Close()
	restsAt(t, path)
	for name, use := range map[string]func(*testing.T){
		"a reader": func(t *testing.T) {
			r := readerAt(t, path)
			defer r.Close()
			sample.Sound(t, r)
		},
		"a reader that stays for longer than the writer": func(t *testing.T) {
			w, r := sample.OpenAt(t, path), readerAt(t, path)
			sample.Sound(t, r)
			w.Close()
			r.Close()
			sample.OpenAt(t, path).Close() // the next run
		},
		"a backup after it": func(t *testing.T) {
			w, r := sample.OpenAt(t, path), readerAt(t, path)
			sample.Sound(t, r)
			w.Close()
			r.Close()
			r = readerAt(t, path)
			defer r.Close()
			copied := filepath.Join(t.TempDir(), "copy.db")
			if err := upkeep.Backup(t.Context(), r, copied); err != nil {
				t.Fatal(err)
			}
			restsAt(t, copied)
		},
		"a writer that finds a reader idle": func(t *testing.T) {
			r := readerAt(t, path)
			defer r.Close()
			sample.Sound(t, r)
			w := sample.OpenAt(t, path)
			if err := upkeep.Vacuum(t.Context(), w); err != nil {
				t.Error(err)
			}
			sample.Sound(t, r)
			r.SQL.SetConnMaxIdleTime(time.Nanosecond)
			for r.SQL.Stats().OpenConnections > 0 {
				time.Sleep(10 * time.Millisecond)
			}
			w.Close()
			sample.Sound(t, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			use(t)
			restsAt(t, path)
		})
	}
}

// TestReaderIsWaitedFor: a run that begins while another program reads waits for it, and does not shut others out
// meanwhile.
func TestReaderIsWaitedFor(t *testing.T) {
	a, path := sample.Filled(t)
	a.Close()
	tx, err := openPlain(t, path, "").Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.QueryRow("SELECT count(*) FROM heads").Scan(new(int)); err != nil {
		t.Fatal(err)
	}
	opened := make(chan error, 1)
	go func() {
		w, err := migrate.OpenUpToDate(context.WithoutCancel(t.Context()), path, db.Patience{Wait: time.Hour})
		if err == nil {
			_, err = record.Record(t.Context(), w, 1, sample.Looks()[:1], sample.Noon.AddDate(0, 1, 0))
			w.Close()
		}
		opened <- err
	}()
	for range 5 {
		r := readerAt(t, path)
		sample.Sound(t, r)
		r.Close()
	}
	select {
	case err := <-opened:
		t.Fatalf("opened beside a reader: %v", err)
	default:
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Error(err)
	}
	restsAt(t, path)
}

// TestForeignWriterIsWaitedFor: a lock of another program is waited for, in any mode of the file, for as long as the
// run has patience, and the error says what it is.
func TestForeignWriterIsWaitedFor(t *testing.T) {
	look := func(a *db.DB, ctx context.Context) error {
		_, err := record.Record(ctx, a, 1, sample.Looks()[:1], sample.Noon.AddDate(0, 1, 0))
		return err
	}
	hold := func(t *testing.T, path string) *sql.Tx {
		t.Helper()
		tx, err := openPlain(t, path, "?_txlock=immediate").Begin()
		if err != nil {
			t.Fatal(err)
		}
		return tx
	}
	t.Run("for a while", func(t *testing.T) {
		a, path := sample.Filled(t)
		tx := hold(t, path)
		time.AfterFunc(2*time.Second, func() { _ = tx.Rollback() })
		if err := look(a, t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("for too long", func(t *testing.T) {
		a, path := sample.Filled(t)
		a.Locks.Patience = db.Patience{Wait: time.Hour, Until: time.Now()}
		hold(t, path)
		if err := look(a, t.Context()); !errors.Is(err, db.ErrLocked) {
			t.Errorf("%v", err)
		}
	})
	t.Run("until the run is interrupted", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.db")
		ctx, interrupt := context.WithCancel(t.Context())
		a, err := migrate.OpenUpToDate(ctx, path, db.Patience{Wait: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		hold(t, path)
		time.AfterFunc(100*time.Millisecond, interrupt)
		if err := look(a, context.WithoutCancel(ctx)); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
	t.Run("at rest", func(t *testing.T) {
		a, path := sample.Filled(t)
		a.Close()
		tx := hold(t, path)
		if _, err := migrate.OpenUpToDate(t.Context(), path, db.Patience{Until: time.Now()}); !errors.Is(err, db.ErrLocked) {
			t.Errorf("%v", err)
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
		sample.OpenAt(t, path).Close()
		restsAt(t, path)
	})
}

// TestLogIsLimited: the log does not grow with what is written while somebody reads all the time.
func TestLogIsLimited(t *testing.T) {
	a, path := sample.Filled(t)
	a.LimitLog(1 << 18)
	r := readerAt(t, path)
	defer r.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for range 3 {
		go func() {
			for ctx.Err() == nil {
				_, _ = db.Collect(t.Context(), r.View(), db.Column[string], "SELECT title FROM heads")
			}
		}()
	}
	largest := int64(0)
	for range 100 {
		sample.Do(t, a, "CREATE TABLE IF NOT EXISTS theirs (x)")
		err := a.Write(t.Context(), "write", func(ctx context.Context, t *db.Tx) error {
			return t.Exec(ctx, "INSERT INTO theirs VALUES (randomblob(200000))")
		})
		if err != nil {
			t.Fatal(err)
		}
		largest = max(largest, db.SizeOf(path+"-wal"))
	}
	if largest > 1<<20 {
		t.Errorf("the log grew to %d bytes", largest)
	}
}

// TestCutShort: a write that was cut short while the file has no log is undone by whoever opens it next.
func TestCutShort(t *testing.T) {
	a, path := sample.Filled(t)
	want := sample.Derived(t, a)
	a.Close()
	other := openPlain(t, path, "?_cache_size=1")
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("UPDATE texts SET body = 'x' || body; UPDATE captures SET data = randomblob(9000)"); err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(context.Context, string) (*db.DB, error){"to write": sample.Write,
		"to read": upkeep.OpenToRead} {
		t.Run(name, func(t *testing.T) {
			cut := filepath.Join(t.TempDir(), "cut.db")
			for _, suffix := range []string{"", "-journal"} {
				if err := os.WriteFile(cut+suffix, contentOf(t, path+suffix), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			b, err := open(t.Context(), cut)
			if err != nil {
				t.Fatal(err)
			}
			if got := sample.Derived(t, b); got != want {
				t.Error("the archive differs")
			}
			sample.Sound(t, b)
			b.Close()
			restsAt(t, cut)
		})
	}
}

// TestIndexIsJoinedSteadily: no transaction writes most of the index, as it would where SQLite joins sixteen parts of a
// size when there are so many.
func TestIndexIsJoinedSteadily(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	a.LimitLog(1)
	text := func() index.Text {
		body := make([]rune, 3000)
		for i := range body {
			body[i] = rune(0x4e00 + rand.IntN(8000))
		}
		return index.Text{Title: "題", Body: string(body)}
	}
	largest := int64(0)
	for docid := range int64(16*16 + 17) {
		if err := a.Write(t.Context(), "index",
			func(ctx context.Context, t *db.Tx) error { return index.At(ctx, t, docid+1, text()) }); err != nil {
			t.Fatal(err)
		}
		largest = max(largest, db.SizeOf(path+"-wal"))
	}
	size, _, err := db.One[int64](t.Context(), a.View(), "SELECT sum(length(block)) FROM search_segments")
	if err != nil || largest > size/2 {
		t.Errorf("a transaction has written %d of %d bytes, %v", largest, size, err)
	}
}
