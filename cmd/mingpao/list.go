package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newList(s streams) *cobra.Command {
	var flags filterFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List articles of the archive, the newest first",
		Long: `List articles of the archive, the newest first, with the times that the paper prints. mingpao history ID
shows when one was seen to change or go, and whose word that is.`,
		Example: `  mingpao list --from today
  mingpao list --section 觀點 --author 李先知 --from 2025-12
  mingpao list --gone --from -30d`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return flags.read(cmd.Context(), func(a *store.Archive, filter catalog.Filter) error {
				return runList(cmd.Context(), s, a, filter, asJSON)
			})
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object an article")
	return cmd
}

func runList(ctx context.Context, s streams, a *store.Archive, filter catalog.Filter, asJSON bool) error {
	found := 0
	err := terminal.Paged(s.out, func(w io.Writer) error {
		if asJSON {
			return cli.Sound(s.err, a.Catalog().Articles(ctx, filter), func(art *catalog.Article) error {
				found++
				return export.JSON(w, art, "")
			})
		}
		return cli.Sound(s.err, a.Catalog().List(ctx, filter), func(h catalog.Headline) error {
			found++
			_, err := fmt.Fprintln(w, display.Fitted(display.Line(words.To(s.out), h), s.out))
			return err
		})
	})
	if err == nil && found == 0 {
		s.nothing()
	}
	return err
}
