//go:build unix

package db

import (
	"io/fs"
	"os"
	"syscall"
)

// LikeArchive gives the lock the archive's owner and mode, as far as we may.
func LikeArchive(lock string, archive fs.FileInfo) {
	_ = os.Chmod(lock, archive.Mode().Perm())
	if stat, ok := archive.Sys().(*syscall.Stat_t); ok {
		_ = os.Chown(lock, int(stat.Uid), int(stat.Gid))
	}
}
