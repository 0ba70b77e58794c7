package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newChanges(s streams) *cobra.Command {
	var flags filterFlags
	var since, until string
	var period catalog.Period
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what the site changed or took away since yesterday",
		Long: `List what the site changed after it was first seen, and the articles that it took away, the latest first,
each with its headline of that time, what was changed, and whose word that is. At the end it says how many there
are, and how much was looked at again. mingpao history ID shows the words.`,
		Example: `  mingpao changes
  mingpao changes --since -7d --section 社評
  mingpao changes --since 2026-03-01 --until 2026-03-07 --limit 200`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			first, last, err := filter.Days(since, until, today())
			if err != nil {
				return cli.Usagef("%v", sinceUntil{err})
			}
			period.Since, period.Until = first+"T00:00:00+08:00", site.AddDays(last, 1)
			return flags.read(cmd.Context(), func(a *store.Archive, chosen catalog.Filter) error {
				return runChanges(cmd.Context(), s, a, chosen, period, asJSON)
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&since, "since", "yesterday", "since this `DAY`: today, yesterday, -7d, 2025-12-03")
	cmd.Flags().StringVar(&until, "until", "", "until this `DAY`, which is included")
	cmd.Flags().BoolVar(&period.Suspect, "suspect", false,
		"also what is suspect: imported pages that lack their own description")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a change")
	return cmd
}

// sinceUntil is an error of the days, which have other names here.
type sinceUntil struct{ error }

func (e sinceUntil) In(s words.Speech) string {
	return strings.NewReplacer("--from", "--since", "--to", "--until").Replace(s.Error(e.error))
}

func (e sinceUntil) Error() string { return e.In(words.English) }

func runChanges(ctx context.Context, s streams, a *store.Archive, chosen catalog.Filter, p catalog.Period,
	asJSON bool) error {
	all, err := a.Catalog().Events(ctx, catalog.Query{Filter: chosen}, p)
	if err != nil {
		return err
	}
	looked, err := health.SilenceOf(ctx, a.Catalog(), chosen, p, today())
	if err != nil {
		return err
	}
	shown := all
	if chosen.Limit > 0 {
		shown = all[:min(chosen.Limit, len(all))]
	}
	err = terminal.Paged(s.out, func(w io.Writer) error {
		return cli.Sound(s.err, a.Catalog().Entries(ctx, shown), func(e catalog.Entry) error {
			c := diff.ChangeOf(e)
			if asJSON {
				return export.JSON(w, c, "")
			}
			_, err := fmt.Fprintln(w, display.Fitted(display.Change(words.To(s.out), c), s.out))
			return err
		})
	})
	said := append(display.Counted(words.To(s.err), all, len(shown), p),
		looked.Said(words.To(s.err), export.ReadableTime)...)
	fmt.Fprintln(s.err, strings.Join(said, " "))
	return err
}
