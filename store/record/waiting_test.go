package record_test

import (
	"path/filepath"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestPageAfterLook: a look that found a page unmodified before that page came in is a look at its article, also at an
// address that names none.
func TestPageAfterLook(t *testing.T) {
	const url = "https://news.mingpao.com/pns/shared"
	noon := time.Date(2026, 3, 3, 12, 0, 0, 0, site.Zone)
	body := []byte("<p>渡輪公司表示會檢討班次。</p>")
	page := record.Sighting{URL: url, At: noon, Source: site.TimeWARC, Seen: queue.SeenPage,
		Capture: store.Capture{Body: body}, Article: &extract.Article{ID: "1772500000001", Edition: "pns", Title: "渡輪",
			Body: "渡輪公司表示會檢討班次。", Access: extract.Full}}
	named := record.Sighting{URL: url, At: noon.Add(time.Hour), Source: site.TimeWARC,
		Seen: queue.SeenUnmodified, SHA256: store.Hash(body)}
	latest := named
	latest.SHA256 = ""
	for _, c := range []struct {
		name  string
		looks []record.Sighting
	}{
		{"page, then a look that names it", []record.Sighting{page, named}},
		{"a look that names its page, then the page", []record.Sighting{named, page}},
		{"page, then a look at the latest", []record.Sighting{page, latest}},
		{"a look at the latest, then the page", []record.Sighting{latest, page}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			if _, err := a.Record(t.Context(), 1, c.looks, noon.AddDate(0, 1, 0)); err != nil {
				t.Fatal(err)
			}
			art, err := a.Catalog().Find(t.Context(), "pns", "1772500000001")
			if err != nil {
				t.Fatal(err)
			}
			if want := site.Stamp(named.At); art.LastSeen != want {
				t.Errorf("last seen %s, want %s", art.LastSeen, want)
			}
		})
	}
}
