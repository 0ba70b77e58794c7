package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"mingpao/store"
)

func newVerify(s streams) *cobra.Command {
	var db string
	var repair bool
	cmd := &cobra.Command{
		Use:   "verify [--repair]",
		Short: "Check every stored page, and all that follows from them",
		Long: `Check the archive: the file and its indexes, every stored page against its hash, the dictionaries that
open them, what was read from the pages, and whether the articles follow from what was seen. One line a
finding, and status 1. --repair makes anew what can be made anew; a stored page that is lost stays lost.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if repair {
				return rewrite(cmd.Context(), s, db, func(a *store.Archive) error { return runRepair(cmd.Context(), s, a) })
			}
			return read(cmd.Context(), db, func(a *store.Archive) error { return runVerify(cmd.Context(), s, a) })
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().BoolVar(&repair, "repair", false, "make anew what can be made anew")
	return cmd
}

func runVerify(ctx context.Context, s streams, a *store.Archive) error {
	n, err := printFindings(ctx, s, a)
	switch {
	case err != nil:
		return err
	case n > 0:
		return &exit{statusFailed, fmt.Errorf("%d findings in %s; mingpao verify --repair mends what follows from the stored pages", n, plain(a.Path()))}
	}
	fmt.Fprintf(s.err, "%s is sound\n", plain(a.Path()))
	return nil
}

// printFindings prints a line a finding and counts them.
func printFindings(ctx context.Context, s streams, a *store.Archive) (n int, err error) {
	for f := range a.Verify(ctx) {
		n++
		if _, err := fmt.Fprintln(s.out, oneLine(f.Text)); err != nil {
			return n, err
		}
	}
	return n, ctx.Err()
}

// runRepair mends the archive and says what is still wrong with it.
func runRepair(ctx context.Context, s streams, a *store.Archive) error {
	run, err := a.BeginRun(ctx, "verify --repair", version(), time.Now())
	if err != nil {
		return err
	}
	if failure := a.Repair(ctx, run); failure != nil {
		return errors.Join(failure, a.EndRun(ctx, run, store.Counts{}, statusOf(ctx, failure), time.Now()))
	}
	n, err := printFindings(ctx, s, a)
	status := statusOf(ctx, err)
	if n > 0 {
		status = statusFailed
	}
	if err := a.EndRun(ctx, run, store.Counts{}, status, time.Now()); err != nil {
		return err
	}
	switch {
	case err != nil:
		return err
	case n > 0:
		return &exit{statusFailed, fmt.Errorf("%d findings are left in %s", n, plain(a.Path()))}
	}
	fmt.Fprintf(s.err, "%s is sound\n", plain(a.Path()))
	return nil
}
