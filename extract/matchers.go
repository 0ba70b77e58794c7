package extract

import (
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
)

// The matchers that rows are made of. All compare the normalised text of the line.

func starts(prefixes ...string) func(block.Spot) bool {
	return func(s block.Spot) bool { return chars.HasAnyPrefix(s.Text(), prefixes...) }
}

func is(texts ...string) func(block.Spot) bool {
	return func(s block.Spot) bool {
		for _, t := range texts {
			if s.Text() == t {
				return true
			}
		}
		return false
	}
}

// short fits a line of at most n characters that has all of the parts.
func short(n int, parts ...string) func(block.Spot) bool {
	return func(s block.Spot) bool {
		for _, p := range parts {
			if !strings.Contains(s.Text(), p) {
				return false
			}
		}
		return chars.Count(s.Text()) <= n
	}
}
