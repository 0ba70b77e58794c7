package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/sources"
	"mingpao/store"
)

func newCalendar(s streams) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "calendar [list|add DAYS [NOTE]|remove DAYS]",
		Short: "Note days without a paper",
		Long: `Note the days on which the daily paper does not appear, as at Lunar New Year: nothing is missed on them.
The note is yours to word; status shows it. Without a word, show what is noted.`,
		Example: `  mingpao calendar add 2027-02-06..2027-02-08 "no paper"
  mingpao calendar remove 2027-02-08`,
		ValidArgs: []string{"list", "add", "remove"},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, now := cmd.Context(), today()
			use := func(do func(*store.Archive) error) error { return cli.Write(ctx, s.err, db, do) }
			switch {
			case len(args) == 0 || len(args) == 1 && args[0] == "list":
				return cli.Read(ctx, db, func(a *store.Archive) error { return sources.Days(ctx, s.out, a) })
			case args[0] == "add" && (len(args) == 2 || len(args) == 3):
				note := append(args, "")[2]
				return use(func(a *store.Archive) error { return sources.AddDays(ctx, a, args[1], note, now) })
			case args[0] == "remove" && len(args) == 2:
				return use(func(a *store.Archive) error { return sources.RemoveDays(ctx, a, args[1], now) })
			}
			return cli.Usagef("calendar: write add DAYS [NOTE], remove DAYS, or nothing to see what is noted")
		},
	}
	cli.DBFlag(cmd, &db)
	return cmd
}
