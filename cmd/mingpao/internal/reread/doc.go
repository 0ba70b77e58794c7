// Package reread reads pages again by today's rules, and says what is different from before.
//
//	goldens.go  saved pages, against the goldens beside them
//	archive.go  the pages of an archive, against what was read from them
package reread
