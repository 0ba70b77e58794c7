// Package wipe overwrites what a file of SQLite holds of nothing: SQLite leaves copies of rows that it moved, also with
// secure_delete, and its VACUUM needs room for two more files. It is by hand because nothing fits.
//
//	wipe.go       a file
//	wipe_tree.go  a page of a tree: what of it is in use
package wipe
