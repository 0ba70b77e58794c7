// Package store is the archive: one SQLite file that a person can open with any SQLite tool and understand.
//
// The record is what was seen: an address was looked at, at a time, with an outcome. Articles, their versions, when
// they were first and last seen and whether they are gone follow from that, and are the same whatever order it came
// in.
//
//	open.go lock.go descriptor.go moved.go stale.go fault.go   opening, the lock, what may go wrong
//	log.go wait.go             the log while it is written, the file at rest; waiting for other programs
//	schema.go migrate_v1.go    migrations (schema/*.sql)
//	guard.go                   what a file may ask of SQLite
//	ours.go schematext.go      each name of ours is what the migrations made; what else is in the file is left alone
//	tx.go                      how the archive is read, and written: in a write only its transaction can be reached
//	numbers.go                 numbers that archives agree on
//
//	sightings.go visits.go imports.go merge.go   looks at addresses: by a crawl, from saved pages, from another archive
//	credible.go                                  what another archive says and cannot be
//	captures.go dictionaries.go                  pages as served, and how they are packed
//	readings.go fingerprint.go                   what the rules make of pages, and when two texts are the same
//
//	history.go                 what looks amount to: versions, first and last seen, gone
//	rebuild.go derived.go      the tables that follow, for the articles that are touched
//	index.go terms.go variants.go   the index of the text
//
//	read.go list.go stats.go   articles, versions and counts out again, and the filter for lists
//	search.go query.go query_readings.go match.go   search
//	headlines.go catalogue.go facets.go   articles as lists show them, page by page, and counts of what one may choose next
//	reextract.go repair.go maintain.go      stored pages by today's rules; repair; backup
//	removal.go remove.go       what goes with an article, and its removal for good
//	erase.go wipe.go wipe_tree.go   what was removed leaves the file: SQLite's pages, without what they hold of nothing
//	restore.go salvage.go salvage_tables.go mend.go   a backup in the archive's place; what can be saved of a damaged one
//	verify.go verify_index.go segments.go          checks: of all that is kept, and of the index against the texts
//
//	pages.go listed.go sources.go hosts.go runs.go   the queue: what to fetch and when, what lists name, what hosts asked for
//	orders.go troubles.go status.go                  past days that were ordered, what a person was told, the state of it all
//
// Every exported method is one transaction: whoever is killed finds all that was finished.
package store
