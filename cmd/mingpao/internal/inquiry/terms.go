// Package inquiry asks an archive what scholars ask of a newspaper, and prints the answers.
//
//	terms.go          what is looked for
//	trend.go          how often, by day, section or author, with how much of each the archive has
//	trend_count.go    the counts for it
//	trend_print.go    as a table, CSV, JSON or curves
//	concordance.go    every place, in context
//	sorted.go         in another order than by day
//	collocates.go     what stands beside it
//	table.go          rows for programs
//	sound.go          what cannot be read
package inquiry

import (
	"regexp"
	"unicode/utf8"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store/search"
)

// Term is what is looked for, as it was written and as a search understands it.
type Term struct {
	Text string
	search.Expression
}

// The characters that a term and a pattern may have: far more than a person types.
const (
	maxTerm    = 200
	maxPattern = 1000
)

// ParseTerm reads a term. wordsNeeded says that its places are looked for: an author's name has none.
func ParseTerm(text string, wordsNeeded bool) (Term, error) {
	if n := utf8.RuneCountInString(text); n > maxTerm {
		return Term{}, told.Errorf("%d characters are too many to look for; give at most %d", n, maxTerm)
	}
	e, err := search.ParseQuery(text)
	if err != nil {
		return Term{}, words.QueryError{Err: err}
	}
	if wordsNeeded && !e.AnyWord() {
		return Term{}, told.Errorf("%s has no place in a text; name a word, and the author with --author", text)
	}
	return Term{text, e}, nil
}

// ParsePattern reads a regular expression. Go's take time in proportion to the text, whatever they are.
func ParsePattern(text string) (*regexp.Regexp, error) {
	if n := utf8.RuneCountInString(text); n > maxPattern {
		return nil, told.Errorf("--regex: %d characters are too many; give at most %d", n, maxPattern)
	}
	p, err := regexp.Compile(text)
	if err != nil {
		return nil, told.Errorf("--regex: %w; see https://pkg.go.dev/regexp/syntax", err)
	}
	return p, nil
}
