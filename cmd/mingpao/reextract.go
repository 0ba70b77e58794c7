package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/reread"
	"mingpao/store"
)

func newReextract(s streams) *cobra.Command {
	var db string
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "reextract [--dry-run]",
		Short: "Read the stored pages again by today's rules",
		Long: `Read the stored pages again by today's rules. What they say replaces what older rules said: it is no
change of the article. An article that today's rules cannot read stays as it is. --dry-run shows what
would change.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := clock()
			if err != nil {
				return err
			}
			again := func(a *store.Archive) error {
				r := reread.Archive{Archive: a, Version: version(), DryRun: dryRun, Now: now, Out: s.out, Err: s.err}
				return r.Run(cmd.Context())
			}
			if dryRun {
				return cli.Read(cmd.Context(), db, again)
			}
			return cli.Rewrite(cmd.Context(), s.err, db, again)
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show what would change, and change nothing")
	return cmd
}
