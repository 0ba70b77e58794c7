// Package upkeep keeps an archive in order.
//
//	sighted.go merge.go credible.go      sightings out, and in from another archive, whose word is weighed
//	removal.go remove.go erase.go        what goes with an article, its removal, and that nothing of it is left
//	verify.go verify_index.go segments.go  checks: of all that is kept, and of the index against the texts
//	repair.go reextract.go               what can be made anew; stored pages by today's rules
//	maintain.go                          copies, and the file without what was freed
package upkeep
