package record_test

import (
	"context"
	"testing"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/record"
)

// TestReadAgainOnce: a transaction reads a page again once, even where damage hides that it did. Else the history of
// an article whose reading cannot be replaced would be worked out for ever.
func TestReadAgainOnce(t *testing.T) {
	a, _ := sample.Filled(t)
	numbers, err := db.Collect(t.Context(), a.At(), db.Single[int64],
		"SELECT article FROM versions GROUP BY article HAVING count(*) > 1")
	if err != nil || len(numbers) == 0 {
		t.Fatalf("%d articles with versions, %v", len(numbers), err)
	}
	err = record.Write(t.Context(), a, "test", func(ctx context.Context, x *record.Writer) error {
		run, err := x.Insert(ctx, "INSERT INTO runs (command, version, started) VALUES ('reextract', 'another', ?)", site.Stamp(sample.Noon))
		if err != nil {
			return err
		}
		looks, err := record.LooksAt(ctx, x.Tx.View, numbers[0], nil)
		if err != nil {
			return err
		}
		first, err := x.ReadByOthers(ctx, run, looks)
		if err != nil || len(first) == 0 {
			t.Errorf("%d pages of others at first, %v", len(first), err)
		}
		second, err := x.ReadByOthers(ctx, run, looks)
		if len(second) != 0 {
			t.Errorf("%d pages are to be read once more", len(second))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
