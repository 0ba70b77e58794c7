package upkeep_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"mingpao/store/internal/sample"
	"mingpao/store/internal/verify"
)

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
	a, path := sample.Filled(t)
	a.Close()
	bomb := zeros(t, 200<<20)
	b := sample.OpenAt(t, path)
	sample.Do(t, b, "PRAGMA foreign_keys = OFF")
	for n := range 12 {
		if _, err := b.SQL.Exec("INSERT INTO dictionaries VALUES (?, 'pns', 3, '2026-03-01T00:00:00+08:00', ?)", 100+n,
			bomb); err != nil {
			t.Fatal(err)
		}
		_, err := b.SQL.Exec(`INSERT INTO captures (capture, sha256, content_type, bytes, dictionary, base, data)
			VALUES (?1, ?1, '', 200 << 20, iif(?1 % 3 = 0, ?1, NULL), iif(?1 % 3 = 1, ?1 + 1, NULL), ?2)`, 100+n, bomb)
		if err != nil {
			t.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	found := 0
	for f := range verify.Archive(t.Context(), b) {
		if strings.Contains(f.Err.Error(), "exceed") || strings.Contains(f.Err.Error(), "is packed with another") {
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
