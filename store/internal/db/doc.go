// Package db is the archive's file: it knows no article.
//
//	open.go connect.go guard.go  opening, connections, what a file from elsewhere may ask for
//	lock.go lock_other.go lock_unix.go wait.go  one writer; waiting for other programs
//	lock_linux.go lock_nolinux.go  a file system without locks, told from another program's lock
//	descriptor.go moved.go stale.go  whether the file is still the one that was opened, and the log its own
//	log.go                       the log while the file is written, the file at rest
//	tx.go stamp.go               how the file is read, and written: in a write only its transaction can be reached
//	schema.go schematext.go ours.go  the schema's steps (schema/*.sql); whether a file holds what they made
//	fault.go                     what may go wrong, and what to do
package db
