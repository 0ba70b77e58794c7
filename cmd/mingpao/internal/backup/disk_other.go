//go:build !unix

package backup

// OnOneDisk knows only Unix.
func OnOneDisk(string, string) bool { return false }
