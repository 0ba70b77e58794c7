package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/store"
)

func newStatus(s streams) *cobra.Command {
	var db string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show how the archive is kept: runs, lists, queue, days covered",
		Long: `Show the last crawls, lists that fail or are late, the queue by reason, orders of past days, what is known
of the last 30 days section by section, hosts that asked to wait, and the size of the archive.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := clock()
			if err != nil {
				return err
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				return terminal.Paged(s.out, func(w io.Writer) error {
					return printStatus(cmd.Context(), w, s.out, a, asJSON, now())
				})
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func printStatus(ctx context.Context, w, out io.Writer, a *store.Archive, asJSON bool, now time.Time) error {
	status, err := health.Of(ctx, a, now)
	if err != nil {
		return err
	}
	if !asJSON {
		return writeStatus(w, out, status)
	}
	return export.JSON(w, status, "  ")
}

// writeStatus writes the state for people, its lines fitted to the screen that out is.
func writeStatus(w, out io.Writer, status *health.Status) error {
	var b strings.Builder
	if err := status.WriteText(&b); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		if _, err := fmt.Fprintln(w, display.Fitted(strings.TrimSuffix(line, "\n"), out)); err != nil {
			return err
		}
	}
	return nil
}
