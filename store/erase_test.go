package store

import (
	"errors"
	"os"
	"testing"

	"mingpao/extract/site"
)

// TestRemoveBesideReader: while a reader holds the log the text is still in the file, Remove says so, and who opens the
// archive next to write erases it.
func TestRemoveBesideReader(t *testing.T) {
	a, path := archiveIn(t, "a.db")
	art := article("1772380801001", hidden, hidden)
	mustRecord(t, a, sighted(art, Capture{Body: []byte("<p>" + hidden)}, noon))
	reader, err := OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	held, err := reader.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := held.QueryRow("SELECT article FROM heads").Scan(new(int64)); err != nil {
		t.Fatal(err)
	}
	if err := a.Remove(t.Context(), []site.Ref{{Edition: "pns", ID: art.ID}}, "", noon); !errors.Is(err, ErrPending) {
		t.Errorf("removed, though the text is in the log: %v", err)
	}
	if done, err := a.IsErased(t.Context()); err != nil || done {
		t.Errorf("erased: %v, %v", done, err)
	}
	if _, err := a.Find(t.Context(), "pns", art.ID); !errors.Is(err, ErrUnknown) {
		t.Errorf("found: %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	a.Close()
	a = openAt(t, path)
	if done, err := a.IsErased(t.Context()); err != nil || !done {
		t.Errorf("erased: %v, %v", done, err)
	}
	nothingLeft(t, path, hidden)
}

// TestRemoveDamagedIndex: an index that cannot be read keeps nothing from going.
func TestRemoveDamagedIndex(t *testing.T) {
	for name, harm := range map[string]string{
		"its leaves":    "UPDATE search_segments SET block = x'ff'; UPDATE search_segdir SET root = x'ff'",
		"its directory": "UPDATE search_segdir SET start_block = 1, leaves_end_block = 9, end_block = 9",
	} {
		t.Run(name, func(t *testing.T) {
			a, path := archiveIn(t, "a.db")
			art, other := article("1772380801001", hidden, hidden), article("1772380801002", "題", "留下的文字")
			mustRecord(t, a, sighted(art, Capture{Body: []byte("<p>" + hidden)}, noon),
				sighted(other, Capture{Body: []byte("<p>留")}, noon))
			a.Close()
			a = openAt(t, path)
			mustDo(t, a, harm)
			mustRemove(t, a, art)
			if n := matches(t, a, "留下"); n != 1 {
				t.Errorf("the index finds %d articles", n)
			}
			nothingLeft(t, path, hidden)
		})
	}
}

// TestRemoveKilled: who is killed between what a removal does leaves it to the next one who writes.
func TestRemoveKilled(t *testing.T) {
	for name, step := range map[string]func(*Archive) error{
		"before the index": func(*Archive) error { return nil },
		"before the file": func(a *Archive) error {
			return a.write(t.Context(), "erase", func(x *tx) error {
				_, err := x.eraseIndex()
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, path := archiveIn(t, "a.db")
			art := article("1772380801001", hidden, hidden)
			mustRecord(t, a, sighted(art, Capture{Body: []byte("<p>" + hidden)}, noon))
			ended := a.write(t.Context(), "remove", func(x *tx) error {
				r, err := x.removal(mustRef(t, art.URL))
				if err != nil {
					return err
				}
				return x.remove(r, Tombstone{Edition: art.Edition, ID: art.ID, At: stamp(noon)})
			})
			if err := errors.Join(ended, step(a)); err != nil {
				t.Fatal(err)
			}
			a.Close()
			a = openAt(t, path)
			if done, err := a.IsErased(t.Context()); err != nil || !done {
				t.Errorf("erased: %v, %v", done, err)
			}
			sound(t, a)
			nothingLeft(t, path, hidden)
		})
	}
}

// TestRemoveDamagedTree: a file that cannot be wiped, since a tree in it is damaged, is written anew where SQLite can.
func TestRemoveDamagedTree(t *testing.T) {
	a, path := archiveIn(t, "a.db")
	art := article("1772380801001", hidden, hidden)
	mustRecord(t, a, sighted(art, Capture{Body: []byte("<p>" + hidden)}, noon))
	root, _, err := one[int64](a.at(t.Context()), "SELECT rootpage FROM sqlite_schema WHERE name = 'failures_at'")
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
	a = openAt(t, path)
	mustRemove(t, a, art)
	nothingLeft(t, path, hidden)
}
