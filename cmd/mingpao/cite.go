package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/store"
)

func newCite(s streams) *cobra.Command {
	var db, style string
	var revision int
	cmd := &cobra.Command{
		Use:   "cite ID|URL",
		Short: "Cite an article: who, what, when, where, which version",
		Long: `Cite an article of the archive for a footnote or a citation manager. The day of retrieval is the one
on which this version was first seen, and the hash is that of the page as served: with both, another
person can tell whether they have the same text.`,
		Example: `  mingpao cite 1764700000000
  mingpao cite --style bibtex 1764700000000 >> thesis.bib`,
		Args: cli.Exactly(1, "cite: name an article by its address or id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(export.Styles(), style) {
				return cli.Usagef("cite: --style %q is none of %s", style, strings.Join(export.Styles(), ", "))
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				c, err := citation(cmd.Context(), a, args[0], revision)
				if err != nil {
					return err
				}
				_, err = io.WriteString(s.data(), c.Cite(style))
				return err
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().StringVar(&style, "style", "plain", "`STYLE`: plain, bibtex, ris or csl")
	cmd.Flags().IntVar(&revision, "revision", 0, "version `N` of it (default the latest)")
	cli.Complete(cmd, "style", export.Styles())
	return cmd
}

// citation cites a version of the article that a person names.
func citation(ctx context.Context, a *store.Archive, name string, revision int) (export.Citation, error) {
	art, err := cli.Find(ctx, a, name)
	if err != nil {
		return export.Citation{}, err
	}
	v, err := cli.Version(ctx, a, art, revision)
	if err != nil {
		return export.Citation{}, err
	}
	return export.Citation{Article: v.Article, Revision: v.Revision, Retrieved: v.Seen, SHA256: v.SHA256}, nil
}
