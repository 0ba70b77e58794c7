package rescue

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store/internal/db"
	"mingpao/store/internal/upkeep"
	"mingpao/store/internal/verify"
)

// Restore puts a backup in the place of the archive at path, or where there is none, and returns the name under which
// the archive before it is kept, with its log. The backup is read whole before, and stays as it is; whoever is killed
// finds the one archive or the other.
func Restore(ctx context.Context, backup, path string, now time.Time) (kept string, err error) {
	path, err = db.Resolve(path)
	if err != nil {
		return "", told.Errorf("archive %s: its folder cannot be read; check that it exists: %w", path, pathless.Error(err))
	}
	if err := errors.Join(db.CheckFolder(path), db.CheckFolder(backup)); err != nil {
		return "", err
	}
	old, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", db.Fault(path, "restore", pathless.Error(err))
	}
	if info, err := os.Stat(backup); err == nil && old != nil && os.SameFile(info, old) {
		return "", told.Errorf("archive %s: it is the backup itself; name another file", path)
	}
	lock, err := db.Acquire(ctx, path, db.Patience{})
	if err != nil {
		return "", err
	}
	defer lock.Unlock()
	temporary := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%08x", filepath.Base(path), rand.Uint32()))
	defer os.Remove(temporary)
	if err := soundCopy(ctx, backup, temporary); err != nil {
		return "", err
	}
	if old != nil {
		db.LikeArchive(temporary, old)
		if kept, err = keep(path, now); err != nil {
			return "", db.Fault(path, "restore", err)
		}
	}
	return kept, db.Fault(path, "restore", putInPlace(temporary, path))
}

// soundCopy copies a backup, if nothing is wrong with it.
func soundCopy(ctx context.Context, backup, to string) error {
	b, err := upkeep.OpenToRead(ctx, backup)
	if errors.Is(err, db.ErrOlder) {
		b, err = upkeep.OpenMigrated(ctx, backup, filepath.Dir(to))
	}
	if err != nil {
		return err
	}
	defer b.Close()
	for f, err := range verify.Archive(ctx, b) {
		if err != nil {
			return err
		}
		return told.Errorf("the backup %s is not sound, and nothing was changed: %v; "+
			"mingpao salvage saves what can be read of it into a new archive", backup, f.Err)
	}
	return upkeep.Backup(ctx, b, to)
}

// keep gives an archive and its log a second name, so that the first can be another's.
func keep(path string, now time.Time) (kept string, err error) {
	kept = path + ".before-" + now.In(db.Zone).Format("20060102-150405")
	for _, end := range []string{"-wal", "-journal", ""} {
		err := os.Link(path+end, kept+end)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) { // a file system without links
			err = os.Rename(path+end, kept+end)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("what lies there cannot be kept as %s: %w", kept, pathless.Error(err))
		}
	}
	return kept, nil
}

// putInPlace makes a file the archive. A log that is left beside it by a kill in between is proved to be another's.
func putInPlace(temporary, path string) error {
	if err := os.Rename(temporary, path); err != nil {
		return pathless.Error(err)
	}
	for _, end := range []string{"-wal", "-journal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return pathless.Error(err)
		}
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return pathless.Error(err)
	}
	defer folder.Close()
	_ = folder.Sync() // some file systems have none of that
	return nil
}
