package main

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/following"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newDigest(s streams) *cobra.Command {
	var db string
	var asJSON, dryRun bool
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "Tell what is new of what one follows, since the last digest",
		Long: `Tell what is new of the questions that follow keeps: new articles, what the site changed, old and new, and
what it took away, and whose word that is. New is what was taken in since the last digest, whatever its
date; where nothing is, nothing is printed, so that cron mails only what there is. What was printed
counts as told; a digest that could not print, or was ended before, tells it again.`,
		Example: `  mingpao digest
  0 7 * * *  mingpao digest --db /srv/mingpao.db`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var d following.Digest
			err := cli.Read(cmd.Context(), db, func(a *store.Archive) (err error) {
				if d, err = following.Gather(cmd.Context(), a, today()); err != nil {
					return err
				}
				return printDigest(s, d, asJSON)
			})
			if err != nil || dryRun || d.IsTold() {
				return err
			}
			return noteTold(cmd.Context(), s, db, d)
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object an article")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "print it, and do not count it as told")
	return cmd
}

// printDigest prints all of it at once: what was printed in part is not told.
func printDigest(s streams, d following.Digest, asJSON bool) error {
	var b bytes.Buffer
	var err error
	if asJSON {
		err = d.WriteJSON(&b)
	} else {
		err = d.Write(&b, words.To(s.out), terminal.StyleFor(s.out), terminal.Width(s.out))
	}
	if err == nil && b.Len() > 0 {
		_, err = s.out.Write(b.Bytes())
	}
	for _, damaged := range d.Damaged {
		words.Fprintf(s.err, "mingpao: %s; the others were told\n", oneLine(words.To(s.err).Error(damaged)))
	}
	return err
}

// noteTold notes that a digest was printed.
func noteTold(ctx context.Context, s streams, db string, d following.Digest) error {
	err := cli.Rewrite(ctx, s.err, db, func(a *store.Archive) error { return d.Told(ctx, a) })
	if err == nil && len(d.Damaged) > 0 {
		return &cli.Exit{Status: cli.Partly}
	}
	return err
}
