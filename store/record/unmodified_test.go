package record_test

import (
	"bytes"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// TestUnmodifiedIsReadAtItsAddress: a page that does not tell where it is from is another article under another
// address, and what a look there found unmodified is that one.
func TestUnmodifiedIsReadAtItsAddress(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	page := captures.Capture{ContentType: "text/html", Body: bytes.ReplaceAll(testdata.Page("pns-opinion.html"),
		[]byte("1772726401001"), nil)}
	one, two := sample.Article("1772380801001", "", "").URL, sample.Article("1772380801002", "", "").URL
	first, err := captures.Read(one, page)
	if err != nil || first.ID != "1772380801001" {
		t.Fatal(first, err)
	}
	again := record.Sighting{URL: two, At: sample.Noon.Add(2 * time.Hour), Source: site.TimeFetched,
		Seen: queue.SeenUnmodified, SHA256: ident.Hash(page.Body)}
	sample.Record(t, a,
		record.Sighting{URL: one, At: sample.Noon, Source: site.TimeFetched, Seen: queue.SeenPage, Capture: page,
			Article: first}, again)
	found, err := catalog.New(a).Find(t.Context(), "pns", "1772380801002")
	if err != nil || found.ID != "1772380801002" || found.FirstSeen != site.Stamp(again.At) {
		t.Errorf("article %s, first seen %s, %v", found.ID, found.FirstSeen, err)
	}
	sample.Sound(t, a)
}
