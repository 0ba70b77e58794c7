package upkeep_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestRemoveBesideReader: while a reader holds the log the text is still in the file, Remove says so, and who opens the
// archive next to write erases it.
func TestRemoveBesideReader(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	art := sample.Article("1772380801001", hidden, hidden)
	sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: []byte("<p>" + hidden)}, sample.Noon))
	reader, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	held, err := reader.SQL.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := held.QueryRow("SELECT article FROM heads").Scan(new(int64)); err != nil {
		t.Fatal(err)
	}
	err = upkeep.Remove(t.Context(), a, []site.Ref{{Edition: "pns", ID: art.ID}}, "", sample.Noon)
	if !errors.Is(err, db.ErrPending) {
		t.Errorf("removed, though the text is in the log: %v", err)
	}
	if done, err := upkeep.IsErased(t.Context(), a); err != nil || done {
		t.Errorf("erased: %v, %v", done, err)
	}
	if _, err := catalog.New(a).Find(t.Context(), "pns", art.ID); !errors.Is(err, db.ErrUnknown) {
		t.Errorf("found: %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	a.Close()
	a = sample.OpenAt(t, path)
	if done, err := upkeep.IsErased(t.Context(), a); err != nil || !done {
		t.Errorf("erased: %v, %v", done, err)
	}
	nothingLeft(t, path, hidden)
}

// TestRemoveDamagedIndex: an index that cannot be read keeps nothing from going.
func TestRemoveDamagedIndex(t *testing.T) {
	for name, cut := range map[string]func([]byte) []byte{
		"its beginning": func(root []byte) []byte { return root[:1] },
		"its end":       func(root []byte) []byte { return root[len(root)-1:] },
	} {
		t.Run(name, func(t *testing.T) {
			a, path := sample.OpenIn(t, "a.db")
			art, other := sample.Article("1772380801001", hidden, hidden), sample.Article("1772380801002", "題", "留下的文字")
			sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: []byte("<p>" + hidden)}, sample.Noon),
				sample.Sighted(other, captures.Capture{Body: []byte("<p>留")}, sample.Noon))
			root, _, err := db.One[[]byte](t.Context(), a.View(), "SELECT root FROM search_segdir")
			if err != nil {
				t.Fatal(err)
			}
			a.Close()
			spoil(t, path, root, cut(root))
			a = sample.OpenAt(t, path)
			mustRemove(t, a, art)
			if n := sample.Matches(t, a, "留下"); n != 1 {
				t.Errorf("the index finds %d articles", n)
			}
			nothingLeft(t, path, hidden)
		})
	}
}

// TestRemoveKilled: who is killed between what a removal does leaves it to the next one who writes.
func TestRemoveKilled(t *testing.T) {
	for name, step := range map[string]func(*db.DB) error{
		"before the index": func(*db.DB) error { return nil },
		"before the file": func(a *db.DB) error {
			return record.Write(t.Context(), a, "erase", func(ctx context.Context, x *record.Writer) error {
				_, err := upkeep.EraseIndex(ctx, x)
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, path := sample.OpenIn(t, "a.db")
			art := sample.Article("1772380801001", hidden, hidden)
			sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: []byte("<p>" + hidden)}, sample.Noon))
			ended := record.Write(t.Context(), a, "remove", func(ctx context.Context, x *record.Writer) error {
				r, err := upkeep.PlanOf(ctx, x.Tx.View, sample.Ref(t, art.URL), nil)
				if err != nil {
					return err
				}
				return upkeep.RemoveOne(ctx, x, r, catalog.Tombstone{Edition: art.Edition, ID: art.ID, At: site.Stamp(sample.Noon)})
			})
			if err := errors.Join(ended, step(a)); err != nil {
				t.Fatal(err)
			}
			a.Close()
			a = sample.OpenAt(t, path)
			if done, err := upkeep.IsErased(t.Context(), a); err != nil || !done {
				t.Errorf("erased: %v, %v", done, err)
			}
			sample.Sound(t, a)
			nothingLeft(t, path, hidden)
		})
	}
}

// TestRemoveDamagedTree: a file that cannot be wiped, since a tree in it is damaged, is written anew where SQLite can.
func TestRemoveDamagedTree(t *testing.T) {
	a, path := sample.OpenIn(t, "a.db")
	art := sample.Article("1772380801001", hidden, hidden)
	sample.Record(t, a, sample.Sighted(art, captures.Capture{Body: []byte("<p>" + hidden)}, sample.Noon))
	root, _, err := db.One[int64](t.Context(), a.View(), "SELECT rootpage FROM sqlite_schema WHERE name = 'failures_at'")
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, (root-1)*4096); err != nil {
		t.Fatal(err)
	}
	a = sample.OpenAt(t, path)
	mustRemove(t, a, art)
	nothingLeft(t, path, hidden)
}

// spoil overwrites a part of what is in a file: SQLite, compiled to be defensive, lets nobody write to its own
// tables.
func spoil(t *testing.T, path string, known, part []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, known)
	if at < 0 {
		t.Fatal("it does not stand in one piece")
	}
	at += bytes.LastIndex(known, part)
	for i := range part {
		raw[at+i] = 0xff
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}
