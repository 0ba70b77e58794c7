package record_test

import (
	"context"
	"strings"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/search"
)

// TestTermsInSQL holds the index's own view to Terms: on every character that has a row, and on texts.
func TestTermsInSQL(t *testing.T) {
	a, _ := sample.Filled(t)
	var all strings.Builder
	for character := range search.FoldedRunes() {
		all.WriteString(character)
	}
	for _, text := range []string{"甲，乙。", "AI教母 iPhone15", "Café １２３ ガが한 𠝹㗎", "約翰·史密夫 \"don’t\"\n\n丙", all.String(),
		strings.Repeat("甲", 499) + "，乙", strings.Repeat("甲", 500), ""} {
		if err := a.Write(t.Context(), "test", func(ctx context.Context, x *db.Tx) error {
			return x.Exec(ctx, "UPDATE texts SET body = ?",
				text)
		}); err != nil {
			t.Fatal(err)
		}
		got, _, err := db.One[string](t.Context(), a.View(), "SELECT body FROM search_text LIMIT 1")
		if err != nil {
			t.Fatal(err)
		}
		if got != search.Terms(text) {
			t.Errorf("%.40q: SQL gives %.80q, Terms %.80q", text, got, search.Terms(text))
		}
	}
}
