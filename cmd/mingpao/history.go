package main

import (
	"io"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

func newHistory(s streams) *cobra.Command {
	var db string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history ID|URL",
		Short: "Show what was changed in an article, when, and whose word that is",
		Args:  cli.Exactly(1, "history: name an article by its address or id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				art, err := cli.Find(cmd.Context(), a, args[0])
				if err != nil {
					return err
				}
				versions, err := a.Catalog().Versions(cmd.Context(), art.Number)
				if err != nil {
					return err
				}
				looks, err := a.Catalog().Looks(cmd.Context(), art.Number)
				if err != nil {
					return err
				}
				if asJSON {
					return export.JSON(s.out, diff.Tell(versions, looks), "  ")
				}
				p := display.History{In: words.To(s.out), Style: terminal.StyleFor(s.out), Cells: terminal.Width(s.out)}
				return terminal.Paged(s.out, func(w io.Writer) error { return p.Write(w, art, versions, looks) })
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&asJSON, "json", false, "all versions as JSON, each with its looks")
	return cmd
}
