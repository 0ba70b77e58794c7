package search

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestSimplified holds the table of Simplified characters to what it was when TermsVersion was raised last: where they
// differ, an archive's index would have to be made again.
func TestSimplified(t *testing.T) {
	const version, sum = 4, "30614ea05f7037f1d13c786918bce86190f1b9e28ce0c87d17cbaa211a317be7"
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(simplified))); got != sum || TermsVersion != version {
		t.Errorf("opencc/characters.txt is %s: raise TermsVersion with it, and note both here", got)
	}
}

// TestTables: each row of OpenCC's tables is used: it has what it stands for, stands once, and is no longer than what
// is looked for.
func TestTables(t *testing.T) {
	for name, table := range map[string]struct {
		text    string
		longest int
	}{"characters": {simplified, 1}, "phrases": {phrases, longestPhrase}} {
		last := ""
		for line := range strings.Lines(table.text) {
			from, to, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if !ok || strings.TrimSpace(to) == "" || from <= last || utf8.RuneCountInString(from) > table.longest {
				t.Errorf("%s: %q behind %q", name, line, last)
			}
			last = from
		}
		if last == "" {
			t.Errorf("%s: no rows", name)
		}
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
		for w := range Words(text) {
			got = append(got, w.Text)
			if w.Start < last || w.End <= w.Start || w.End > len(text) {
				t.Errorf("%q: %+v behind %d", text, w, last)
			}
			last = w.Start // one character may be several words
		}
		if want := strings.FieldsFunc(Terms(text), func(r rune) bool { return !isOfWord(r) }); !slices.Equal(got, want) {
			t.Errorf("%U: %q, the index has %q", r, got, want)
		}
	}
}
