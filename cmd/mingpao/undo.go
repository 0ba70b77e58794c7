package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/runs"
	"mingpao/store"
)

func newUndo(s streams) *cobra.Command {
	var db string
	u := runs.Undo{Err: s.err, Version: version(), Now: today}
	cmd := &cobra.Command{
		Use:   "undo RUN",
		Short: "Take back what an import, a merge or another run has taken in",
		Long: `Take back what an import, a merge or another run has taken in, as when its times were wrong or its file
was forged. Its looks stay in the record, marked, and count no longer: versions, first and last seen
and what is gone are worked out without them. An undo is a run, too, and can be undone.`,
		Example: `  mingpao runs
  mingpao undo 12 --reason "the folder's dates were those of the copy"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return cli.Usagef("undo: give the number of a run; mingpao runs lists them")
			}
			run, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil || run < 1 {
				return cli.Usagef("undo: %q is not the number of a run; mingpao runs lists them", plain(args[0]))
			}
			open := cli.Write
			if u.DryRun {
				open = cli.Rehearse
			}
			return open(cmd.Context(), s.err, db, func(a *store.Archive) error {
				u.Archive = a
				return u.Run(cmd.Context(), run)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().StringVar(&u.Reason, "reason", "", "`WHY`, kept with it")
	cmd.Flags().BoolVar(&u.DryRun, "dry-run", false, "say what it would be, and change nothing")
	return cmd
}
