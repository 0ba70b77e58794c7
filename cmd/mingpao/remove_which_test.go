package main

import (
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store"
	"mingpao/store/catalog"
)

// TestRemoveSharedID: an id that two editions have used removes neither article, and never, repeated, the second one.
func TestRemoveSharedID(t *testing.T) {
	const id = "1772985600001" // of the daily paper and of instant news
	db := filepath.Join(t.TempDir(), "mingpao.db")
	tryCommand(t, "import", "--db", db, "--seen", "2026-03-10", "../../testdata/pages")
	urls := map[string]string{}
	archive, err := store.OpenReader(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for a, err := range archive.Catalog().Articles(t.Context(), catalog.Filter{}) {
		if err == nil && a.ID == id {
			urls[a.Edition] = a.URL
		}
	}
	archive.Close()
	if len(urls) != 2 {
		t.Fatalf("the pages have %v with the id", urls)
	}
	for _, c := range []struct {
		name, says string
		status     int
	}{
		{id, "in ins, pns; name the one as ", statusUsage},
		{urls["pns"], "removed 1", statusDone},
		{id, "in ins, pns; name the one as ", statusUsage},
		{urls["pns"], "was removed on", statusDone},
		{urls["ins"], "removed 1", statusDone},
	} {
		status, _, errs := tryCommand(t, "remove", "--yes", "--db", db, c.name)
		if status != c.status || !strings.Contains(errs, c.says) {
			t.Errorf("%s: status %d, %s", c.name, status, errs)
		}
	}
}
