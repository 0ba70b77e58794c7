//go:build !unix

package store

import "io/fs"

func likeArchive(string, fs.FileInfo) {}
