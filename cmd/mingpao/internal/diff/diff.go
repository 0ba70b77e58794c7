// Package diff finds what differs between two versions of an article: which of its fields, and in a text which clauses.
// Chinese has no spaces to go by, and a sentence may be long: a clause is the smallest part that reads as one.
//
//	diff.go     the kinds of change
//	texts.go    two texts, clause by clause
//	history.go  what the site did to an article, version by version
package diff

import (
	"slices"

	"mingpao/extract"
)

// Kind is a kind of change.
type Kind string

// The kinds of change.
const (
	Headline Kind = "headline"
	Text     Kind = "text"
	Authors  Kind = "authors"
	Time     Kind = "time"
	Access   Kind = "access"
	Pictures Kind = "pictures"
	Keywords Kind = "keywords"
	Notices  Kind = "notices only"
)

// Kinds names the kinds of change between two versions; there is at least one.
func Kinds(before, after *extract.Article) []Kind {
	var kinds []Kind
	for _, k := range []struct {
		kind Kind
		is   bool
	}{
		{Headline, before.Title != after.Title},
		{Text, before.Body != after.Body},
		{Authors, !slices.Equal(before.Authors, after.Authors)},
		{Time, before.Published != after.Published},
		{Access, before.Access != after.Access},
		{Pictures, !slices.Equal(before.Images, after.Images) || !slices.Equal(before.Videos, after.Videos)},
		{Keywords, !slices.Equal(before.Keywords, after.Keywords)},
	} {
		if k.is {
			kinds = append(kinds, k.kind)
		}
	}
	if len(kinds) == 0 {
		return []Kind{Notices}
	}
	return kinds
}
