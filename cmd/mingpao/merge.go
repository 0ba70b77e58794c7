package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/merging"
	"mingpao/store"
)

func newMerge(s streams) *cobra.Command {
	var db string
	m := merging.Merge{Now: today, In: s.in, Err: s.err}
	cmd := &cobra.Command{
		Use:   "merge OTHER.db...",
		Short: "Bring what other archives have seen into this one",
		Long: `Bring what other archives have seen into this one: the union of both, whatever came first. The others
are only read; they may be of older versions. A merge that was cut short goes on when it is repeated.
What was removed for good in one of them and is not here is kept out of here. What is here stays, and is
named; --removals removes it here, too, after it has asked.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usagef("merge: name the archives to bring in")
			}
			if err := intake.SomeExist(args); err != nil {
				return err
			}
			open := cli.Write
			if m.DryRun {
				open = cli.Rehearse
			}
			return open(cmd.Context(), s.err, db, func(a *store.Archive) error {
				m.Archive, m.Path, m.Version = a, cli.DBPath(db), version()
				return m.Run(cmd.Context(), args)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	f := cmd.Flags()
	f.BoolVar(&m.Removals, "removals", false, "remove here what was removed for good there")
	f.BoolVar(&m.Yes, "yes", false, "do not ask")
	f.BoolVar(&m.DryRun, "dry-run", false, "work on a copy of the archive, say what it would be, and change nothing")
	return cmd
}
