// Package find is search, and what one may choose of the archive.
//
//	search.go hits.go      a page of hits, with marks; json.go is the same as data
//	form.go facets.go      what one may ask beside the words; what one may choose next
//	choice.go formats.go   the filters that an address may have; formats to take away
//	named.go               the article that an address or a number in the box means
//	lines.go               each place in its context
//	trend.go               how often words are written, as curves and a table
//	names.go               sections, authors, columns, keywords
package find
