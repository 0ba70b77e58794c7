package main

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
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/store"
)

func newBackup(s streams) *cobra.Command {
	var db string
	var keep int
	var quiet bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a copy of the archive, also while a crawl runs",
		Long: `Write a copy of the archive, check it, and only then put it in the place of FILE, with the archive's owner and
mode. Its structure is read as a whole, and one in 30 of its pages, each day others; mingpao verify reads
everything. With --keep the copies before it stay as FILE.1, FILE.2 and so on: each takes as much room as the
archive. On the disk of the archive they do not outlive it. mingpao restore puts a copy in the archive's place.`,
		Example: "  mingpao backup --keep 7 /mnt/backup/mingpao.db",
		Args:    cli.Exactly(1, "backup: name the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case keep < 1:
				return cli.Usagef("backup: --keep takes a number from 1")
			case args[0] == "-":
				return cli.Usagef("backup: - is a stream, and a copy is read again before it counts; name a file")
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				if err := backUp(cmd.Context(), a, args[0], keep); err != nil {
					return err
				}
				if quiet {
					return nil
				}
				fmt.Fprintf(s.err, "wrote %s, %.1f MB, and checked it\n", plain(args[0]), float64(sizeOf(args[0]))/1e6)
				if onOneDisk(a.Path(), args[0]) {
					fmt.Fprintf(s.err, "mingpao: %s lies on the disk of the archive: whatever takes that takes both; name a place on another\n",
						plain(args[0]))
				}
				return nil
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().IntVar(&keep, "keep", 1, "keep `N` copies, this one included")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "print nothing on success")
	return onceADay(cmd)
}

// backUp puts a sound copy of an archive in the place of a file, and keeps the copies before it.
func backUp(ctx context.Context, a *store.Archive, path string, keep int) error {
	if same, err := file.Same(a.Path(), path); err != nil || same {
		return errors.Join(err, fmt.Errorf("backup: %s is the archive itself; name another file", plain(path)))
	}
	removeLeft(path)
	return file.Replace(path, func(temporary string) error {
		lock := flock.New(temporary) // until it is done: what is not locked was left by a kill
		if _, err := lock.TryLock(); err != nil {
			return fmt.Errorf("backup: lock %s: %w", plain(temporary), file.Reason(err))
		}
		defer lock.Close()
		if err := a.Backup(ctx, temporary); err != nil {
			return err
		}
		if err := store.CheckCopy(ctx, temporary, partOf(backupShare)); err != nil {
			return fmt.Errorf("backup: the copy is not sound, %s stays as it is: %w", plain(path), err)
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
			return fmt.Errorf("backup: keep %s: %w", plain(numbered(path, n-1)), file.Reason(err))
		}
	}
	first := numbered(path, 1)
	_ = os.Remove(first) // with --keep 2 nothing has moved it
	if err := os.Link(path, first); err != nil {
		if err := os.Rename(path, first); err != nil { // a file system without hard links
			return fmt.Errorf("backup: keep %s: %w", plain(path), file.Reason(err))
		}
	}
	return nil
}

func numbered(path string, n int) string { return fmt.Sprintf("%s.%d", path, n) }

// removeLeft removes the copies that backups to a file have left which were killed: hidden, and as large as the archive.
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
		if !isOurs || len(end) != 8 || strings.Trim(end, "0123456789abcdef") != "" || err != nil || !info.Mode().IsRegular() ||
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

// backupShare is what part of its pages a copy's check reads: all of them in a month of nightly copies.
const backupShare = 30
