package exporting

import (
	"bufio"
	"context"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract/told"
	"mingpao/store/catalog"
	"mingpao/store/record"
)

// sightings writes what was seen of the articles that a filter takes.
func (e Export) sightings(ctx context.Context) error {
	file := export.WARC{
		Program: "mingpao/" + e.Version, Archive: filepath.Base(e.Archive.Path()), Now: e.Now,
		Plain: strings.HasSuffix(e.Path, ".warc"),
	}
	removed, err := e.Archive.Catalog().Removals(ctx)
	if err != nil {
		return err
	}
	if file.Seals, err = e.Archive.Claims(ctx); err != nil {
		return err
	}
	seen, damaged := cli.SoundOnly(e.Err, e.Archive.Sightings(ctx, e.Filter))
	err = cli.WriteTo(e.Out, e.Path, func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 1<<16)
		if err := writeSightings(&file, out, removed, seen); err != nil {
			return told.Errorf("export warc: %w", err)
		}
		if file.Records() == 0 {
			return told.Errorf("%w: no page of %s fits", ErrNothing, e.Archive.Path())
		}
		return out.Flush()
	})
	if err == nil && *damaged {
		return &cli.Exit{Status: cli.Partly}
	}
	return err
}

// writeSightings writes what was removed for good before what was seen: it is kept out there, too.
func writeSightings(file *export.WARC, w io.Writer, removed []catalog.Tombstone,
	seen iter.Seq2[record.Sighting, error]) error {
	if err := file.Begin(w, removed); err != nil {
		return err
	}
	for s, err := range seen {
		if err != nil {
			return err
		}
		if err := file.Add(s); err != nil {
			return err
		}
	}
	return nil
}
