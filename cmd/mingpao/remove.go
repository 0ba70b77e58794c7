package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/removal"
	"mingpao/store"
)

func newRemove(s streams) *cobra.Command {
	var db string
	var list bool
	r := removal.Removal{Now: today, In: s.in, Err: s.err}
	cmd := &cobra.Command{
		Use:   "remove ID|URL...",
		Short: "Remove articles for good, as for a legal request",
		Long: `Remove articles for good: texts, versions, stored pages, captions, index. Nothing of them is left in the
file. They do not come back with a crawl, an import or a merge; --list shows what was removed. Backups
that were made before still hold them. What goes with an article is said first; --dry-run says no more.
While another program reads the archive, what was removed is found no more, but its bytes stay in the
file until the next run of any command that writes while nobody reads; mingpao verify names that.`,
		Example: `  mingpao remove 1772726401001 --reason "court order 12/2026"
  mingpao remove --list`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case list && len(args) > 0 || !list && len(args) == 0:
				return cli.Usagef("remove: name articles by address or id, or give --list alone")
			case list:
				return cli.Read(cmd.Context(), db, func(a *store.Archive) error { return removal.List(cmd.Context(), s.out, a) })
			}
			run := func(a *store.Archive) error {
				r.Archive, r.Version = a, version()
				return r.Run(cmd.Context(), args)
			}
			if r.DryRun {
				return cli.Read(cmd.Context(), db, run)
			}
			return cli.Rewrite(cmd.Context(), s.err, db, run)
		},
	}
	cli.DBFlag(cmd, &db)
	f := cmd.Flags()
	f.StringVar(&r.Reason, "reason", "", "`WHY`, kept with the tombstone")
	f.BoolVar(&r.Yes, "yes", false, "do not ask")
	f.BoolVar(&r.DryRun, "dry-run", false, "say what would go, and change nothing")
	f.BoolVar(&list, "list", false, "show what was removed")
	return cmd
}
