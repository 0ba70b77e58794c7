//go:build !unix

package db

import "io/fs"

func LikeArchive(string, fs.FileInfo) {}
