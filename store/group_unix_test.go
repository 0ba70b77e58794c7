//go:build unix

package store

import (
	"syscall"
	"testing"
)

// umasked is a filled archive made with a umask.
func umasked(t *testing.T, mask int) (a *Archive, path string) {
	t.Helper()
	before := syscall.Umask(mask) // of the whole process: no other test runs meanwhile
	defer syscall.Umask(before)
	return filledArchive(t)
}
