package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"mingpao/store"
)

func newBackup(s streams) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a copy of the archive, also while a crawl runs",
		Args:  exactly(1, "backup: name the file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); !errors.Is(err, os.ErrNotExist) {
				return &exit{statusFailed, fmt.Errorf("backup: %s exists; name a new file", plain(args[0]))}
			}
			return read(cmd.Context(), db, func(a *store.Archive) error {
				if err := a.Backup(cmd.Context(), args[0]); err != nil {
					_ = os.Remove(args[0]) // no half file
					return err
				}
				fmt.Fprintf(s.err, "wrote %s\n", plain(args[0]))
				return nil
			})
		},
	}
	dbFlag(cmd, &db)
	return cmd
}

func newVacuum(s streams) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "vacuum",
		Short: "Give unused space of the archive back and speed its search up",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return rewrite(cmd.Context(), db, func(a *store.Archive) error {
				before := sizeOf(a.Path())
				if err := a.Vacuum(cmd.Context()); err != nil {
					return err
				}
				fmt.Fprintf(s.err, "%s: %.1f MB, was %.1f MB\n", plain(a.Path()), float64(sizeOf(a.Path()))/1e6, float64(before)/1e6)
				return nil
			})
		},
	}
	dbFlag(cmd, &db)
	return cmd
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
