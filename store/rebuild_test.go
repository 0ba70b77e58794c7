package store

import (
	"context"
	"mingpao/extract/site"
	"testing"
)

// TestReadAgainOnce: a transaction reads a page again once, even where damage hides that it did. Else the history of
// an article whose reading cannot be replaced would be worked out for ever.
func TestReadAgainOnce(t *testing.T) {
	a, _ := filledArchive(t)
	numbers, err := collect(t.Context(), a.at(), single[int64],
		"SELECT article FROM versions GROUP BY article HAVING count(*) > 1")
	if err != nil || len(numbers) == 0 {
		t.Fatalf("%d articles with versions, %v", len(numbers), err)
	}
	err = a.record(t.Context(), "test", func(ctx context.Context, x *writer) error {
		run, err := x.insert(ctx, "INSERT INTO runs (command, version, started) VALUES ('reextract', 'another', ?)", site.Stamp(noon))
		if err != nil {
			return err
		}
		looks, err := x.looksAt(ctx, numbers[0], nil)
		if err != nil {
			return err
		}
		first, err := x.readByOthers(ctx, run, looks)
		if err != nil || len(first) == 0 {
			t.Errorf("%d pages of others at first, %v", len(first), err)
		}
		second, err := x.readByOthers(ctx, run, looks)
		if len(second) != 0 {
			t.Errorf("%d pages are to be read once more", len(second))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
