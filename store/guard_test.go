package store

import (
	"bytes"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/pack"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
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
			if err := a.db.SQL.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %d, want %d, %v", pragma, got, want, err)
			}
		}
		if err := a.db.SQL.QueryRow("SELECT x FROM evil").Scan(new(string)); err == nil ||
			!strings.Contains(err.Error(), "unsafe use of fold") {
			t.Errorf("a view of the file calls our function: %v", err)
		}
	}
	if _, err := reader.db.SQL.Exec("DELETE FROM heads"); err == nil {
		t.Error("a reader writes")
	}
}

// TestLimits: what a person's own tables may do beside ours is bounded, and a row of ours is no longer than one can be.
func TestLimits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	openAt(t, path).Close()
	mustRun(t, path, `CREATE TABLE notes (note); CREATE TRIGGER counted AFTER INSERT ON notes BEGIN DELETE FROM hosts; END;
		INSERT INTO hosts (origin, robots) VALUES ('https://x.test', zeroblob(150 << 20))`)
	a, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, c := range []struct{ name, statement, want string }{
		{"a row", "UPDATE hosts SET robots = robots || 'x'", "too big"},
		{"a text", "SELECT hex(zeroblob(100 << 20))", "too big"},
		{"a trigger", "INSERT INTO notes VALUES (1)", "triggers nested too deep"},
	} {
		if _, err := a.db.SQL.Exec(c.statement); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestDefensive: where SQLite was compiled to be defensive, as make has it, no statement changes its own tables.
func TestDefensive(t *testing.T) {
	if !strings.Contains(os.Getenv("CGO_CFLAGS"), "SQLITE_DEFAULT_DEFENSIVE=1") {
		t.Skip("make compiles SQLite in this way")
	}
	a := openAt(t, filepath.Join(t.TempDir(), "mingpao.db"))
	for _, statement := range []string{"DELETE FROM search_segdir",
		"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"} {
		if _, err := a.db.SQL.Exec(statement); err == nil || !strings.Contains(err.Error(), "may not be modified") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// zeros packs so many of them.
func zeros(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	enc, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	for some := make([]byte, 1<<20); n > 0; n -= len(some) {
		if _, err := enc.Write(some); err != nil {
			t.Fatal(err)
		}
	}
	if err := enc.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBombs reads an archive whose dictionaries and pages unpack to far more than any page: each is named as damaged,
// and costs no more memory than a page.
func TestBombs(t *testing.T) {
	a, path := filledArchive(t)
	a.Close()
	bomb := zeros(t, 200<<20)
	b := openAt(t, path)
	mustDo(t, b, "PRAGMA foreign_keys = OFF")
	for n := range 12 {
		if _, err := b.db.SQL.Exec("INSERT INTO dictionaries VALUES (?, 'pns', 3, '2026-03-01T00:00:00+08:00', ?)", 100+n,
			bomb); err != nil {
			t.Fatal(err)
		}
		_, err := b.db.SQL.Exec(`INSERT INTO captures (capture, sha256, content_type, bytes, dictionary, base, data)
			VALUES (?1, ?1, '', 200 << 20, iif(?1 % 3 = 0, ?1, NULL), iif(?1 % 3 = 1, ?1 + 1, NULL), ?2)`, 100+n, bomb)
		if err != nil {
			t.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	found := 0
	for f := range b.Verify(t.Context()) {
		if strings.Contains(f.Text, "exceed") || strings.Contains(f.Text, "is packed with another") {
			found++
		}
	}
	runtime.ReadMemStats(&after)
	if found < 24 {
		t.Errorf("%d are named", found)
	}
	if mb := int64(after.HeapSys-before.HeapSys) >> 20; mb > 256 {
		t.Errorf("it took %d MB", mb)
	}
}

// TestOpenDictionaries: of the dictionaries that pages are opened with only so many stay open.
func TestOpenDictionaries(t *testing.T) {
	var c pack.Codec
	for n := range int64(100) {
		captures.KeepOpen(&c, &pack.Opened{Number: n, Size: pack.OpenedMost / 10, Dec: &zstd.Decoder{}})
		captures.OpenedAs(&c, 0)
	}
	if len(c.Opened) != 10 || captures.OpenedAs(&c, 0) == nil || captures.OpenedAs(&c, 99) == nil || captures.OpenedAs(&c, 1) != nil {
		t.Errorf("%d are open", len(c.Opened))
	}
}
