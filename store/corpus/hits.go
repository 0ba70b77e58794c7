// Package corpus asks many texts at once: where words stand in them, how often, and beside what. It goes through texts
// one after the other, wherever they come from, and holds none.
//
//	hits.go        the places of what is looked for
//	lines.go       a hit with what stands before and after it
//	lot.go         some of them, drawn by lot
//	measure.go     how many there are, by day, author or column
//	grams.go       a text as the characters and words that are counted
//	collocates.go among.go   what stands beside the hits; how often it stands anywhere
//	likelihood.go  how much that is more than chance
package corpus

import (
	"iter"
	"regexp"

	"mingpao/store/catalog"
	"mingpao/store/search"
)

// Texts are articles' texts, one after the other.
type Texts = iter.Seq2[catalog.Text, error]

// Of are texts that are at hand.
func Of(all ...catalog.Text) Texts {
	return func(yield func(catalog.Text, error) bool) {
		for _, t := range all {
			if !yield(t, nil) {
				return
			}
		}
	}
}

// Hit is a place in a text where something stands that is looked for.
type Hit struct {
	*catalog.Text
	InTitle    bool
	Start, End int // in bytes of the headline, or of the text below it
	Ordinal    int // of the article's, from 0
}

// Finder finds places in an article.
type Finder struct {
	title, text func(string) iter.Seq2[int, int]
}

// Words finds what an expression looks for, as a search marks it: no two hits overlap, and what is looked for in
// headlines alone is found there alone.
func Words(e search.Expression) Finder { return Finder{e.Places, e.InText().Places} }

// Pattern finds what a regular expression matches, as the text is written. What is empty is no hit.
func Pattern(p *regexp.Regexp) Finder {
	places := func(text string) iter.Seq2[int, int] {
		return func(yield func(int, int) bool) {
			for _, at := range p.FindAllStringIndex(text, -1) {
				if at[0] < at[1] && !yield(at[0], at[1]) {
					return
				}
			}
		}
	}
	return Finder{places, places}
}

// Hits yields what is found in texts, in their order: an article's headline comes first.
func (f Finder) Hits(texts Texts) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		for text, err := range texts {
			if err != nil && !yield(Hit{Text: &text}, err) {
				return
			}
			if err == nil && !f.in(&text, func(h Hit) bool { return yield(h, nil) }) {
				return
			}
		}
	}
}

// in hands over the hits of one article, and reports whether more are wanted.
func (f Finder) in(text *catalog.Text, yield func(Hit) bool) bool {
	n := 0
	for _, p := range f.parts(text) {
		for start, end := range p.places {
			if !yield(Hit{text, p.isTitle, start, end, n}) {
				return false
			}
			n++
		}
	}
	return true
}

// part is the headline of an article or the text below it, with its hits.
type part struct {
	isTitle bool
	text    string
	places  iter.Seq2[int, int]
}

func (f Finder) parts(t *catalog.Text) [2]part {
	return [2]part{{true, t.Title, f.title(t.Title)}, {false, t.Body, f.text(t.Body)}}
}
