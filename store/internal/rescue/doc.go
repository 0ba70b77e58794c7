// Package rescue brings an archive back.
//
//	restore.go                                             a backup takes the archive's place
//	salvage.go salvage_looks.go salvage_tables.go mend.go  what can be read of a damaged archive goes into a new one
package rescue
