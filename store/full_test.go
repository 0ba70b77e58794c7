package store

import (
	"fmt"
	"strings"
	"testing"

	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestDiskFull fills the archive up to a limit of pages: the error says so, what was finished stays, and with room
// again the work goes on.
func TestDiskFull(t *testing.T) {
	a := open(t)
	save(t, a, sample.Article("1772380801001", "第一篇", "文字一。"), sample.Noon)
	if _, err := a.db.SQL.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	var err error
	finished := 1
	for i := 2; i < 1000 && err == nil; i++ {
		art := sample.Article(fmt.Sprintf("%013d", 1_772_380_801_000+i), "題", strings.Repeat(fmt.Sprintf("第%d段文字。", i), 200))
		if _, err = a.Import(t.Context(), 1,
			[]record.Sighting{sample.Sighted(art, captures.Capture{Body: []byte(art.Body)}, sample.Noon)},
			sample.Noon); err == nil {
			finished++
		}
	}
	if err == nil || !strings.Contains(err.Error(), "the disk is full; make room and run again") {
		t.Fatalf("got %v", err)
	}
	for f := range a.Verify(t.Context()) {
		t.Error(f.Err)
	}
	if _, err := a.db.SQL.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if got := save(t, a, sample.Article("1772380899999", "最後一篇", "文字。"), sample.Noon); got != queue.New {
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
