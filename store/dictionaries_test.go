package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// chromePage is a page as the site's are: much chrome that all have in common, a little text of its own.
func chromePage(i int) []byte {
	r := rand.New(rand.NewPCG(1, 1))
	var chrome strings.Builder
	for range 3000 {
		fmt.Fprintf(&chrome, `<li id="m%d"><a href="/pns/%x">%c</a></li>`, r.IntN(1e6), r.IntN(1e9), 0x4E00+r.IntN(3000))
	}
	return []byte(fmt.Sprintf("<html>%s<article>第%d篇 %d</article></html>", chrome.String(), i,
		rand.New(rand.NewPCG(uint64(i), 2)).Int()))
}

// TestDictionaries packs many pages, over a change of dictionary and a reopening, and opens every one again.
func TestDictionaries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mingpao.db")
	size := 0
	for part := range 3 {
		a, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		for i := part * 40; i < part*40+40; i++ {
			art := article(fmt.Sprintf("%013d", 1_772_380_801_000+i), fmt.Sprintf("題%d", i), fmt.Sprintf("文%d", i))
			page := chromePage(i)
			size += len(page)
			if _, err := a.Import(t.Context(), 1, []record.Sighting{sighted(art, captures.Capture{Body: page},
				noon.Add(time.Duration(part)*60*24*time.Hour))}, noon.Add(time.Duration(part)*60*24*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		a.Close()
	}
	a, err := OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for i := range 120 {
		c, err := a.Catalog().Capture(t.Context(), ident.ArticleNumber("pns", fmt.Sprintf("%013d", 1_772_380_801_000+i)), 1)
		if err != nil || !bytes.Equal(c.Body, chromePage(i)) {
			t.Fatalf("page %d: %v", i, err)
		}
	}
	var dictionaries, packed int
	if err := a.db.SQL.QueryRow("SELECT count(*) FROM dictionaries").Scan(&dictionaries); err != nil {
		t.Fatal(err)
	}
	if err := a.db.SQL.QueryRow("SELECT (SELECT sum(length(data)) FROM captures) + (SELECT sum(length(data)) FROM dictionaries)").Scan(&packed); err != nil {
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
	a := open(t)
	bad := article("1772380801001", "題", "文")
	good := article("1772380801002", "題", "文")
	if _, err := a.db.SQL.Exec("CREATE TRIGGER refuse BEFORE INSERT ON versions BEGIN SELECT RAISE(ABORT, 'full'); END"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(t.Context(), 1, []record.Sighting{sighted(bad, captures.Capture{Body: chromePage(1)}, noon)}, noon); err == nil {
		t.Fatal("the write did not fail")
	}
	if _, err := a.db.SQL.Exec("DROP TRIGGER refuse"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(t.Context(), 1, []record.Sighting{sighted(good, captures.Capture{Body: chromePage(2)}, noon)},
		noon); err != nil {
		t.Fatal(err)
	}
	if c, err := a.Catalog().Capture(t.Context(), ident.ArticleNumber("pns", good.ID), 1); err != nil ||
		!bytes.Equal(c.Body, chromePage(2)) {
		t.Errorf("%v", err)
	}
}
