package store

import (
	"context"
	"maps"
	"mingpao/store/internal/db"
	"mingpao/store/search"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
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

// TestTermsInSQL holds the index's own view to Terms: on every character that has a row, and on texts.
func TestTermsInSQL(t *testing.T) {
	a, _ := filledArchive(t)
	var all strings.Builder
	for character := range search.FoldedRunes() {
		all.WriteString(character)
	}
	for _, text := range []string{"甲，乙。", "AI教母 iPhone15", "Café １２３ ガが한 𠝹㗎", "約翰·史密夫 \"don’t\"\n\n丙", all.String(),
		strings.Repeat("甲", 499) + "，乙", strings.Repeat("甲", 500), ""} {
		if err := a.db.Write(t.Context(), "test", func(ctx context.Context, x *db.Tx) error {
			return x.Exec(ctx, "UPDATE texts SET body = ?",
				text)
		}); err != nil {
			t.Fatal(err)
		}
		got, _, err := db.One[string](t.Context(), a.db.At(), "SELECT body FROM search_text LIMIT 1")
		if err != nil {
			t.Fatal(err)
		}
		if got != search.Terms(text) {
			t.Errorf("%.40q: SQL gives %.80q, Terms %.80q", text, got, search.Terms(text))
		}
	}
}
