package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/export/folder"
	"mingpao/cmd/mingpao/internal/exporting"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/search"
)

type exportFlags struct {
	filterFlags
	format  string
	query   string
	request export.Request

	pictures bool
}

func newExport(s streams) *cobra.Command {
	var flags exportFlags
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [-o PATH]",
		Short: "Write articles for other programs and for e-readers",
		Long:  exportHelp(),
		Example: `  mingpao export --format epub --from today --edition pns -o books/
  mingpao export --format csv --section 社評 -o editorials.csv
  mingpao export --format jsonl --query 颱風
  mingpao export --format warc -o mingpao.warc.gz
  mingpao export --format bibtex --author 李先知 -o li.bib
  mingpao export --format markdown --for obsidian -o vault/mingpao`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			flags.request.Limit, flags.request.Terminal = flags.limit, isTerminal(s.out)
			format, query, err := flags.check()
			if err != nil {
				return err
			}
			return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error {
				filter, err := flags.filter(cmd.Context(), a)
				if err != nil {
					return err
				}
				options := flags.request.Options
				options.Chosen = export.Choice{Query: flags.query, Said: flags.Choice, Filter: filter}
				size, _ := export.ParseSize(flags.request.MaxSize) // which was checked
				e := exporting.Export{Archive: a, Format: format, Options: options, Query: query, Filter: filter,
					Path: flags.request.Output, Name: flags.request.Name, Version: version(), Now: today(), Out: s.out, Err: s.err,
					Pictures: flags.pictures, Grey: flags.request.Grey, MaxSize: size}
				return e.Run(cmd.Context())
			})
		},
	}
	flags.add(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "", "one `FORMAT` of those above")
	f.StringVar(&flags.query, "query", "", "only what search finds for this `QUERY`")
	f.StringVarP(&flags.request.Output, "output", "o", "",
		"write to `PATH`, a file or a folder; for markdown a folder (default standard output)")
	f.StringVar(&flags.request.Title, "title", "", "call the feed or book `TITLE` (default 明報 and what was chosen)")
	f.StringVar(&flags.request.Self, "self", "", "atom: the `URL` that the feed will have")
	f.StringVar((*string)(&flags.request.For), "for", "", "markdown: for `PROGRAM`, hugo or obsidian")
	f.StringVar(&flags.request.Name, "name", "",
		"markdown: files called by `TEMPLATE`, like '{date} {title}' or '{section}/{id}'")
	f.BoolVar(&flags.request.Plain, "plain", false, "csv: for programs: ids and texts as they are, no byte order mark")
	f.BoolVar(&flags.request.Vertical, "vertical", false, "epub: text in columns from right to left")
	f.BoolVar(&flags.pictures, "pictures", true, "epub, markdown: with the pictures that are kept")
	f.BoolVar(&flags.request.Grey, "grey", false, "epub: pictures without colours, of half the size")
	f.StringVar(&flags.request.MaxSize, "max-size", "",
		"epub: of at most `SIZE`, as 50MB: the largest pictures are left out")
	cli.Complete(cmd, "format", export.Names())
	cli.Complete(cmd, "for", export.Targets())
	return onceADay(cmd)
}

func exportHelp() string {
	var formats strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&formats, "  %-9s %s\n", f.Name, f.Help)
	}
	return "Write articles of the archive. A file is written whole or not at all. In a\n" +
		"folder that -o names it is called by what was chosen: mingpao-2026-03-06.epub.\n\n" + formats.String() + `
Files of markdown are EDITION/DATE/ID.md. --for hugo makes a folder of each,
and what is for Hugo's front matter; --for obsidian has tags, aliases and
names to read. --name makes names of {date}, {time}, {title}, {id}, {edition},
{section}, {column} and {author}; a slash makes folders. Articles that would
have one name bear their ids. Files that you made, copied or moved there stay.

Times bear the offset of Hong Kong, +08:00; DuckDB shows those of jsonl in UTC.`
}

// check lists all that is wrong with the flags at once.
func (f exportFlags) check() (export.Format, *search.Expression, error) {
	var faults words.Faults
	format, known := export.Named(f.format)
	switch {
	case known:
		faults = append(faults, format.Check(f.request)...)
	case f.format == "":
		faults = append(faults, told.Errorf("name a format: --format %s", strings.Join(export.Names(), ", ")))
	default:
		faults = append(faults, told.Errorf("--format %q is none of %s", f.format, strings.Join(export.Names(), ", ")))
	}
	var query *search.Expression
	if f.query != "" {
		e, err := search.ParseQuery(f.query)
		if err != nil {
			faults = append(faults, told.Errorf("--query: %v", words.QueryError{Err: err}))
		}
		query = &e
	}
	if query != nil && format.Sightings {
		faults = append(faults,
			told.Errorf("--query finds articles; --format %s takes days, sections and authors", format.Name))
	}
	if err := folder.CheckTemplate(f.request.Name); err != nil {
		faults = append(faults, err)
	}
	faults = append(faults, f.faults()...)
	if len(faults) > 0 {
		return format, nil, cli.Usagef("export: %v", faults)
	}
	return format, query, nil
}
