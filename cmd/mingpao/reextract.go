package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/extract"
	"mingpao/extract/site"
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
			return rewrite(db, func(a *store.Archive) error { return runReextract(cmd.Context(), s, a, dryRun) })
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
	counts, err := rereadAll(ctx, s, archive, dryRun)
	if err != nil {
		return &exit{statusFailed, err}
	}
	status := statusDone
	switch {
	case ctx.Err() != nil:
		status = statusInterrupted
	case counts.Failed > 0:
		status = statusPartly
	}
	if err := archive.EndRun(run, counts, status, time.Now()); err != nil {
		return &exit{statusFailed, err}
	}
	word := "changed"
	if dryRun {
		word = "would change"
	}
	fmt.Fprintf(s.err, "%s %d, unchanged %d, failed %d\n", word, counts.Changed, counts.Unchanged, counts.Failed)
	if status != statusDone {
		return &exit{status, nil}
	}
	return nil
}

// rereadAll reads every stored page again, several at a time, and writes what differs, one after the other.
func rereadAll(ctx context.Context, s streams, archive *store.Archive, dryRun bool) (counts store.Counts, failure error) {
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
	st := styleFor(s.out)
	for r := range inOrderSeq(ctx, kept, runtime.GOMAXPROCS(0), readAgain) {
		switch {
		case r.err != nil:
			counts.Failed++
			fmt.Fprintf(s.err, "mingpao: %s: %s; the article stays as it is\n", r.URL, oneLine(r.err.Error()))
		case !r.Differs(r.article):
			counts.Unchanged++
		default:
			counts.Changed++
			if err := r.settle(s, st, archive, dryRun); err != nil {
				return counts, err
			}
		}
	}
	return counts, failure
}

// settle shows what differs and, unless it is only to be shown, writes it.
func (r reread) settle(s streams, st style, archive *store.Archive, dryRun bool) error {
	if err := showReread(s, st, archive, r); err != nil || dryRun {
		return err
	}
	return archive.Reextract(r.Kept, r.article, time.Now())
}

func readAgain(k store.Kept) reread {
	page := extract.Page{URL: k.URL, ContentType: k.Capture.ContentType, Body: k.Capture.Body}
	a, err := extract.Parse(page)
	if err == nil && a.ID == "" { // a page saved as text does not tell where it is from
		if ref, ok := site.ParseURL(k.URL); ok {
			adopt(a, ref)
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
