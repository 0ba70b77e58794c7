package pathless_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"mingpao/extract/pathless"
)

// TestError: what is left names no file, and is still what it was.
func TestError(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	_, open := os.Open(missing)
	other := errors.New("of no file")
	for name, err := range map[string]error{
		"open": open, "wrapped": fmt.Errorf("read: %w", open), "rename": os.Rename(missing, missing+"2"),
	} {
		if got := pathless.Error(err); got.Error() != "no such file or directory" || !errors.Is(got, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !errors.Is(pathless.Error(other), other) || pathless.Error(nil) != nil {
		t.Error("another error, or none, is not left as it is")
	}
}
