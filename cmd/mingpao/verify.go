package main

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/frontier"
)

func newVerify(s streams) *cobra.Command {
	var db string
	var repair, quick bool
	cmd := &cobra.Command{
		Use:   "verify [--quick | --repair]",
		Short: "Check every stored page, and all that follows from them",
		Long: `Check the archive: the file and its indexes, every stored page against its hash, the dictionaries that
open them, what was read from the pages, whether the articles follow from what was seen, and the index of
their texts. One line a finding, and status 1. --quick examines the file's structure, and one in 20 of all
else, each day others. --repair makes anew what can be made anew; a stored page that is lost stays lost.
What can be read of an archive whose file is damaged, mingpao salvage brings into a new one.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var share store.Share
			switch {
			case repair && quick:
				return cli.Usagef("verify: --quick only looks; --repair examines everything")
			case repair:
				return cli.Rewrite(cmd.Context(), s.err, db, func(a *store.Archive) error { return runRepair(cmd.Context(), s, a) })
			case quick:
				share = cli.PartOf(quickShare, today())
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error { return runVerify(cmd.Context(), s, a, share) })
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&quick, "quick", false, "examine the file's structure, and 1 in 20 of all else")
	cmd.Flags().BoolVar(&repair, "repair", false, "make anew what can be made anew")
	return cmd
}

// quickShare is what part of an archive verify --quick examines: one in so many.
const quickShare = 20

func runVerify(ctx context.Context, s streams, a *store.Archive, share store.Share) error {
	if err := nameOthers(ctx, s, a); err != nil {
		return err
	}
	n, err := printFindings(s, a.VerifyPart(ctx, share))
	switch {
	case err != nil:
		return err
	case n > 0:
		return &cli.Exit{Status: cli.Failed,
			Err: told.Errorf("%s in %s; mingpao verify --repair mends what follows from the stored pages",
				words.Numbered("%d finding|%d findings", n), plain(a.Path()))}
	}
	if share.OneIn > 0 {
		words.Fprintf(s.err, "%s: nothing is wrong with the file; pages, articles and index: 1 in %d examined\n",
			plain(a.Path()),
			share.OneIn)
		return nil
	}
	words.Fprintf(s.err, "%s is sound\n", plain(a.Path()))
	return nil
}

// nameOthers says what a person keeps in the archive's file beside its own tables.
func nameOthers(ctx context.Context, s streams, a *store.Archive) error {
	others, err := a.Others(ctx)
	if len(others) > 0 {
		words.Fprintf(s.err, "not mingpao's, and left alone: %s\n", oneLine(strings.Join(others, ", ")))
	}
	return err
}

// printFindings prints a line a finding and counts them.
func printFindings(s streams, findings iter.Seq2[store.Finding, error]) (n int, err error) {
	for f, err := range findings {
		if err != nil {
			return n, err
		}
		n++
		if _, err := fmt.Fprintln(s.out, oneLine(words.To(s.out).Error(f.Err))); err != nil {
			return n, err
		}
	}
	return n, nil
}

// runRepair mends the archive and says what is still wrong with it.
func runRepair(ctx context.Context, s streams, a *store.Archive) error {
	status, err := cli.NoteRun(ctx, a, "verify --repair", version(), today,
		func(run int64) (frontier.Counts, bool, error) {
			if err := a.Repair(ctx, run); err != nil {
				return frontier.Counts{}, false, err
			}
			n, err := printFindings(s, a.Verify(ctx))
			if n > 0 && err == nil {
				err = told.Errorf("%s left in %s; mingpao salvage saves what can be read into a new archive",
					words.Numbered("%d finding is|%d findings are", n), plain(a.Path()))
			}
			return frontier.Counts{}, false, err
		})
	if err := cli.Ended(status, err); err != nil {
		return err
	}
	words.Fprintf(s.err, "%s is sound\n", plain(a.Path()))
	return nil
}
