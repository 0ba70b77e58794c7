package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/extract"
	"mingpao/store"
)

func newReextract(s streams) *cobra.Command {
	var db string
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "reextract [--dry-run]",
		Short: "Read the stored pages again by today's rules",
		Long: `Read the stored pages again by today's rules and make what differs a revision, marked as such. An
article that today's rules cannot read stays as it is. --dry-run shows what would change.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := read(db, func(*store.Archive) error { return nil }); err != nil {
				return err // an archive that is not there is not made
			}
			archive, unlock, err := openToWrite(db)
			if err != nil {
				return err
			}
			defer unlock()
			defer archive.Close()
			return runReextract(cmd.Context(), s, archive, dryRun)
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show what would change, and change nothing")
	return cmd
}

// reread is a stored page and what today's rules make of it.
type reread struct {
	store.Kept
	article *extract.Article
	err     error
}

func runReextract(ctx context.Context, s streams, archive *store.Archive, dryRun bool) error {
	run, err := archive.BeginRun("reextract", version(), time.Now())
	if err != nil {
		return &exit{statusFailed, err}
	}
	st := styleFor(s.out)
	var failure error
	kept := func(yield func(store.Kept) bool) {
		for k, err := range archive.Pages() {
			if err != nil {
				failure = err
				return
			}
			if !yield(k) {
				return
			}
		}
	}
	changed, same, failed := 0, 0, 0
	for r := range inOrderSeq(ctx, kept, runtime.GOMAXPROCS(0), readAgain) {
		switch {
		case r.err != nil:
			failed++
			fmt.Fprintf(s.err, "mingpao: %s: %s; the article stays as it is\n", r.URL, oneLine(r.err.Error()))
		case !r.Differs(r.article):
			same++
		default:
			changed++
			if err := showReread(s, st, archive, r); err != nil {
				return &exit{statusFailed, err}
			}
			if dryRun {
				continue
			}
			if err := archive.Reextract(r.Kept, r.article, time.Now()); err != nil {
				return &exit{statusFailed, err}
			}
		}
	}
	if failure != nil {
		return &exit{statusFailed, failure}
	}
	status := statusDone
	switch {
	case ctx.Err() != nil:
		status = statusInterrupted
	case failed > 0:
		status = statusPartly
	}
	if err := archive.EndRun(run, store.Counts{Changed: changed, Unchanged: same, Failed: failed}, status, time.Now()); err != nil {
		return &exit{statusFailed, err}
	}
	word := "changed"
	if dryRun {
		word = "would change"
	}
	fmt.Fprintf(s.err, "%s %d, unchanged %d, failed %d\n", word, changed, same, failed)
	if status != statusDone {
		return &exit{status, nil}
	}
	return nil
}

func readAgain(k store.Kept) reread {
	page := extract.Page{URL: k.URL, ContentType: k.Capture.ContentType, Body: k.Capture.Body}
	a, err := extract.Parse(page)
	if err == nil && a.ID == "" { // a page saved as text does not tell where it is from
		if ref, ok := extract.ParseURL(k.URL); ok {
			a.ID, a.Edition, a.SectionCode, a.URL = ref.ID, ref.Edition, ref.SectionCode, ref.URL()
		}
	}
	return reread{k, a, err}
}

// showReread prints what differs between the archive's version and today's.
func showReread(s streams, st style, archive *store.Archive, r reread) error {
	before, err := archive.Number(r.Number)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s  %s: %s\n%s", before.ID, plain(before.Title), strings.Join(changes(&before.Article, r.article), ", "), textChanges(before.Body, r.article.Body, st))
	return err
}
