package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// read opens the archive for reading and hands it over.
func read(ctx context.Context, db string, use func(*store.Archive) error) error {
	archive, err := store.OpenReader(ctx, dbPath(db))
	if err != nil {
		return withStatus(ctx, err)
	}
	defer archive.Close()
	return withStatus(ctx, use(archive))
}

// write opens the archive for the one run that may write to it, makes it where there is none, and hands it over.
func write(ctx context.Context, s streams, db string, use func(*store.Archive) error) error {
	return writePatiently(ctx, s, db, store.Patience{Wait: usualPatience}, use)
}

// usualPatience is for how long another program that writes to the archive is waited for, where no flag says so.
const usualPatience = 10 * time.Minute

// writePatiently is write for a run that waits otherwise.
func writePatiently(ctx context.Context, s streams, db string, p store.Patience, use func(*store.Archive) error) error {
	p.Tell = func() {
		fmt.Fprintf(s.err, "mingpao: archive %s: another program has it locked; waiting for it\n", plain(dbPath(db)))
	}
	archive, err := openToWrite(ctx, db, p)
	if err != nil {
		return err
	}
	defer archive.Close()
	return withStatus(ctx, use(archive))
}

// rewrite is write for an archive that must be there.
func rewrite(ctx context.Context, s streams, db string, use func(*store.Archive) error) error {
	if _, err := os.Stat(dbPath(db)); errors.Is(err, os.ErrNotExist) {
		return &exit{statusFailed, fmt.Errorf("archive %s: there is none; mingpao crawl or mingpao import makes one",
			dbPath(db))}
	}
	return write(ctx, s, db, use)
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
func lookUp(ctx context.Context, archive *store.Archive, name string) (*catalog.Article, error) {
	var found *catalog.Article
	var err error
	if ref, ok := site.ParseURL(name); ok {
		found, err = archive.Catalog().Find(ctx, ref.Edition, ref.ID)
	} else if site.IsID(name) {
		found, err = archive.Catalog().FindID(ctx, name)
	} else {
		return nil, usageError("%s is neither an article's address nor its id of 13 digits, like 1772726401001", plain(name))
	}
	if errors.Is(err, store.ErrUnknown) {
		return nil, fmt.Errorf("no article %s in %s; mingpao list shows what is there", plain(name), archive.Path())
	}
	return found, err
}

// pickVersion picks a revision of an article; 0 is the latest.
func pickVersion(ctx context.Context, archive *store.Archive, a *catalog.Article, revision int) (catalog.Version, error) {
	all, err := archive.Catalog().Versions(ctx, a.Number)
	if err != nil {
		return catalog.Version{}, err
	}
	if revision == 0 {
		revision = len(all)
	}
	if revision < 1 || revision > len(all) {
		return catalog.Version{}, usageError("article %s has revisions 1 to %d, not %d", a.ID, len(all), revision)
	}
	return all[revision-1], nil
}

// sound hands what can be read of an archive to use. The others are named, and the program ends with status 3 then.
func sound[T any](w io.Writer, things iter.Seq2[T, error], use func(T) error) error {
	readable, damaged := soundOnly(w, things)
	for thing, err := range readable {
		if err != nil {
			return err
		}
		if err := use(thing); err != nil {
			return err
		}
	}
	if *damaged {
		return &exit{statusPartly, nil}
	}
	return nil
}

// soundOnly yields what can be read, names the others, and notes that there were some.
func soundOnly[T any](w io.Writer, things iter.Seq2[T, error]) (iter.Seq2[T, error], *bool) {
	damaged := new(bool)
	return func(yield func(T, error) bool) {
		for thing, err := range things {
			var one *store.Damaged
			if errors.As(err, &one) {
				*damaged = true
				fmt.Fprintf(w, "mingpao: %s; the others follow\n", oneLine(one.Error()))
				continue
			}
			if !yield(thing, err) {
				return
			}
		}
	}, damaged
}
