// Package verify looks for what in an archive is not as it ought to be. It changes nothing.
//
//	verify.go clocks.go     all that is kept, against its hashes and what it follows from; times that a wrong clock gave
//	readings.go             what is kept of pages' readings, against the pages
//	seal.go                 what was taken in, against the seals of its days
//	index.go segments.go    the index against the texts
package verify
