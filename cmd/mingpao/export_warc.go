package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/record"
)

// exportSightings writes what was seen of the articles that a filter takes. Pages that are damaged are said and left
// out.
func exportSightings(ctx context.Context, s streams, a *store.Archive, output string, filter catalog.Filter) error {
	file := export.WARC{
		Program: "mingpao/" + version(), Archive: filepath.Base(a.Path()), Now: time.Now(),
		Plain: strings.HasSuffix(output, ".warc"),
	}
	seen, damaged := cli.SoundOnly(s.err, a.Sightings(ctx, filter))
	err := s.writeTo(output, func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 1<<16)
		if err := writeSightings(&file, out, seen); err != nil {
			return fmt.Errorf("export warc: %w", err)
		}
		if file.Records() == 0 {
			return fmt.Errorf("nothing to export: no page of %s fits", a.Path())
		}
		return out.Flush()
	})
	if err == nil && *damaged {
		return &cli.Exit{Status: cli.Partly}
	}
	return err
}

func writeSightings(file *export.WARC, w io.Writer, seen iter.Seq2[record.Sighting, error]) error {
	if err := file.Begin(w); err != nil {
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
