// Package exporting writes what is chosen of an archive to a file, a folder or standard output.
//
//	exporting.go  articles, in any format
//	pictures.go   and those of their pictures that are kept
//	sightings.go  what was seen of them, as WARC
package exporting

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/export/folder"
	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/pathless"
	"mingpao/extract/told"
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
	Name    string // markdown: a template
	Version string // of the program
	Now     time.Time

	Pictures bool  // that are kept, for formats that have them
	Grey     bool  // in a book without colours
	MaxSize  int64 // of a book, in bytes; 0: any

	Out, Err io.Writer
}

// ErrNothing is the error of a choice that no article fits, as today's paper before it was read.
var ErrNothing = errors.New("nothing to export")

// Run writes what was chosen. What is damaged is named and left out.
func (e Export) Run(ctx context.Context) error {
	var err error
	if e.Path, err = e.path(); err != nil {
		return err
	}
	if e.Format.Feed {
		last, err := e.Archive.Catalog().LastLook(ctx, e.Now)
		if err != nil {
			return err
		}
		said := health.SilenceSince(last, e.Now).Said(words.Chinese, export.ReadableTime)
		e.Options.Subtitle = strings.Join(said, "")
	}
	switch {
	case e.Format.Sightings:
		return e.sightings(ctx)
	case e.Format.IsLog(e.Filter):
		return e.log(ctx)
	}
	articles, damaged := cli.SoundOnly(e.Err, e.chosen(ctx))
	if e.Format.Folder {
		return partly(e.folder(ctx, articles), damaged)
	}
	album, err := e.album(ctx)
	if err != nil {
		return err
	}
	defer album.Close()
	e.Options.Album = album
	return partly(e.write(func(w io.Writer) (int, error) { return e.Format.Write(w, e.Options, articles) }), damaged)
}

// path is the file to write. In a folder it is called by what was chosen: the paper of a day leaves that of the day
// before alone.
func (e Export) path() (string, error) {
	info, err := os.Stat(e.Path)
	if isFolder := strings.HasSuffix(e.Path, "/") || err == nil && info.IsDir(); !isFolder || e.Format.Folder {
		return e.Path, nil
	}
	if err := os.MkdirAll(e.Path, 0o777); err != nil { // the umask decides
		return "", told.Errorf("export: make folder %s: %w", e.Path, pathless.Error(err))
	}
	said := e.Options.Chosen.Said
	parts := slices.Concat([]string{export.FileName(e.Filter), e.Options.Chosen.Query}, said.Columns, said.Authors,
		said.Keywords)
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return filepath.Join(e.Path, folder.Safe(strings.Join(parts, "-"))+e.Format.Ending), nil
}

// log writes what the site changed and took away.
func (e Export) log(ctx context.Context) error {
	q := e.query()
	events, err := e.Archive.Catalog().Latest(ctx, q, q.Limit, e.Now)
	if err != nil {
		return err
	}
	entries, damaged := cli.SoundOnly(e.Err, e.Archive.Catalog().Entries(ctx, events))
	return partly(e.write(func(w io.Writer) (int, error) { return export.WriteLog(w, e.Options, entries) }), damaged)
}

func (e Export) write(write func(io.Writer) (int, error)) error {
	return cli.WriteTo(e.Out, e.Path, func(w io.Writer) error {
		n, err := write(w)
		if err == nil && n == 0 {
			err = e.nothing()
		}
		return err
	})
}

func (e Export) nothing() error {
	return told.Errorf("%w: no article of %s fits", ErrNothing, e.Archive.Path())
}

func partly(err error, damaged *bool) error {
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

// folder writes a file an article. Where two can want one name, all names are known before the first file is written.
func (e Export) folder(ctx context.Context, articles iter.Seq2[*catalog.Article, error]) error {
	to, err := folder.Open(e.Path, folder.Options{For: e.Options.For, Template: e.Name, Kept: e.beside(ctx)})
	if err != nil {
		return err
	}
	if to.Sharing() {
		named := e
		named.Filter.NoTexts = true
		all, _ := cli.SoundOnly(io.Discard, named.chosen(ctx)) // what is damaged is said when the texts are written
		for art, err := range all {
			if err != nil {
				return err
			}
			to.Want(art)
		}
	}
	n := 0
	for art, err := range articles {
		if err != nil {
			return err
		}
		if err := to.Add(art); err != nil {
			return told.Errorf("export markdown: %w", err)
		}
		n++
	}
	if n == 0 {
		return e.nothing()
	}
	return nil
}
