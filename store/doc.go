// Package store is the archive: one SQLite file that a person can open with any SQLite tool and understand.
//
// The record is what was seen: an address was looked at, at a time, with an outcome. Articles, their versions, when
// they were first and last seen and whether they are gone follow from that, and are the same whatever order it came
// in.
//
// An Archive has three doors, and every exported method is one transaction: whoever is killed finds all that was
// finished. Its own methods keep what was seen and keep the archive in order; Catalog hands articles out; Frontier is
// the crawl's memory.
//
//	archive.go   the doors: opening, recording, merging, removing, reading again
//	care.go      sealing, checking, repairing, copying
//	visits.go    a crawl's look at a page: what was seen, and its place in the queue, in one transaction; looks that wait
//	             for their page, articles that were removed elsewhere
//
// The rooms below it import downwards only:
//
//	search            the query language: parsing, folding, variants, Simplified; pure
//	queue             the values of a crawl; pure
//	record            a sighting becomes a revision: identify, keep, add, rebuild
//	catalog           articles out again: one, lists, search, names, counts
//	frontier          the crawl's memory in tables: pages that are due, lists, hosts, orders, troubles, runs
//	internal/pack     pages as bytes: how they are compressed
//	internal/db       the file: opening, its lock, its log, transactions, schema, what may go wrong
//	internal/history  looks to versions, first and last seen, gone; pure
//	internal/index    the index of texts, as a transaction writes it
//	internal/ident    which article a number, an address, an alias or a tombstone means
//	internal/captures pages as served, what they were read as, and when two texts are the same
//	internal/migrate  archives of earlier schemas
//	internal/wipe     SQLite's pages without what they hold of nothing
//	internal/verify   what is not as it ought to be
//	internal/upkeep   remove, merge, undo, repair, read again, back up
//	internal/rescue   a backup in the archive's place; what can be saved of a damaged one
package store
