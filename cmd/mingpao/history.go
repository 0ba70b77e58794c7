package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/store"
	"mingpao/store/catalog"
)

func newHistory(s streams) *cobra.Command {
	var db string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history ID|URL",
		Short: "Show what was changed in an article, and when",
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
				if asJSON {
					return export.JSON(s.out, versions, "  ")
				}
				p := historyPrinter{terminal.StyleFor(s.out), terminal.Width(s.out)}
				return terminal.Paged(s.out, func(w io.Writer) error { return p.print(w, art, versions) })
			})
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&asJSON, "json", false, "all versions as JSON")
	return cmd
}

// historyPrinter prints what was changed, in lines of so many cells.
type historyPrinter struct {
	style terminal.Style
	cells int
}

func (p historyPrinter) print(w io.Writer, art *catalog.Article, versions []catalog.Version) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", p.style.Mark(terminal.Bold, oneLine(art.Title)),
		p.style.Mark(terminal.Dim, plain(art.URL)))
	for i, v := range versions {
		if i == 0 {
			fmt.Fprintf(&b, "\nrevision 1, seen %s: first version, %d characters\n", export.ReadableTime(v.Seen),
				utf8.RuneCountInString(v.Body))
			b.WriteString(seenAgain(v))
			continue
		}
		before := versions[i-1]
		kinds := kindNames(diff.Kinds(&before.Article, &v.Article))
		fmt.Fprintf(&b, "\nrevision %d, seen %s: %s", v.Revision, export.ReadableTime(v.Seen), strings.Join(kinds, ", "))
		b.WriteString("\n" + seenAgain(v) + p.difference(&before.Article, &v.Article))
	}
	if art.Gone != "" {
		fmt.Fprintf(&b, "\ngone from the site since %s; the text is kept\n", export.ReadableTime(art.Gone))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// seenAgain says how often a version was seen, where that was more than once.
func seenAgain(v catalog.Version) string {
	if v.Sightings < 2 {
		return ""
	}
	return fmt.Sprintf("  seen %d times, last %s\n", v.Sightings, export.ReadableTime(v.LastSeen))
}

// difference shows the fields and clauses that differ.
func (p historyPrinter) difference(before, after *extract.Article) string {
	var b strings.Builder
	for _, f := range diff.Fields(before, after) {
		spans := []terminal.Span{
			{Text: f.Name + ": "}, {Mark: terminal.Gone, Text: oneLine(f.Old)}, {Mark: terminal.Come, Text: oneLine(f.New)},
		}
		b.WriteString(p.style.Wrap(spans, p.cells, "  ") + "\n")
	}
	return b.String() + p.textChanges(before.Body, after.Body)
}

// kindNames are kinds of change as they are printed.
func kindNames(kinds []diff.Kind) []string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return names
}

// textChanges shows the difference of two texts. Paragraphs that stay are shown only beside those that change.
func (p historyPrinter) textChanges(before, after string) string {
	if before == after {
		return ""
	}
	var b strings.Builder
	lines := diff.Merged(before, after)
	shown := diff.Near(lines)
	for i, line := range lines {
		switch {
		case shown[i]:
			b.WriteString(strings.TrimRight(p.style.Wrap(spansOf(line), p.cells, "  "), " ") + "\n")
		case i == 0 || shown[i-1]:
			b.WriteString("  …\n")
		}
	}
	return b.String()
}

func spansOf(line diff.Line) []terminal.Span {
	var spans []terminal.Span
	for _, s := range line {
		span := terminal.Span{Text: plain(s.Text)}
		switch s.Op {
		case diff.Gone:
			span.Mark = terminal.Gone
		case diff.Come:
			span.Mark = terminal.Come
		}
		spans = append(spans, span)
	}
	return spans
}
