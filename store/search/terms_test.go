package search_test

import (
	"maps"
	"testing"
	"unicode"
	"unicode/utf8"

	"mingpao/store/search"
)

// TestFoldsAreAll: what is something else to the index has a row, and nothing else.
func TestFoldsAreAll(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at a million characters, one after the other")
	}
	rows := maps.Collect(search.FoldedRunes())
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		if p, row := search.Piece(r), rows[string(r)]; p != search.UnfoldedPiece(r) && p != row || row != "" && row != p {
			t.Errorf("%U is %q to the index, and its row says %q", r, p, row)
		}
	}
}
