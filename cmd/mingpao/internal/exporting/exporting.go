// Package exporting writes what is chosen of an archive to a file, a folder or standard output.
//
//	exporting.go  articles, in any format
//	sightings.go  what was seen of them, as WARC
package exporting

import (
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// Export is an export as a person asked for it.
type Export struct {
	Archive *store.Archive
	Format  export.Format
	Options export.Options
	Query   *search.Expression // nil where all that the filter takes is meant
	Filter  catalog.Filter
	Path    string // "" or - is standard output
	Version string // of the program

	Out, Err io.Writer
}

// Run writes what was chosen. What is damaged is named and left out.
func (e Export) Run(ctx context.Context) error {
	if e.Format.Sightings {
		return e.sightings(ctx)
	}
	articles, damaged := cli.SoundOnly(e.Err, e.chosen(ctx))
	write := func(w io.Writer) (int, error) { return e.Format.Write(w, e.Options, articles) }
	if e.Format.IsLog(e.Filter) {
		q := e.query()
		events, err := e.Archive.Catalog().Latest(ctx, q, q.Limit, time.Now())
		if err != nil {
			return err
		}
		var entries iter.Seq2[catalog.Entry, error]
		entries, damaged = cli.SoundOnly(e.Err, e.Archive.Catalog().Entries(ctx, events))
		write = func(w io.Writer) (int, error) { return export.WriteLog(w, e.Options, entries) }
	}
	nothing := fmt.Errorf("nothing to export: no article of %s fits", e.Archive.Path())
	var err error
	if e.Format.Folder {
		err = writeFolder(e.Path, articles, nothing)
	} else {
		err = cli.WriteTo(e.Out, e.Path, func(w io.Writer) error {
			n, err := write(w)
			if err == nil && n == 0 {
				err = nothing
			}
			return err
		})
	}
	if err == nil && *damaged {
		return &cli.Exit{Status: cli.Partly}
	}
	return err
}

func (e Export) query() catalog.Query {
	q := catalog.Query{Filter: e.Format.Filter(e.Filter)}
	if e.Query != nil {
		q.Expression = *e.Query
	}
	return q
}

func (e Export) chosen(ctx context.Context) iter.Seq2[*catalog.Article, error] {
	q := e.query()
	if e.Query == nil {
		return e.Archive.Catalog().Articles(ctx, q.Filter)
	}
	return e.Archive.Catalog().Search(ctx, q)
}

func writeFolder(dir string, articles iter.Seq2[*catalog.Article, error], nothing error) error {
	folder, err := export.Folder(dir)
	if err != nil {
		return err
	}
	n := 0
	for art, err := range articles {
		if err != nil {
			return err
		}
		if err := folder.Add(art); err != nil {
			return fmt.Errorf("export markdown: %w", err)
		}
		n++
	}
	if n == 0 {
		return nothing
	}
	return folder.Close()
}
