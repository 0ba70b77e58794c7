package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/reread"
)

func newGolden(s streams) *cobra.Command {
	var update bool
	cmd := &cobra.Command{
		Use:   "golden [flags] DIR|FILE...",
		Short: "Compare saved pages with what they gave before",
		Long: `Compare saved pages with what they gave before, which stands beside each in a golden file: the article
and its signed blocks of page.html in page.golden.json. Differences go to standard output; where there
are any, or a page has no golden, or a golden no page, the exit status is 3.

--update writes the goldens. Read their difference before you keep it.`,
		Example: `  mingpao golden --update saved/
  mingpao golden saved/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || slices.ContainsFunc(args, isNoFile) {
				return cli.Usagef("golden: name folders or files of saved pages")
			}
			if err := intake.SomeExist(args); err != nil {
				return err
			}
			g := reread.Goldens{Out: s.out, Err: s.err, Update: update}
			return g.Run(cmd.Context(), args)
		},
	}
	cmd.Flags().BoolVar(&update, "update", false, "write the goldens")
	return cmd
}

func isNoFile(arg string) bool { return arg == "-" || strings.Contains(arg, "://") }
