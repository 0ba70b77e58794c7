package wipe_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/wipe"
)

// scribbled is a database of trees of every kind, after much was deleted, moved and written over. Every row holds a
// mark of its own.
func scribbled(t *testing.T, path string, r *rand.Rand, pageSize int) *sql.DB {
	t.Helper()
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	raw.SetMaxOpenConns(1)
	do := func(statement string, args ...any) {
		if _, err := raw.Exec(statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(fmt.Sprintf(`PRAGMA page_size = %d; CREATE TABLE a (n INTEGER PRIMARY KEY, mark TEXT, more BLOB);
		CREATE INDEX a_mark ON a (mark); CREATE TABLE b (mark TEXT PRIMARY KEY, more TEXT) WITHOUT ROWID; BEGIN`, pageSize))
	for i := range 3000 {
		mark, more := fmt.Sprintf("mark%05d.", i), strings.Repeat("x", r.IntN(20))
		if r.IntN(20) == 0 {
			more = strings.Repeat("y", r.IntN(3*pageSize))
		}
		do("INSERT INTO a VALUES (?, ?, ?)", r.Int64(), mark, more+mark)
		do("INSERT INTO b VALUES (?, ?)", mark+more, mark+more)
		if n := r.IntN(i + 1); i%3 == 0 {
			do("DELETE FROM a WHERE mark = ?", fmt.Sprintf("mark%05d.", n))
			do("DELETE FROM b WHERE mark >= ?1 AND mark < ?1 || 'z'", fmt.Sprintf("mark%05d.", n))
		}
	}
	do(`COMMIT; DELETE FROM b WHERE mark BETWEEN 'mark00500' AND 'mark01500';
		DELETE FROM a WHERE mark BETWEEN 'mark00500' AND 'mark01500'`)
	return raw
}

func rowsIn(t *testing.T, raw *sql.DB) []string {
	t.Helper()
	rows, err := db.Collect(t.Context(), db.View{Q: raw, Zip: nil, Path: ""}, db.Column[string],
		"SELECT n || mark || more FROM a UNION ALL SELECT mark || more FROM b UNION ALL SELECT * FROM pragma_integrity_check")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestWipe: what is in use stays as it is, and nothing else is left.
func TestWipe(t *testing.T) {
	for _, pageSize := range []int{512, 1024, 4096, 65536} {
		t.Run(fmt.Sprint(pageSize), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			raw := scribbled(t, path, rand.New(rand.NewPCG(uint64(pageSize), 1)), pageSize)
			before := rowsIn(t, raw)
			roots, err := db.Collect(t.Context(), db.View{Q: raw, Zip: nil, Path: path}, db.Column[int64],
				"SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
			if err != nil {
				t.Fatal(err)
			}
			raw.Close()
			if marksLeft(t, path, before) == 0 {
				t.Error("nothing was left before")
			}
			wipeAt(t, path, roots)
			again, err := sql.Open("sqlite3", path)
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if after := rowsIn(t, again); strings.Join(after, "\n") != strings.Join(before, "\n") {
				t.Errorf("other rows: %d, were %d; %s", len(after), len(before), after[len(after)-1])
			}
			if n := marksLeft(t, path, before); n > 0 {
				t.Errorf("%d marks of rows that were deleted are left", n)
			}
		})
	}
}

func wipeAt(t *testing.T, path string, roots []int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := wipe.NewWiper(f)
	if err == nil {
		err = w.Wipe(t.Context(), roots)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// marksLeft counts the marks in a file that no row has.
func marksLeft(t *testing.T, path string, rows []string) int {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mark := regexp.MustCompile(`mark\d{5}\.`)
	left := map[string]bool{}
	for _, found := range mark.FindAll(raw, -1) {
		left[string(found)] = true
	}
	for _, row := range rows {
		for _, used := range mark.FindAllString(row, -1) {
			delete(left, used)
		}
	}
	return len(left)
}

// TestWipeDamaged: of a file that cannot be read whole nothing is wiped.
func TestWipeDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	raw := scribbled(t, path, rand.New(rand.NewPCG(5, 5)), 512)
	roots, err := db.Collect(t.Context(), db.View{Q: raw, Zip: nil, Path: path}, db.Column[int64],
		"SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
	if err != nil {
		t.Fatal(err)
	}
	raw.Close()
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(6, 6))
	refused := 0
	for range 200 {
		harmed := bytes.Clone(sound)
		page := 1 + r.IntN(len(sound)/512-1)
		for range 1 + r.IntN(8) {
			harmed[512*page+r.IntN(12)] = byte(r.Uint32())
		}
		if err := os.WriteFile(path, harmed, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		w, err := wipe.NewWiper(f)
		if err != nil {
			t.Fatal(err)
		}
		err = w.Wipe(t.Context(), roots)
		f.Close()
		if err == nil {
			continue
		}
		refused++
		if after, _ := os.ReadFile(path); !bytes.Equal(after, harmed) {
			t.Fatalf("refused, and written to: %v", err)
		}
	}
	if refused < 50 {
		t.Errorf("refused only %d of 200", refused)
	}
}

// TestWipeAutoVacuum: what another setting of SQLite has put into a file is not wiped.
func TestWipeAutoVacuum(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec("PRAGMA auto_vacuum = FULL; CREATE TABLE a (n)"); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := wipe.NewWiper(f); !db.IsDamage(err) {
		t.Error("it would be wiped:", err)
	}
}
