package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// completeNames offers the archive's own sections, authors and columns.
func (f *filterFlags) completeNames(cmd *cobra.Command) {
	ask := func(list func(context.Context, *store.Archive) ([]string, error)) func(*cobra.Command) []string {
		return func(cmd *cobra.Command) []string {
			var words []string
			// without an archive there is nothing to offer
			_ = cli.Read(cmd.Context(), f.db, func(a *store.Archive) (err error) {
				words, err = list(cmd.Context(), a)
				return err
			})
			return words
		}
	}
	cli.Offer(cmd, "section", ask(func(ctx context.Context, a *store.Archive) ([]string, error) {
		held, err := a.Catalog().SectionNames(ctx)
		var words []string
		for _, s := range held {
			words = append(words, s.Edition+"/"+s.Code+"\t"+plain(s.Label))
		}
		return words, err
	}))
	cli.Offer(cmd, "author", ask(func(ctx context.Context, a *store.Archive) ([]string, error) {
		held, err := a.Catalog().Authors(ctx, catalog.Filter{})
		return filter.NamesOf(held), err
	}))
	cli.Offer(cmd, "column", ask(func(ctx context.Context, a *store.Archive) ([]string, error) {
		held, err := a.Catalog().Columns(ctx, catalog.Filter{})
		return filter.NamesOf(held), err
	}))
}

func newSections(s streams) *cobra.Command {
	list := func(ctx context.Context, a *store.Archive, f catalog.Filter) ([]display.Count, error) {
		held, err := a.Catalog().Sections(ctx, f)
		var rows []display.Count
		for _, c := range held {
			names := []string{c.Edition + "/" + c.Code, site.EditionOf(c.Edition).Name + " " + c.Name}
			rows = append(rows, display.Count{JSON: c, Names: names, Articles: c.Articles, First: c.First, Last: c.Last})
		}
		return rows, err
	}
	return newCounts(s, "sections", "List the archive's sections, as --section takes them", list)
}

func newAuthors(s streams) *cobra.Command {
	return newCounts(s, "authors", "List the authors, the most frequent first", listNames((*catalog.Catalog).Authors))
}

func newColumns(s streams) *cobra.Command {
	return newCounts(s, "columns", "List the columns, the most frequent first", listNames((*catalog.Catalog).Columns))
}

// lister lists what articles have in common.
type lister func(context.Context, *store.Archive, catalog.Filter) ([]display.Count, error)

func listNames(names func(*catalog.Catalog, context.Context, catalog.Filter) ([]catalog.NameCount, error)) lister {
	return func(ctx context.Context, a *store.Archive, f catalog.Filter) ([]display.Count, error) {
		held, err := names(a.Catalog(), ctx, f)
		var rows []display.Count
		for _, c := range held {
			rows = append(rows, display.Count{JSON: c, Names: []string{c.Name}, Articles: c.Articles, First: c.First,
				Last: c.Last})
		}
		return rows, err
	}
}

// newCounts is a command that lists what articles have in common.
func newCounts(s streams, name, short string, list lister) *cobra.Command {
	var flags filterFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   name,
		Short: short,
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return flags.read(cmd.Context(), func(a *store.Archive, filter catalog.Filter) error {
				rows, err := list(cmd.Context(), a, filter)
				if err != nil {
					return err
				}
				if len(rows) == 0 {
					s.nothing()
				}
				return terminal.Paged(s.out, func(w io.Writer) error {
					return display.WriteCounts(w, rows, asJSON, display.NameRoom(s.out))
				})
			})
		},
	}
	flags.addChoice(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	return cmd
}

// nothing says that no article fits what was asked.
func (s streams) nothing() { words.Fprintf(s.err, "no article fits\n") }
