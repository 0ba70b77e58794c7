package db

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// Where SQLite locks a file (https://sqlite.org/fileformat2.html, "the lock-byte page").
const (
	lockBytes = 1 << 30
	lockRange = 512
)

// isFree reports whether nobody has locked a file for SQLite, this process included.
func isFree(file *os.File) bool {
	look := unix.Flock_t{Type: unix.F_WRLCK, Whence: io.SeekStart, Start: lockBytes, Len: lockRange}
	err := unix.FcntlFlock(file.Fd(), unix.F_OFD_GETLK, &look)
	return isWithoutLocks(err) || err == nil && look.Type == unix.F_UNLCK
}
