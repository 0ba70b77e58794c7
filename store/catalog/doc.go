// Package catalog hands articles out again: one, lists of them, search, names and counts.
//
//	catalog.go                the door
//	read.go tombstone.go      an article with its versions; what was removed for good
//	looks.go witness.go       every look at it; whose word that is
//	looked.go                 how much was looked at in a span of time
//	log.go                    what the site changed and took away, as a log
//	list.go headlines.go names.go stats.go   articles that a filter admits; as lists show them; names; counts
//	search.go where.go        articles for which an expression holds, and the SQL for it
//	catalogue.go set.go facets.go   all headlines in memory, page by page, and counts of what one may choose next
//	pictures.go               pictures that are kept of an article's images
//	news.go                   what looks that were taken in since tell of an article
//	texts.go measure.go       texts to count in; how much there is of what a query finds
package catalog
