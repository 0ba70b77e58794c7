package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/store"
)

func newVacuum(s streams) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "vacuum",
		Short: "Give unused space back and speed the search up",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cli.Rewrite(cmd.Context(), s.err, db, func(a *store.Archive) error {
				before := sizeOf(a.Path())
				if err := a.Vacuum(cmd.Context()); err != nil {
					return err
				}
				fmt.Fprintf(s.err, "%s: %.1f MB, was %.1f MB\n", plain(a.Path()), float64(sizeOf(a.Path()))/1e6,
					float64(before)/1e6)
				return nil
			})
		},
	}
	cli.DBFlag(cmd, &db)
	return cmd
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
