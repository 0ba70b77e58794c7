package main

import (
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/sealing"
	"mingpao/store"
)

func newSeal(s streams) *cobra.Command {
	var db, day, hash string
	seal := sealing.Sealing{Out: s.out, Err: s.err}
	cmd := &cobra.Command{
		Use:   "seal [--day DAY] [--verify HASH]",
		Short: "Print a hash of the record, or hold the record against one",
		Long: `Print one hash of all looks that were taken in up to a day of Hong Kong, by default the last that has
ended. Keep it where nobody who can write to the archive can change it. --verify says whether all that
was taken in up to the day is still what it was, or names the first day that differs, with status 1.
Taking looks back, removing articles, reading pages again and what is taken in later leave it as it is.`,
		Example: `  mingpao seal
  mingpao seal --day 2026-03-08 --verify "$(cat seal-2026-03-08)"`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := time.Parse(time.DateOnly, day)
			switch {
			case day != "" && err != nil:
				return cli.Usagef("seal: --day %q is not a day; write 2026-03-08", plain(day))
			case cmd.Flags().Changed("verify") && !sealHash.MatchString(hash):
				return cli.Usagef("seal: --verify %q is not a seal; mingpao seal prints one", plain(hash))
			case hash != "" && day == "":
				return cli.Usagef("seal: of which day is it? Give --day, too")
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				if hash != "" {
					return seal.Hold(cmd.Context(), a, hash, day)
				}
				return seal.Print(cmd.Context(), a, day)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().StringVar(&day, "day", "", "up to this `DAY` of Hong Kong, 2026-03-08")
	cmd.Flags().StringVar(&hash, "verify", "", "hold what was taken in up to the day against this `HASH`")
	cmd.Flags().BoolVar(&seal.JSON, "json", false, "as JSON, with what other archives say of theirs")
	return cmd
}

var sealHash = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)
