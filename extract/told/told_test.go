package told_test

import (
	"errors"
	"io/fs"
	"testing"

	"mingpao/extract/told"
)

// TestErrorf: it is fmt.Errorf's error, and keeps what it was made of.
func TestErrorf(t *testing.T) {
	err := told.Errorf("archive %s: %w", "a.db", fs.ErrNotExist)
	var kept *told.Error
	if err.Error() != "archive a.db: file does not exist" || !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &kept) {
		t.Fatal(err)
	}
	if kept.Format != "archive %s: %w" || len(kept.Args) != 2 {
		t.Errorf("%q of %v", kept.Format, kept.Args)
	}
}
