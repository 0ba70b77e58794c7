package store

import (
	"fmt"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/store/search"
	"strings"
	"testing"
)

// TestDiskFull fills the archive up to a limit of pages: the error says so, what was finished stays, and with room
// again the work goes on.
func TestDiskFull(t *testing.T) {
	a := open(t)
	save(t, a, article("1772380801001", "第一篇", "文字一。"), noon)
	if _, err := a.db.SQL.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	var err error
	finished := 1
	for i := 2; i < 1000 && err == nil; i++ {
		art := article(fmt.Sprintf("%013d", 1_772_380_801_000+i), "題", strings.Repeat(fmt.Sprintf("第%d段文字。", i), 200))
		if _, err = a.Import(t.Context(), 1, []record.Sighting{sighted(art, captures.Capture{Body: []byte(art.Body)}, noon)},
			noon); err == nil {
			finished++
		}
	}
	if err == nil || !strings.Contains(err.Error(), "the disk is full; make room and run again") {
		t.Fatalf("got %v", err)
	}
	for f := range a.Verify(t.Context()) {
		t.Error(f.Text)
	}
	if _, err := a.db.SQL.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if got := save(t, a, article("1772380899999", "最後一篇", "文字。"), noon); got != queue.New {
		t.Errorf("with room again: %s", got)
	}
	n := 0
	for range a.Catalog().Articles(t.Context(), catalog.Filter{}) {
		n++
	}
	if n != finished+1 {
		t.Errorf("%d articles, %d were finished", n, finished+1)
	}
}

// FuzzSearch compares the search with a scan for any query.
func FuzzSearch(f *testing.F) {
	a, err := Open(f.Context(), f.TempDir()+"/mingpao.db")
	if err != nil {
		f.Fatal(err)
	}
	defer a.Close()
	texts := cutTexts(generate(f, a, 30))
	for _, q := range []string{`颱風 "停課"`, "NEAR/2", "颱風 OR 停課 -警方", `"`, "-", "\x00", "裏"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		e, err := search.ParseQuery(query)
		if err != nil || strings.Contains(query, "uthor") || strings.Contains(query, "作者") {
			return
		}
		want := 0
		for _, text := range texts {
			if text.holds(e) {
				want++
			}
		}
		if got := len(found(t, a, query)); got != want {
			t.Fatalf("%q: %d, a scan finds %d", query, got, want)
		}
	})
}
