//go:build unix

package backup

import (
	"os"
	"syscall"
)

// OnOneDisk reports whether two files lie on one file system.
func OnOneDisk(a, b string) bool {
	one, errOne := os.Stat(a)
	other, errOther := os.Stat(b)
	if errOne != nil || errOther != nil {
		return false
	}
	x, isUnix := one.Sys().(*syscall.Stat_t)
	y, _ := other.Sys().(*syscall.Stat_t)
	return isUnix && x.Dev == y.Dev
}
