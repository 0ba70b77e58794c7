package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

type checkFlags struct {
	db, ping, metrics, accept string
	json, seal                bool
}

func newCheck(s streams) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Is the archive still healthy?",
		Long: `Compare the day up to the last crawl with the archive's own past: lists that fail, days that nothing
covers, and section by section the number of articles, the share with an author, their length, pages that
could not be read, designs that are not known, and paragraphs that stand word for word in many articles,
which may be a new notice. Silent when healthy; status 4 and a line a finding where something looks wrong.
--seal prints the seal of the last day that has ended, too: where cron mails it, it is kept elsewhere.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			now, err := clock()
			if err != nil {
				return err
			}
			if flags.accept != "" {
				return cli.Write(ctx, s.err, flags.db, func(a *store.Archive) error {
					return a.Frontier().Accept(ctx, flags.accept, now())
				})
			}
			return cli.Read(ctx, flags.db, func(a *store.Archive) error { return runCheck(ctx, s, a, flags, now()) })
		},
	}
	cli.DBFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.StringVar(&flags.ping, "ping", "", "tell a health-check service: this `URL` when healthy, URL/fail otherwise")
	f.StringVar(&flags.metrics, "metrics", "", "write the figures to this `FILE` for Prometheus; - is standard output")
	f.StringVar(&flags.accept, "accept", "", "this `TEXT`, a whole paragraph, is no notice: never name it again")
	f.BoolVar(&flags.seal, "seal", false, "print the day's seal, also when healthy; see mingpao seal")
	f.BoolVar(&flags.json, "json", false, "as JSON, with the troubles that crawls have told of")
	return onceADay(cmd)
}

func runCheck(ctx context.Context, s streams, a *store.Archive, flags checkFlags, now time.Time) error {
	c, err := health.Examine(ctx, a, now)
	if err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	var found []string
	for _, f := range c.Findings {
		found = append(found, f.In(words.To(s.out)))
	}
	if err := writeCheck(ctx, s.out, a, c, flags, found); err != nil {
		return err
	}
	if flags.metrics != "" {
		status, err := health.Of(ctx, a, now)
		if err != nil {
			return &cli.Exit{Status: cli.Failed, Err: err}
		}
		write := func(w io.Writer) error { return health.WriteMetrics(w, c, status) }
		if err := cli.WriteTo(s.out, flags.metrics, write); err != nil {
			return err
		}
	}
	if flags.ping != "" {
		if err := cli.Ping(ctx, flags.ping, found); err != nil {
			return err
		}
	}
	if len(c.Findings) > 0 {
		return &cli.Exit{Status: cli.Unhealthy}
	}
	return nil
}

// writeCheck writes what was found: a line each, or JSON with the troubles.
func writeCheck(ctx context.Context, w io.Writer, a *store.Archive, c *health.Check, flags checkFlags,
	found []string) error {
	if flags.json {
		answer, err := c.JSON(ctx, a)
		if err != nil {
			return &cli.Exit{Status: cli.Failed, Err: err}
		}
		return export.JSON(w, answer, "  ")
	}
	if flags.seal {
		seal, err := health.SealOf(ctx, a)
		if err != nil {
			return err
		}
		if seal != nil {
			found = append(found, words.To(w).Sprintf("seal of %s: %s", seal.Day, seal.SHA256))
		}
	}
	for _, line := range found {
		if _, err := fmt.Fprintln(w, plain(line)); err != nil {
			return err
		}
	}
	return nil
}
