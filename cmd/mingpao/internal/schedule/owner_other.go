//go:build !unix

package schedule

import "io/fs"

func owner(fs.FileInfo) (string, error) { return "", nil }
