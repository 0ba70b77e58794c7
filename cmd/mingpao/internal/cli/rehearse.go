package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mingpao/store"
)

// Rehearsed begins what is printed at the end of a dry run.
const Rehearsed = "nothing was written; it would be: "

// Rehearse hands over a copy of the archive, or a new one where there is none, and throws it away afterwards. Whoever
// reads or writes the archive meanwhile may go on: not a byte of it is touched.
func Rehearse(ctx context.Context, _ io.Writer, db string, use func(*store.Archive) error) error {
	path := DBPath(db)
	folder, err := rehearsalFolder(filepath.Dir(path))
	if err != nil {
		return &Exit{Failed, err}
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, filepath.Base(path))
	var archive *store.Archive
	if _, err = os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		archive, err = store.Open(ctx, copied)
	} else {
		archive, err = store.OpenCopy(ctx, path, copied)
	}
	if err != nil {
		return WithStatus(ctx, err)
	}
	defer archive.Close()
	return WithStatus(ctx, use(archive))
}

// rehearsalFolder makes a folder for a copy: beside the archive, where there is room for it, or where temporary files
// lie. What a dry run that was killed has left there goes a day later.
func rehearsalFolder(beside string) (string, error) {
	const name = ".mingpao-dry-run-"
	left, _ := filepath.Glob(filepath.Join(beside, name+"*")) // a folder whose name is no pattern finds nothing
	for _, folder := range left {
		if info, err := os.Stat(folder); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(folder)
		}
	}
	if folder, err := os.MkdirTemp(beside, name); err == nil {
		return folder, nil
	}
	return os.MkdirTemp("", name)
}
