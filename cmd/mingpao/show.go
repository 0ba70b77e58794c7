package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newShow(s streams) *cobra.Command {
	var db string
	var revision int
	var raw, explain, asJSON bool
	cmd := &cobra.Command{
		Use:   "show ID|URL",
		Short: "Show an article of the archive",
		Args:  cli.Exactly(1, "show: name an article by its address or id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return cli.Read(cmd.Context(), db, func(a *store.Archive) error {
				ctx := cmd.Context()
				art, err := cli.Find(ctx, a, args[0])
				if err != nil {
					return err
				}
				v, err := cli.Version(ctx, a, art, revision)
				switch {
				case err != nil:
					return err
				case raw:
					return showRaw(ctx, s.data(), a, v)
				case explain:
					return terminal.Paged(s.out, func(w io.Writer) error {
						return showExplained(ctx, w, terminal.Width(s.out), a, art, v)
					})
				case asJSON:
					return export.JSON(s.out, shownArticle{v.Article, v.Revision, v.Seen, art.FirstSeen, art.LastSeen, art.Gone,
						v.Witness, art.GoneBy}, "  ")
				}
				return showPlain(ctx, s, a, art, v)
			})
		},
	}
	cli.DBFlag(cmd, &db)
	f := cmd.Flags()
	f.IntVar(&revision, "revision", 0, "version `N` of it (default the latest)")
	f.BoolVar(&raw, "raw", false, "the page as the site served it")
	f.BoolVar(&explain, "explain", false, "every block of the page with the rule that decides it today")
	f.BoolVar(&asJSON, "json", false, "as JSON")
	cli.Apart(cmd, "raw", "explain", "json")
	return cmd
}

func showPlain(ctx context.Context, s streams, a *store.Archive, art *catalog.Article, v catalog.Version) error {
	last, err := a.Catalog().WhoLast(ctx, art)
	if err != nil {
		return err
	}
	return terminal.Paged(s.out, func(w io.Writer) error {
		return display.Article(w, words.To(w), terminal.StyleFor(s.out), terminal.Width(s.out), art, v, last)
	})
}

type shownArticle struct {
	extract.Article
	Revision  int    `json:"revision"`
	Seen      string `json:"seen"`
	FirstSeen string `json:"first_seen"`
	LastSeen  string `json:"last_seen"`
	Gone      string `json:"gone"`

	Witness catalog.Witness `json:"witness"` // of when the version was seen
	GoneBy  catalog.Witness `json:"gone_witness,omitzero"`
}

func showRaw(ctx context.Context, w io.Writer, a *store.Archive, v catalog.Version) error {
	c, err := a.Catalog().Capture(ctx, v.SHA256)
	if err != nil {
		return err
	}
	_, err = w.Write(c.Body)
	return err
}

func showExplained(ctx context.Context, w io.Writer, cells int, a *store.Archive, art *catalog.Article,
	v catalog.Version) error {
	c, err := a.Catalog().Capture(ctx, v.SHA256)
	if err != nil {
		return err
	}
	read, signed, err := extract.Explain(extract.Page{URL: art.URL, ContentType: c.ContentType, Body: c.Body})
	if err != nil {
		return told.Errorf("%s: %w", art.URL, err)
	}
	return display.Blocks(w, cells, read, signed)
}
