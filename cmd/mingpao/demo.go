package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/demo"
	"mingpao/store"
)

func newDemo(s streams) *cobra.Command {
	var keep string
	var show bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show a crawl of a small embedded site, without a network",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p := demo.Play{Keep: keep, Version: version(), Out: s.out}
			if show {
				p.Serve = func(ctx context.Context, db string, now time.Time) error {
					flags := serveFlags{listen: demoAddress, open: true, now: func() time.Time { return now }}
					return cli.Read(ctx, db, func(a *store.Archive) error { return serve(ctx, s, a, flags) })
				}
			}
			return p.Run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&keep, "keep", "", "keep the archive in `FOLDER`, to look at it")
	cmd.Flags().BoolVar(&show, "serve", false, "show the archive in a browser, until Ctrl-C")
	return cmd
}

// demoAddress leaves the choice of a port to the system: the archive's own room may be open.
const demoAddress = "127.0.0.1:0"
