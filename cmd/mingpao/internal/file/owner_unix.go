//go:build unix

package file

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner of the one that it replaces. Only root may; for others the file is their own.
func keepOwner(f *os.File, replaced fs.FileInfo) {
	if s, ok := replaced.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(s.Uid), int(s.Gid))
	}
}
