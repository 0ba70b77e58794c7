package store

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

// TestSimplified compares the table of Simplified characters with the library's. Where they differ, an archive's index
// would have to be made again: UPDATE_GOLDEN=1 rewrites the table, and TermsVersion is raised with it.
func TestSimplified(t *testing.T) {
	cc, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	dicts := cc.DictChains[0].Dicts
	var b strings.Builder
	for r := rune(0x2E80); r <= unicode.MaxRune; r++ {
		if !unicode.Is(unicode.Han, r) {
			continue
		}
		found, err := dicts[len(dicts)-1].PrefixMatch(string(r))
		if err != nil {
			t.Fatal(err)
		}
		if to := strings.Join(found[string(r)], ""); to != "" && to != string(r) {
			b.WriteString(string(r) + "\t" + to + "\n")
		}
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile("simplified.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() != simplified {
		t.Error("simplified.txt is not the library's table: raise TermsVersion and rewrite it with UPDATE_GOLDEN=1")
	}
}

// TestVariantsOnce: a character stands in one group only, else the order of the groups decides.
func TestVariantsOnce(t *testing.T) {
	seen := map[rune]string{}
	for _, group := range variants {
		for _, r := range group {
			if other, twice := seen[r]; twice {
				t.Errorf("%c stands in %s and in %s", r, other, group)
			}
			seen[r] = group
		}
	}
}

// TestWordsAreTerms holds for every character, alone and among others: a text has the words that the index has of it,
// where they stand.
func TestWordsAreTerms(t *testing.T) {
	for r := rune(1); r < 0x30000; r++ {
		if !utf8.ValidRune(r) || r > 0xFFFF && r%16 != 0 {
			continue
		}
		text := "a" + string(r) + "文" + string(r) + string(r) + "b"
		var got []string
		last := 0
		for w := range words(text) {
			got = append(got, w.text)
			if w.start < last || w.end <= w.start || w.end > len(text) {
				t.Errorf("%q: %+v behind %d", text, w, last)
			}
			last = w.start // one character may be several words
		}
		if want := strings.FieldsFunc(Terms(text), func(r rune) bool { return !isOfWord(r) }); !slices.Equal(got, want) {
			t.Errorf("%U: %q, the index has %q", r, got, want)
		}
	}
}
