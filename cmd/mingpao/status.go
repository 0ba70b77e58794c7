package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newStatus(s streams) *cobra.Command {
	var db string
	var asJSON, coverage, unread bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show what the archive holds, and how it is kept",
		Long: `Show what is there: articles, days, sections, the last look at the site and whose word it is, what could not be
read and why, size and growth. Then how it is kept: troubles, the last crawls, lists that fail or are late, the queue by
reason, orders of past days, hosts that asked to wait, and what is known of the last 30 days, section by section.

With --unread: the pages that crawls tried and could not read, with the cause, instead.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := clock()
			if err != nil {
				return err
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				return terminal.Paged(s.out, func(w io.Writer) error {
					if unread {
						return health.WriteUnread(cmd.Context(), w, a, asJSON)
					}
					status, err := health.Of(cmd.Context(), a, now())
					switch {
					case err != nil:
						return err
					case asJSON:
						return export.JSON(w, status, "  ")
					}
					return writeStatus(w, s.out, status, coverage)
				})
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&coverage, "coverage", false, "the last 30 days of all sections, also of those that nobody reads")
	cmd.Flags().BoolVar(&unread, "unread", false, "list the pages that could not be read")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cli.Apart(cmd, "coverage", "unread")
	return cmd
}

// writeStatus writes the state for people, its lines fitted to the screen that out is.
func writeStatus(w, out io.Writer, status *health.Status, coverage bool) error {
	var b strings.Builder
	if err := status.WriteText(&b, words.To(out), coverage); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		if _, err := fmt.Fprintln(w, display.Fitted(strings.TrimSuffix(line, "\n"), out)); err != nil {
			return err
		}
	}
	return nil
}
