// Package record turns sightings into revisions.
//
//	sightings.go first.go unmodified.go  a sighting is identified, kept and added
//	imports.go                           saved pages, a batch a transaction
//	readings.go                          what the rules made of its page
//	rebuild.go derived.go                then the tables that follow, for the articles that were touched
//	index.go                             and the index of their text
//	writer.go                            the transaction that keeps in mind what is to follow
package record
