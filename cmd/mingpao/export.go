package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/store"
)

type exportFlags struct {
	filterFlags
	format string
	query  string
	output string
}

var exportFormats = []string{"jsonl", "csv", "markdown", "atom", "epub"}

func newExport(s streams) *cobra.Command {
	var flags exportFlags
	cmd := &cobra.Command{
		Use:   "export --format jsonl|csv|markdown|atom|epub [-o PATH]",
		Short: "Write articles of the archive for other programs and for e-readers",
		Long: `Write articles of the archive: jsonl loses nothing; csv opens in Excel; markdown makes a folder with a
file an article; atom is a feed with full texts; epub is "the paper of that day", its sections as
chapters. The oldest stand first. A file is written whole or not at all.`,
		Example: `  mingpao export --format epub --from 2025-12-03 --to 2025-12-03 -o 20251203.epub
  mingpao export --format csv --section pns/s00003 -o editorials.csv
  mingpao export --format jsonl --query 颱風`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter, err := flags.filter()
			if err != nil {
				return err
			}
			if err := flags.check(); err != nil {
				return err
			}
			filter.OldestFirst = flags.query == ""
			return read(cmd.Context(), flags.db, func(a *store.Archive) error { return runExport(cmd.Context(), s, a, flags, filter) })
		},
	}
	flags.add(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "", "jsonl, csv, markdown, atom or epub")
	f.StringVar(&flags.query, "query", "", "only what search finds")
	f.StringVarP(&flags.output, "output", "o", "", "a file, for markdown a folder (default standard output)")
	return cmd
}

func (f exportFlags) check() error {
	switch {
	case !slices.Contains(exportFormats, f.format):
		return usageError("export: --format %q is none of %s", f.format, strings.Join(exportFormats, ", "))
	case f.output == "" && f.format == "markdown":
		return usageError("export: markdown needs a folder: -o FOLDER")
	case f.output == "" && f.format == "epub":
		return usageError("export: epub needs a file: -o FILE")
	}
	if f.query != "" {
		if _, err := store.ParseQuery(f.query); err != nil {
			return usageError("export: --query: %v", err)
		}
	}
	return nil
}

// exporter takes articles one by one and holds none of them.
type exporter interface {
	add(*store.Article) error
	end() error
}

func runExport(ctx context.Context, s streams, a *store.Archive, flags exportFlags, filter store.Filter) error {
	if flags.format == "markdown" {
		return exportAll(ctx, s.err, a, flags, filter, markdownFolder{flags.output})
	}
	write := func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 1<<16)
		e, err := newExporter(out, flags)
		if err != nil {
			return err
		}
		return partly(exportAll(ctx, s.err, a, flags, filter, e), out.Flush)
	}
	if flags.output == "" {
		return write(s.out)
	}
	var incomplete error
	err := writeFile(flags.output, func(w io.Writer) error {
		if incomplete = write(w); isPartly(incomplete) {
			return nil // the file is written, with a word on what it lacks
		}
		return incomplete
	})
	if err != nil {
		return err
	}
	return incomplete
}

func newExporter(w io.Writer, flags exportFlags) (exporter, error) {
	switch flags.format {
	case "csv":
		return newCSV(w)
	case "atom":
		return newAtom(w)
	case "epub":
		return newEPUB(w, flags.title())
	}
	return jsonLines{w}, nil
}

// title names an export by its days.
func (f exportFlags) title() string {
	switch {
	case f.from != "" && f.from == f.to:
		return "明報 " + f.from
	case f.from != "" || f.to != "":
		return "明報 " + f.from + " – " + f.to
	}
	return "明報"
}

func exportAll(ctx context.Context, w io.Writer, a *store.Archive, flags exportFlags, filter store.Filter, e exporter) error {
	articles := a.Articles(ctx, filter)
	if flags.query != "" {
		query, err := store.ParseQuery(flags.query)
		if err != nil {
			return usageError("export: --query: %v", err)
		}
		articles = a.Search(ctx, store.Query{Expression: query, Filter: filter})
	}
	if flags.format == "epub" {
		articles = a.Articles(ctx, bySection(filter))
		if flags.query != "" {
			return usageError("export: epub takes days and sections, not --query")
		}
	}
	n := 0
	err := sound(w, articles, func(art *store.Article) error {
		n++
		if err := e.add(art); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		return nil
	})
	if err == nil && n == 0 {
		return fmt.Errorf("nothing to export: no article of %s fits", a.Path())
	}
	return partly(err, func() error {
		if err := e.end(); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		return nil
	})
}

// partly goes on to the end where nothing is wrong but that some articles are damaged, and still reports those.
func partly(err error, end func() error) error {
	if err != nil && !isPartly(err) {
		return err
	}
	if failure := end(); failure != nil {
		return failure
	}
	return err
}

func isPartly(err error) bool {
	var e *exit
	return errors.As(err, &e) && e.status == statusPartly
}

func bySection(f store.Filter) store.Filter {
	f.BySection = true
	return f
}

type jsonLines struct{ w io.Writer }

func (j jsonLines) add(a *store.Article) error { return writeJSON(j.w, a, "") }
func (j jsonLines) end() error                 { return nil }

// markdownFolder writes one file an article: EDITION/DATE/ID.md.
type markdownFolder struct{ dir string }

func (m markdownFolder) add(a *store.Article) error {
	folder := fmt.Sprintf("%s/%s/%s", m.dir, a.Edition, a.Published[:min(10, len(a.Published))])
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return writeFile(folder+"/"+a.ID+".md", func(w io.Writer) error {
		_, err := io.WriteString(w, frontMatter(a)+articleMarkdown(&a.Article))
		return err
	})
}

func (m markdownFolder) end() error { return nil }

// frontMatter is an article's facts as YAML. Every value is a quoted string or a list of them: nothing in it can be taken for
// syntax.
func frontMatter(a *store.Article) string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range []struct {
		name  string
		value any
	}{{"id", a.ID}, {"edition", a.Edition}, {"url", a.URL}, {"title", a.Title}, {"authors", a.Authors}, {"published", a.Published}, {"section", a.Section},
		{"column", a.Column}, {"access", a.Access}, {"keywords", a.Keywords}, {"revision", a.Revision}, {"first_seen", a.FirstSeen}, {"gone", a.Gone}} {
		var v strings.Builder
		_ = writeJSON(&v, f.value, "") // JSON is YAML; a string builder takes all
		fmt.Fprintf(&b, "%s: %s", f.name, v.String())
	}
	b.WriteString("---\n\n")
	return b.String()
}
