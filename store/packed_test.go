package store

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/pack"
	"mingpao/store/internal/sample"
	"mingpao/store/record"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// TestPackedAhead keeps pages that were packed before they are saved and hold their bytes no more: they become parts of
// dictionaries, and are packed with an earlier page of their article, all the same.
func TestPackedAhead(t *testing.T) {
	a, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	page := play.Padded(testdata.Page("pns-opinion.html"))
	art, err := captures.Read("", captures.Capture{Body: page})
	if err != nil {
		t.Fatal(err)
	}
	const articles = 2*pack.DictionaryUses + 4
	bodies := map[string][]byte{}
	for i := range 2 * articles { // each article twice
		body := fmt.Appendf(bytes.Clone(page), "<!-- 第%d頁 -->", i)
		own := *art
		own.ID = fmt.Sprintf("%013d", 1_772_380_801_000+i%articles)
		c := a.Pack(captures.Capture{ContentType: "text/html", Body: body}, own.Edition)
		if i > 0 && (c.Body != nil || c.Held() > len(body)/10 || c.Size() != len(body)) {
			t.Fatalf("page %d: packed, it holds %d bytes of %d, and says it has %d", i, c.Held(), len(body), c.Size())
		}
		if _, err := a.Import(t.Context(), 1, []record.Sighting{sample.Sighted(&own, c, sample.Noon)},
			sample.Noon); err != nil {
			t.Fatal(err)
		}
		bodies[c.Sum()] = body
	}
	for what, query := range map[string]string{
		"pages in the last dictionary":       "SELECT max(pages) = 3 FROM dictionaries",
		"pages packed with an earlier page":  "SELECT sum(base IS NOT NULL) = 28 FROM captures",
		"pages packed with every dictionary": "SELECT count(DISTINCT dictionary) = 3 FROM captures WHERE dictionary > 0",
	} {
		var ok bool
		if err := a.db.SQL.QueryRow(query).Scan(&ok); err != nil || !ok {
			t.Errorf("%s: %v, %v", what, ok, err)
		}
	}
	sameBytes(t, a, bodies)
}

func sameBytes(t *testing.T, a *Archive, bodies map[string][]byte) {
	t.Helper()
	all, err := db.Collect(t.Context(), a.db.View(), db.Column[int64], "SELECT capture FROM captures")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		c, err := captures.Load(t.Context(), a.db.View(), n)
		if err != nil || !bytes.Equal(c.Body, bodies[c.Sum()]) {
			t.Errorf("page %d: %v, or other bytes than were packed", n, err)
		}
		delete(bodies, c.Sum())
	}
	if len(bodies) > 0 {
		t.Errorf("%d pages are not there", len(bodies))
	}
}
