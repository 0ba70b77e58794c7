package record_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/migrate"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestReadAgainOnce: a transaction reads a page again once, even where damage hides that it did. Else the history of
// an article whose reading cannot be replaced would be worked out for ever.
func TestReadAgainOnce(t *testing.T) {
	d, err := migrate.OpenUpToDate(t.Context(), filepath.Join(t.TempDir(), "a.db"), db.Patience{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	noon := time.Date(2026, 3, 3, 12, 0, 0, 0, site.Zone)
	var seen []record.Sighting
	for i, text := range []string{"渡輪停航", "渡輪復航"} {
		seen = append(seen, record.Sighting{At: noon.Add(time.Duration(i) * time.Hour), Source: site.TimeWARC,
			Seen: queue.SeenPage, Capture: store.Capture{Body: []byte(text)},
			Article: &extract.Article{ID: "1772500000001", Edition: "pns", Title: text, Access: extract.Full}})
	}
	if _, err := record.Record(t.Context(), d, 1, seen, noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	err = record.Write(t.Context(), d, "test", func(ctx context.Context, w *record.Writer) error {
		for _, want := range []int{2, 0} {
			n, err := w.OthersPages(ctx, 2, ident.ArticleNumber("pns", "1772500000001"))
			if err != nil || n != want {
				return fmt.Errorf("%d pages are to be read again, want %d; %v", n, want, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
