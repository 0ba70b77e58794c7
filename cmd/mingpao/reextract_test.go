package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// TestReextractCounts reads an article of many versions again by other rules: every page counts once and is shown once,
// though the first that is written takes the others with it.
func TestReextractCounts(t *testing.T) {
	const pages = 20
	db := filepath.Join(t.TempDir(), "mingpao.db")
	manyVersions(t, db, pages)
	ageRules(t, db)
	for _, c := range []struct {
		args    []string
		changed int
		said    string
	}{
		{[]string{"reextract", "--dry-run"}, pages, "would change 20, unchanged 0, failed 0\n"},
		{[]string{"reextract"}, pages, "changed 20, unchanged 0, failed 0\n"},
		{[]string{"reextract"}, 0, "changed 0, unchanged 20, failed 0\n"},
	} {
		status, out, errs := tryCommand(t, append(c.args, "--db", db)...)
		if status != statusDone || errs != c.said {
			t.Errorf("%v: status %d: %s", c.args, status, errs)
		}
		if n := strings.Count(out, "1772726401001  "); n != c.changed {
			t.Errorf("%v: %d pages shown:\n%s", c.args, n, out)
		}
	}
}

// manyVersions makes an archive of an article whose text was another each time that it was seen.
func manyVersions(t *testing.T, db string, versions int) {
	t.Helper()
	a, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	at := time.Date(2026, 3, 6, 12, 0, 0, 0, site.Zone)
	run, err := a.Frontier().BeginRun(t.Context(), "import", "test", at)
	if err != nil {
		t.Fatal(err)
	}
	var all []record.Sighting
	for i := range versions {
		page := store.Capture{Body: []byte(strings.ReplaceAll(string(testdata.Page("pns-opinion.html")),
			"只有一扇門", fmt.Sprintf("只有%d扇門", i+2)))}
		art, err := store.Read("", page)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, record.Sighting{URL: art.URL, At: at.Add(time.Duration(i) * time.Hour), Source: site.TimeFetched,
			Seen: queue.SeenPage, Article: art, Capture: page})
	}
	if _, err := a.Record(t.Context(), run, all, at.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
}
