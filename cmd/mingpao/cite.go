package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newCite(s streams) *cobra.Command {
	var db, style string
	var revision int
	var both []int
	cmd := &cobra.Command{
		Use:   "cite ID|URL",
		Short: "Cite an article: who, what, when, where, which version",
		Long: `Cite an article of the archive for a footnote or a citation manager. The day of retrieval is the one
on which this version was first seen, and the hash is that of the page as served: with both, another
person can tell whether they have the same text. A version has a key of its own, so that two of one
article stand in one bibliography; --revisions cites both, and says what differs.`,
		Example: `  mingpao cite 1764700000000
  mingpao cite --style bibtex 1764700000000 >> thesis.bib
  mingpao cite --revisions 1,2 1764700000000`,
		Args: cli.Exactly(1, "cite: name an article by its address or id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(export.Styles(), style) {
				return cli.Usagef("cite: --style %q is none of %s", style, strings.Join(export.Styles(), ", "))
			}
			if len(both) > 0 && (len(both) != 2 || both[0] == both[1]) {
				return cli.Usagef("cite: --revisions takes two numbers: --revisions 1,2")
			}
			if len(both) == 0 {
				both = []int{revision}
			}
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				all, err := citations(cmd.Context(), a, args[0], both)
				if err != nil {
					return err
				}
				return export.Cite(s.data(), style, all...)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	f := cmd.Flags()
	f.StringVar(&style, "style", "plain", "`STYLE`: plain, bibtex, ris or csl")
	f.IntVar(&revision, "revision", 0, "version `N` of it (default the latest)")
	f.IntSliceVar(&both, "revisions", nil, "two versions, `N,N`, and what differs between them")
	cli.Apart(cmd, "revision", "revisions")
	cli.Complete(cmd, "style", export.Styles())
	return cmd
}

// citations cites one or two versions of the article that a person names.
func citations(ctx context.Context, a *store.Archive, name string, revisions []int) ([]export.Citation, error) {
	art, err := cli.Find(ctx, a, name)
	if err != nil {
		return nil, err
	}
	var all []catalog.Version
	for _, n := range revisions {
		v, err := cli.Version(ctx, a, art, n)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	if len(all) == 2 {
		return export.CiteBoth(all[0], all[1]), nil
	}
	return []export.Citation{export.CitationOfVersion(all[0])}, nil
}
