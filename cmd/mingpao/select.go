package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/extract/site"
	"mingpao/store"
)

// filterFlags narrow what is read from the archive.
type filterFlags struct {
	db             string
	from, to       string
	section        string
	author, column string
	limit          int
}

func (f *filterFlags) add(cmd *cobra.Command) {
	dbFlag(cmd, &f.db)
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "published on or after this day, like 2025-12-01")
	flags.StringVar(&f.to, "to", "", "published on or before this day")
	flags.StringVar(&f.section, "section", "", "only these sections, like pns/s00012,fin/instantf")
	flags.StringVar(&f.author, "author", "", "only by this author")
	flags.StringVar(&f.column, "column", "", "only of this column")
	flags.IntVar(&f.limit, "limit", 0, "at most so many (default no limit)")
}

func (f filterFlags) filter() (store.Filter, error) {
	out := store.Filter{From: f.from, To: f.to, Author: f.author, Column: f.column, Limit: f.limit}
	for _, day := range []string{f.from, f.to} {
		if day == "" {
			continue
		}
		if _, _, err := days(day, day); err != nil {
			return out, usageError("%v", err)
		}
	}
	switch {
	case f.from != "" && f.to != "" && f.to < f.from:
		return out, usageError("--to %s lies before --from %s", f.to, f.from)
	case f.limit < 0:
		return out, usageError("--limit takes a number from 0")
	case f.section == "":
		return out, nil
	}
	for name := range strings.SplitSeq(f.section, ",") {
		edition, code, ok := strings.Cut(strings.TrimSpace(name), "/")
		if _, err := site.ParseSections(name); err != nil && (!ok || edition != site.Finance && edition != site.Entertainment || code == "") {
			return out, usageError("--section: %v", err)
		}
		out.Sections = append(out.Sections, site.Section{Edition: edition, Code: code})
	}
	return out, nil
}

// read opens the archive for reading and hands it over.
func read(ctx context.Context, db string, use func(*store.Archive) error) error {
	archive, err := store.OpenReader(ctx, dbPath(db))
	if err != nil {
		return &exit{statusFailed, err}
	}
	defer archive.Close()
	return withStatus(ctx, use(archive))
}

// write opens the archive for the one run that may write to it, makes it where there is none, and hands it over.
func write(ctx context.Context, db string, use func(*store.Archive) error) error {
	archive, err := openToWrite(ctx, db)
	if err != nil {
		return err
	}
	defer archive.Close()
	return withStatus(ctx, use(archive))
}

// rewrite is write for an archive that must be there.
func rewrite(ctx context.Context, db string, use func(*store.Archive) error) error {
	if _, err := os.Stat(dbPath(db)); errors.Is(err, os.ErrNotExist) {
		return &exit{statusFailed, fmt.Errorf("archive %s: there is none; mingpao crawl or mingpao import makes one", dbPath(db))}
	}
	return write(ctx, db, use)
}

// withStatus makes an error that does not say how the program ends a failure, or an interruption.
func withStatus(ctx context.Context, err error) error {
	var e *exit
	if err != nil && ctx.Err() != nil {
		return &exit{statusInterrupted, nil}
	}
	if err == nil || errors.As(err, &e) {
		return err
	}
	return &exit{statusFailed, err}
}

// lookUp finds the article that a person names: by address or by id.
func lookUp(ctx context.Context, archive *store.Archive, name string) (*store.Article, error) {
	var found *store.Article
	var err error
	if ref, ok := site.ParseURL(name); ok {
		found, err = archive.Find(ctx, ref.Edition, ref.ID)
	} else if site.IsID(name) {
		found, err = archive.FindID(ctx, name)
	} else {
		return nil, usageError("%s is neither an article's address nor its id of 13 digits, like 1772726401001", plain(name))
	}
	if errors.Is(err, store.ErrUnknown) {
		return nil, fmt.Errorf("no article %s in %s; mingpao list shows what is there", plain(name), archive.Path())
	}
	return found, err
}

// pickVersion picks a revision of an article; 0 is the latest.
func pickVersion(ctx context.Context, archive *store.Archive, a *store.Article, revision int) (store.Version, error) {
	all, err := archive.Versions(ctx, a.Number)
	if err != nil {
		return store.Version{}, err
	}
	if revision == 0 {
		revision = len(all)
	}
	if revision < 1 || revision > len(all) {
		return store.Version{}, usageError("article %s has revisions 1 to %d, not %d", a.ID, len(all), revision)
	}
	return all[revision-1], nil
}

// sound hands the articles that can be read to use. The others are named, and the program ends with status 3 then.
func sound(w io.Writer, articles iter.Seq2[*store.Article, error], use func(*store.Article) error) error {
	bad := 0
	for art, err := range articles {
		var damaged *store.Damaged
		switch {
		case errors.As(err, &damaged):
			bad++
			fmt.Fprintf(w, "mingpao: %s; the others follow\n", oneLine(damaged.Error()))
			continue
		case err != nil:
			return err
		}
		if err := use(art); err != nil {
			return err
		}
	}
	if bad > 0 {
		return &exit{statusPartly, nil}
	}
	return nil
}
