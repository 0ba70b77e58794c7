package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/runs"
	"mingpao/store"
)

func newRuns(s streams) *cobra.Command {
	var db string
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "runs",
		Short: "List crawls, imports and merges, with what each brought",
		Long: `List crawls, imports, merges and what else was run, the latest first, with what each brought: a line a run.
mingpao undo takes one back. Those of archives that were merged are theirs, and not listed.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				return runs.List(cmd.Context(), s.out, a, limit, asJSON)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().IntVarP(&limit, "limit", "n", 50, "at most `N` runs; 0: all")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON lines, one a run")
	return cmd
}
