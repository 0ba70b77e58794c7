package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

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
		Long: `Write a copy of the archive, read it whole, and only then put it in the place of FILE. With --keep the copies
before it stay as FILE.1, FILE.2 and so on.`,
		Example: "  mingpao backup --keep 7 /mnt/backup/mingpao.db",
		Args:    exactly(1, "backup: name the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case keep < 1:
				return usageError("backup: --keep takes a number from 1")
			case args[0] == "-":
				return usageError("backup: - is a stream, and a copy is read again before it counts; name a file")
			}
			return read(cmd.Context(), db, func(a *store.Archive) error {
				if err := backUp(cmd.Context(), a, args[0], keep); err != nil {
					return err
				}
				if !quiet {
					fmt.Fprintf(s.err, "wrote %s, %.1f MB, and read it\n", plain(args[0]), float64(sizeOf(args[0]))/1e6)
				}
				return nil
			})
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().IntVar(&keep, "keep", 1, "keep `N` copies, this one included")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "print nothing on success")
	return onceADay(cmd)
}

// backUp puts a sound copy of an archive in the place of a file, and keeps the copies before it.
func backUp(ctx context.Context, a *store.Archive, path string, keep int) error {
	if same, err := isSameFile(a.Path(), path); err != nil || same {
		return errors.Join(err, fmt.Errorf("backup: %s is the archive itself; name another file", plain(path)))
	}
	return file.Replace(path, func(temporary string) error {
		if err := a.Backup(ctx, temporary); err != nil {
			return err
		}
		if err := wholeArchive(ctx, temporary); err != nil {
			return fmt.Errorf("backup: the copy is not sound, %s stays as it is: %w", plain(path), err)
		}
		return rotate(path, keep)
	})
}

func isSameFile(a, b string) (bool, error) {
	one, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	other, err := os.Stat(b)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(one, other), err
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

// wholeArchive reads an archive whole and returns the first thing that is wrong with it.
func wholeArchive(ctx context.Context, path string) error {
	a, err := store.OpenReader(ctx, path)
	if err != nil {
		return err
	}
	defer a.Close()
	for finding, err := range a.Verify(ctx) {
		return cmp.Or(err, errors.New(finding.Text))
	}
	return nil
}
