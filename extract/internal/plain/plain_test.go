package plain

import (
	"errors"
	"strings"
	"testing"

	"mingpao/extract/internal/block"
	"mingpao/testdata"
)

// TestLongText has texts as long as no page's.
func TestLongText(t *testing.T) {
	page := string(testdata.Page("text-instant.txt"))
	for _, c := range []struct {
		name, more string
		refused    bool
	}{
		{"many lines", strings.Repeat("\n續", maxLines/2), false},
		{"too many lines", strings.Repeat("\n續", maxLines), true},
		{"too many bytes", "\n" + strings.Repeat("續", maxText/3), true},
	} {
		_, err := Read("", []byte(page+c.more))
		var no *block.Refusal
		if errors.As(err, &no) != c.refused || c.refused && no.Reason != block.NotText {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
