// Package feeds answers other programs: feeds of what was chosen, and exports of it.
//
//	feeds.go   Atom, OPML
//	opds.go    books for e-readers
//	export.go  what was found in a format, as it is made
package feeds
