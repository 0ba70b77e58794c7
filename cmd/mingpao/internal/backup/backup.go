// Package backup copies an archive to a file, and keeps the copies before it.
//
//	backup.go  a copy in the place of a file, and what becomes of those before
//	disk_*.go  whether two files are on one disk
package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store"
)

// Write puts a sound copy of an archive in the place of a file, and keeps the copies before it.
func Write(ctx context.Context, a *store.Archive, path string, keep int, now time.Time) error {
	if same, err := file.Same(a.Path(), path); err != nil || same {
		return errors.Join(err, told.Errorf("backup: %s is the archive itself; name another file", terminal.Plain(path)))
	}
	removeLeft(path)
	return file.Replace(path, func(temporary string) error {
		lock := flock.New(temporary) // until it is done: what is not locked was left by a kill
		if _, err := lock.TryLock(); err != nil {
			return told.Errorf("backup: lock %s: %w", terminal.Plain(temporary), pathless.Error(err))
		}
		defer lock.Close()
		if err := a.Backup(ctx, temporary); err != nil {
			return err
		}
		if err := store.CheckCopy(ctx, temporary, cli.PartOf(share, now)); err != nil {
			return told.Errorf("backup: the copy is not sound, %s stays as it is: %w", terminal.Plain(path), err)
		}
		return rotate(path, keep)
	})
}

// rotate moves the copies before a file on by one and keeps the file as the first of them; the last one goes.
func rotate(path string, keep int) error {
	if _, err := os.Stat(path); keep < 2 || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for n := keep - 1; n > 1; n-- {
		err := os.Rename(numbered(path, n-1), numbered(path, n))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return told.Errorf("backup: keep %s: %w", terminal.Plain(numbered(path, n-1)), pathless.Error(err))
		}
	}
	first := numbered(path, 1)
	_ = os.Remove(first) // with --keep 2 nothing has moved it
	if err := os.Link(path, first); err != nil {
		if err := os.Rename(path, first); err != nil { // a file system without hard links
			return told.Errorf("backup: keep %s: %w", terminal.Plain(path), pathless.Error(err))
		}
	}
	return nil
}

func numbered(path string, n int) string { return fmt.Sprintf("%s.%d", path, n) }

// removeLeft removes the copies that backups to a file have left which were killed: hidden, and as large as the
// archive.
func removeLeft(path string) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return // whoever writes there says so
	}
	for _, e := range entries {
		end, isOurs := strings.CutPrefix(e.Name(), "."+filepath.Base(path)+".")
		info, err := e.Info()
		if !isOurs || len(end) != 8 || strings.Trim(end, "0123456789abcdef") != "" || err != nil ||
			!info.Mode().IsRegular() ||
			time.Since(info.ModTime()) < leftAfter {
			continue
		}
		name := filepath.Join(filepath.Dir(path), e.Name())
		lock := flock.New(name)
		if isLeft, err := lock.TryLock(); isLeft && err == nil {
			_ = os.Remove(name)
			_ = os.Remove(name + "-journal")
		}
		_ = lock.Close()
	}
}

// leftAfter is how old a copy is that nobody has locked until it counts as left: it is made a moment before.
const leftAfter = time.Minute

// share is what part of its pages a copy's check reads: all of them in a month of nightly copies.
const share = 30
