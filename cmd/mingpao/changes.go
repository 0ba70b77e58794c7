package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newChanges(s streams) *cobra.Command {
	var flags filterFlags
	var since string
	var asJSON, suspect bool
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what the site changed or took away since yesterday",
		Long: `List the articles that the site changed after they were first seen, with what was changed, and those
that it took away, and whose word that is. mingpao history ID shows the words.`,
		Example: `  mingpao changes
  mingpao changes --since -7d --section 社評`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			first, _, err := filter.Days(since, "", today())
			if err != nil {
				return cli.Usagef("%s", strings.Replace(err.Error(), "--from", "--since", 1))
			}
			return flags.read(cmd.Context(), func(a *store.Archive, chosen catalog.Filter) error {
				chosen.Since = first + "T00:00:00+08:00"
				return runChanges(cmd.Context(), s, a, chosen, suspect, asJSON)
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&since, "since", "yesterday", "since this `DAY`: today, yesterday, -7d, 2025-12-03")
	cmd.Flags().BoolVar(&suspect, "suspect", false, "also what is suspect: imported pages that lack their own description")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a change")
	return cmd
}

// change is something that the site did to an article.
type change struct {
	At      string   `json:"at"`
	What    []string `json:"what"` // gone, withheld for legal reasons, or what was changed: headline, text …
	Edition string   `json:"edition"`
	ID      string   `json:"id"`
	URL     string   `json:"url"`
	Section string   `json:"section"`
	Title   string   `json:"title"`

	Witness catalog.Witness `json:"witness"`
}

func runChanges(ctx context.Context, s streams, a *store.Archive, chosen catalog.Filter, suspect, asJSON bool) error {
	all, err := changesOf(ctx, a, chosen, suspect)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintf(s.err, "nothing was changed or went since %s\n", export.ReadableTime(chosen.Since))
	}
	return terminal.Paged(s.out, func(w io.Writer) error {
		for _, c := range all {
			if asJSON {
				err = export.JSON(w, c, "")
			} else {
				line := fmt.Sprintf("%s  %s  %s  %s  (%s)  [%s]", export.ReadableTime(c.At), c.ID, plain(c.Section),
					oneLine(c.Title), words.English.Witness(c.Witness), strings.Join(c.What, ", "))
				_, err = fmt.Fprintln(w, display.Fitted(line, s.out))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func changesOf(ctx context.Context, a *store.Archive, chosen catalog.Filter, suspect bool) ([]change, error) {
	among := diff.Changes
	if suspect {
		among = diff.AllChanges
	}
	var all []change
	for art, err := range a.Catalog().Articles(ctx, chosen) {
		if err != nil {
			return nil, err
		}
		versions, err := a.Catalog().Versions(ctx, art.Number)
		if err != nil {
			return nil, err
		}
		for _, c := range among(versions, art.Gone, chosen.Since) {
			what := display.KindNames(c.Kinds)
			if c.IsGone {
				what, c.Witness = []string{display.Went(art.Withheld)}, art.GoneBy
			}
			all = append(all, change{c.At, what, art.Edition, art.ID, art.URL, art.Section, art.Title, c.Witness})
		}
	}
	slices.SortStableFunc(all, func(x, y change) int { return cmp.Compare(y.At, x.At) })
	return all, nil
}
