package captures_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/pack"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/record"
)

// TestDictionaries packs many pages, over a change of dictionary and a reopening, and opens every one again.
func TestDictionaries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	size := 0
	for part := range 3 {
		a, err := sample.Write(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		for i := part * 40; i < part*40+40; i++ {
			art := sample.Article(fmt.Sprintf("%013d", 1_772_380_801_000+i), fmt.Sprintf("題%d", i), fmt.Sprintf("文%d", i))
			page := sample.ChromePage(i)
			size += len(page)
			at := sample.Noon.Add(time.Duration(part) * 60 * 24 * time.Hour)
			look := sample.Sighted(art, captures.Capture{Body: page}, at)
			if _, err := record.Import(t.Context(), a, 1, []record.Sighting{look}, at); err != nil {
				t.Fatal(err)
			}
		}
		a.Close()
	}
	a, err := upkeep.OpenToRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for i := range 120 {
		c, err := catalog.New(a).Capture(t.Context(), ident.Hash(sample.ChromePage(i)))
		if err != nil || !bytes.Equal(c.Body, sample.ChromePage(i)) {
			t.Fatalf("page %d: %v", i, err)
		}
	}
	var dictionaries, packed int
	if err := a.SQL.QueryRow("SELECT count(*) FROM dictionaries").Scan(&dictionaries); err != nil {
		t.Fatal(err)
	}
	if err := a.SQL.QueryRow(`SELECT (SELECT sum(length(data)) FROM captures) +
		(SELECT sum(length(data)) FROM dictionaries)`).Scan(&packed); err != nil {
		t.Fatal(err)
	}
	if dictionaries < 3 {
		t.Errorf("%d dictionaries: none was renewed", dictionaries)
	}
	if packed*10 > size {
		t.Errorf("%d bytes packed into %d", size, packed)
	}
}

// TestFailedWriteForgetsDictionary rolls a transaction back that made a dictionary: the next page must not need it.
func TestFailedWriteForgetsDictionary(t *testing.T) {
	a := sample.Open(t)
	bad := sample.Article("1772380801001", "題", "文")
	good := sample.Article("1772380801002", "題", "文")
	sample.Do(t, a, "CREATE TRIGGER refuse BEFORE INSERT ON versions BEGIN SELECT RAISE(ABORT, 'full'); END")
	if _, err := record.Import(t.Context(), a, 1,
		[]record.Sighting{sample.Sighted(bad, captures.Capture{Body: sample.ChromePage(1)},
			sample.Noon)}, sample.Noon); err == nil {
		t.Fatal("the write did not fail")
	}
	if _, err := a.SQL.Exec("DROP TRIGGER refuse"); err != nil {
		t.Fatal(err)
	}
	if _, err := record.Import(t.Context(), a, 1,
		[]record.Sighting{sample.Sighted(good, captures.Capture{Body: sample.ChromePage(2)}, sample.Noon)},
		sample.Noon); err != nil {
		t.Fatal(err)
	}
	if c, err := catalog.New(a).Capture(t.Context(), ident.Hash(sample.ChromePage(2))); err != nil ||
		!bytes.Equal(c.Body, sample.ChromePage(2)) {
		t.Errorf("%v", err)
	}
}

// TestOpenDictionaries: of the dictionaries that pages are opened with only so many stay open.
func TestOpenDictionaries(t *testing.T) {
	var c pack.Codec
	for n := range int64(100) {
		captures.KeepOpen(&c, &pack.Opened{Number: n, Size: pack.OpenedMost / 10, Dec: &zstd.Decoder{}})
		captures.OpenedAs(&c, 0)
	}
	if len(c.Opened) != 10 || captures.OpenedAs(&c, 0) == nil || captures.OpenedAs(&c, 99) == nil ||
		captures.OpenedAs(&c, 1) != nil {
		t.Errorf("%d are open", len(c.Opened))
	}
}
