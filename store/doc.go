// Package store is the archive: one SQLite file that a person can open with any SQLite tool and understand.
//
//	store.go schema.go   opening, migrations (schema/*.sql), what may go wrong
//	pages.go             the queue: what to fetch and when
//	articles.go          articles and their revisions; aliases; articles gone
//	captures.go          pages as served
//	dictionaries.go      how they are packed: pages of a kind share their chrome
//	runs.go hosts.go     runs, and what hosts have asked for
//	terms.go             how text is cut for the search index
//
// Every exported method is one transaction: whoever is killed finds all that was finished.
package store
