package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newList(s streams) *cobra.Command {
	var flags filterFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List articles of the archive, the newest first",
		Example: `  mingpao list --from today
  mingpao list --section 觀點 --author 李先知 --from 2025-12
  mingpao list --gone --from -30d`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := flags.checked(); err != nil {
				return err
			}
			return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error {
				filter, err := flags.filter(cmd.Context(), a)
				if err != nil {
					return err
				}
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
			_, err := fmt.Fprintln(w, fitted(listLine(h), s.out))
			return err
		})
	})
	if err == nil && found == 0 {
		s.nothing()
	}
	return err
}

// listLine is an article on one line: time, section, id, headline, authors.
func listLine(h catalog.Headline) string {
	line := fmt.Sprintf("%-16s  %s  %s  %s", export.ReadableTime(h.Published), h.ID, plain(h.Section), oneLine(h.Title))
	if names := strings.Join(h.Authors, "、"); names != "" && !strings.Contains(h.Title, names) {
		line += "  " + oneLine(names)
	}
	if h.Access == extract.Excerpt {
		line += "  [excerpt]"
	}
	if h.Revision > 1 {
		line += fmt.Sprintf("  [revision %d]", h.Revision)
	}
	if h.Gone != "" {
		line += "  [gone " + h.Gone[:min(10, len(h.Gone))] + "]"
	}
	return line
}

// headlineOf is what a list shows of an article.
func headlineOf(a *catalog.Article) catalog.Headline {
	return catalog.Headline{ID: a.ID, Section: a.Section, Title: a.Title, Authors: a.Authors, Published: a.Published,
		Access: a.Access, Revision: a.Revision, Gone: a.Gone}
}

// fitted is one line, broken for a screen; what does not fit goes on below, indented.
func fitted(line string, out io.Writer) string {
	line = terminal.Line(line)
	if !terminal.Is(out) {
		return line
	}
	const indent = "    "
	return strings.ReplaceAll(terminal.Wrap(line, terminal.Columns(out)-len(indent)), "\n", "\n"+indent)
}
