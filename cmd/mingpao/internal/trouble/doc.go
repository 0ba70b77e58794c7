// Package trouble says what goes wrong with crawls: when it begins, once a day while it lasts, and when it is over. A
// trouble is known by its cause. It is over when what it concerns was looked at and has been well for a while; what
// was not looked at stays as it is.
//
//	tell.go    what was told and what is seen: lines to print
//	lines.go   a cause as a line, with the first thing to try
//	late.go    the same for lists that name less than they usually do
//	run.go     what a run saw, against what the archive says is well
//	state.go   what cannot stand in an archive: that it cannot be written, or the clock
package trouble
