package store

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/longbridgeapp/opencc"
)

// TestSimplified compares the table of Simplified characters with the library's. Where they differ, an archive's index would
// have to be made again: UPDATE_GOLDEN=1 rewrites the table, and TermsVersion is raised with it.
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
