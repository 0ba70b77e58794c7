//go:build !unix

package db

import "io/fs"

// LikeArchive does nothing where files have no owner.
func LikeArchive(string, fs.FileInfo) {}
