package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/words"
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
				before := file.Size(a.Path())
				if err := a.Vacuum(cmd.Context()); err != nil {
					return err
				}
				words.Fprintf(s.err, "%s: %.1f MB, was %.1f MB\n", plain(a.Path()), float64(file.Size(a.Path()))/1e6,
					float64(before)/1e6)
				return nil
			})
		},
	}
	cli.DBFlag(cmd, &db)
	return cmd
}
