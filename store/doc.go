// Package store is the archive: one SQLite file that a person can open with any SQLite tool and understand.
//
//	store.go schema.go   opening, migrations (schema/*.sql), what may go wrong
//	pages.go             the queue: what to fetch and when
//	articles.go          articles and their revisions; aliases; articles gone
//	captures.go          pages as served
//	dictionaries.go      how they are packed: pages of a kind share their chrome
//	runs.go hosts.go     runs, and what hosts have asked for
//	imports.go           saved pages, a batch at a time
//	read.go list.go      articles and versions out again, and the filter for lists
//	search.go terms.go   search, and how text is cut for its index
//	stats.go             counts, and what the health check looks at
//	reextract.go         stored pages by today's rules
//	maintain.go          backup and vacuum
//
// Every exported method is one transaction: whoever is killed finds all that was finished.
package store
