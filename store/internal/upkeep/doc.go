// Package upkeep keeps an archive in order.
//
//	sighted.go merge.go credible.go      sightings out, and in from another archive, whose word is weighed
//	merge_removals.go merge_runs.go      what was removed there, and its runs
//	claims.go                            what archives say of their seals
//	undo.go retract.go                   a run is taken back, here or in another archive
//	removal.go removal_pictures.go       what goes with an article, and with it of the pictures
//	remove.go remove_pages.go erase.go   its removal, that of its pages, and that nothing of it is left
//	repair.go reextract.go               what can be made anew; stored pages by today's rules
//	maintain.go                          copies, and the file without what was freed
package upkeep
