package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

func newSearch(s streams) *cobra.Command {
	var flags filterFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Search the archive",
		Long: `Search the headlines and texts of the archive, the newest first.

  颱風 停課          both words, of any length
  "立法會選舉"       a phrase
  颱風 OR 暴雨       either; OR joins the two words beside it
  颱風 -停課         the first without the second
  title:颱風         in the headline
  author:李          among the authors' names

Latin words are found as whole words, in capitals or not; + # % & @ and signs of money at one are part of it: C++,
100%, R&B. Other marks are left out. Simplified characters find Traditional
texts; variants (裏/裡, 着/著, 台/臺, 户/戶), full-width forms, quotes and middle dots find each other.

mingpao history ID shows when one was seen to change or go, and whose word that is.`,
		Example: `  mingpao search 颱風 停課
  mingpao search '颱風 OR 暴雨 -停課' --from -7d
  mingpao search title:社評 --section pns --from 2025-12`,
		RunE: func(cmd *cobra.Command, args []string) error {
			query, err := search.ParseQuery(strings.Join(args, " "))
			if err != nil {
				return cli.Usagef("search: %v", words.QueryError{Err: err})
			}
			if open := search.Open(strings.Join(args, " ")); open != "" {
				words.Fprintf(s.err, "mingpao: the quotes are not closed: searched for \"%s\"\n", plain(open))
			}
			if open := search.Open(strings.Join(args, " ")); open != "" {
				words.Fprintf(s.err, "mingpao: the quotes are not closed: searched for \"%s\"\n", plain(open))
			}
			return flags.read(cmd.Context(), func(a *store.Archive, filter catalog.Filter) error {
				return runSearch(cmd.Context(), s, a, catalog.Query{Expression: query, Filter: filter}, asJSON)
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object an article")
	return cmd
}

func runSearch(ctx context.Context, s streams, a *store.Archive, query catalog.Query, asJSON bool) error {
	st := terminal.StyleFor(s.out)
	found := 0
	err := terminal.Paged(s.out, func(w io.Writer) error {
		return cli.Sound(s.err, a.Catalog().Search(ctx, query), func(art *catalog.Article) error {
			found++
			if asJSON {
				return export.JSON(w, art, "")
			}
			text := display.Snippet(art.Body, query.Expression, st, terminal.Width(s.out))
			_, err := fmt.Fprintf(w, "%s\n%s\n",
				display.Fitted(display.Line(words.To(s.out), display.HeadlineOf(art)), s.out), text)
			return err
		})
	})
	if err == nil && found == 0 {
		s.nothing()
	}
	return err
}
