// Package diff finds what differs between two versions of an article: which of its fields and pictures, and in its text
// which paragraphs, clauses and characters. Chinese has no spaces to go by, and a sentence may be long: a clause is the
// smallest part that reads as one.
//
//	diff.go pictures.go        the kinds of change; fields and pictures that differ
//	rows.go groups.go bags.go  two texts beside each other: which paragraph became which; by what that is known
//	lines.go edits.go          what differs in a paragraph; what two sequences have in common
//	history.go                 what the site did to an article, version by version
//	gist.go                    a change in a line
package diff

import (
	"slices"
	"strings"

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

	Vanished Kind = "gone"
	Withheld Kind = "withheld for legal reasons"
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

// Field is a field beside text and pictures that differs between two versions.
type Field struct {
	Name     string // headline, authors, published, access, keywords
	Old, New string
}

// Fields are the fields that differ, in the order in which people read them.
func Fields(before, after *extract.Article) []Field {
	var all []Field
	for _, f := range []Field{
		{"headline", before.Title, after.Title},
		{"authors", strings.Join(before.Authors, "、"), strings.Join(after.Authors, "、")},
		{"published", before.Published, after.Published},
		{"access", string(before.Access), string(after.Access)},
		{"keywords", strings.Join(before.Keywords, "、"), strings.Join(after.Keywords, "、")},
	} {
		if f.Old != f.New {
			all = append(all, f)
		}
	}
	return all
}
