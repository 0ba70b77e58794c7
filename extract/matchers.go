package extract

import (
	"strings"

	"mingpao/extract/internal/chars"
)

// The matchers that rows are made of. All compare the normalised text of the line.

func starts(prefixes ...string) func(spot) bool {
	return func(s spot) bool { return chars.HasAnyPrefix(s.text(), prefixes...) }
}

func is(texts ...string) func(spot) bool {
	return func(s spot) bool {
		for _, t := range texts {
			if s.text() == t {
				return true
			}
		}
		return false
	}
}

// short holds for a line of at most n characters that has all of the parts.
func short(n int, parts ...string) func(spot) bool {
	return func(s spot) bool {
		for _, p := range parts {
			if !strings.Contains(s.text(), p) {
				return false
			}
		}
		return chars.Count(s.text()) <= n
	}
}
