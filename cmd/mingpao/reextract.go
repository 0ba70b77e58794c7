package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/frontier"
)

func newReextract(s streams) *cobra.Command {
	var db string
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "reextract [--dry-run]",
		Short: "Read the stored pages again by today's rules",
		Long: `Read the stored pages again by today's rules. What they say replaces what older rules said: it is no
change of the article. An article that today's rules cannot read stays as it is. --dry-run shows what
would change.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			now, err := clock()
			if err != nil {
				return err
			}
			again := func(a *store.Archive) error {
				r := reextraction{s: s, st: terminal.StyleFor(s.out), archive: a, dryRun: dryRun, now: now,
					counted: map[store.PageKey]bool{}}
				return r.run(cmd.Context())
			}
			if dryRun {
				return cli.Read(cmd.Context(), db, again)
			}
			return cli.Rewrite(cmd.Context(), s.err, db, again)
		},
	}
	cli.DBFlag(cmd, &db)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show what would change, and change nothing")
	return cmd
}

// reextraction is one reading of the whole archive by today's rules.
type reextraction struct {
	s       streams
	st      terminal.Style
	archive *store.Archive
	dryRun  bool
	now     func() time.Time
	number  int64 // of the run; none where nothing is written

	counted map[store.PageKey]bool // pages that were written with others of their article, before their turn
}

func (r reextraction) run(ctx context.Context) error {
	var err error
	if !r.dryRun {
		if r.number, err = r.archive.Frontier().BeginRun(ctx, "reextract", version(), r.now()); err != nil {
			return err
		}
	}
	counts, failure := r.rereadAll(ctx)
	status := cli.Done
	switch {
	case ctx.Err() != nil:
		status = cli.Interrupted
	case failure != nil:
		status = cli.Failed
	case counts.Failed > 0:
		status = cli.Partly
	}
	if !r.dryRun {
		if err := r.archive.Frontier().EndRun(ctx, r.number, counts, status, r.now()); err != nil {
			return errors.Join(failure, err)
		}
	}
	if status == cli.Failed {
		return failure
	}
	word := "changed"
	if r.dryRun {
		word = "would change"
	}
	fmt.Fprintf(r.s.err, "%s %d, unchanged %d, failed %d\n", word, counts.Changed, counts.Unchanged, counts.Failed)
	if status != cli.Done {
		return &cli.Exit{Status: status}
	}
	return nil
}

// reread is a stored page and what today's rules make of it.
type reread struct {
	store.Kept
	article *extract.Article
	damaged error // the page cannot be read from the archive
	err     error // it holds no article
}

// rereadAll reads every stored page again, several at a time, and writes what differs, one after the other. It goes on
// behind damaged pages.
func (r reextraction) rereadAll(ctx context.Context) (counts frontier.Counts, failure error) {
	kept := func(yield func(reread) bool) {
		for k, err := range r.archive.Pages(ctx) {
			if !yield(reread{Kept: k, damaged: err}) {
				return
			}
		}
	}
	for page := range intake.InOrder(ctx, kept, runtime.GOMAXPROCS(0), func(p reread) reread { return readAgain(ctx, p) }) {
		if err := r.settle(ctx, page, &counts); err != nil {
			return counts, err
		}
	}
	return counts, nil
}

// readAgain reads a page by today's rules. One of an article's address that no program could read yet is judged as if
// it came from the site today.
func readAgain(ctx context.Context, r reread) reread {
	_, isListed := site.ParseURL(r.URL)
	switch {
	case r.damaged != nil:
	case r.Article == 0 && isListed:
		r.article, r.err = scraper.Reread(ctx, r.URL, r.Capture.ContentType, r.Capture.Body)
	default:
		r.article, r.err = store.Read(r.URL, r.Capture)
	}
	return r
}

// settle counts a page, shows what differs, and writes it. Every page counts once, by what it was read as before the
// run: as changed where that is another article to a reader, as failed where nothing can be said of it.
func (r reextraction) settle(ctx context.Context, page reread, counts *frontier.Counts) error {
	var damaged *store.Damaged
	switch {
	case r.counted[page.Key]:
		return nil
	case errors.As(page.damaged, &damaged):
		counts.Failed++
		fmt.Fprintf(r.s.err, "mingpao: %s\n", oneLine(damaged.Error()))
		return nil
	case page.damaged != nil:
		return page.damaged
	case page.err != nil && page.Article == 0:
		counts.Unchanged++ // no article then, none now
		return nil
	case page.err != nil:
		counts.Failed++
		fmt.Fprintf(r.s.err, "mingpao: %s: %s; the article stays as it is\n", plain(page.URL), oneLine(page.err.Error()))
		return nil
	case page.Differs(page.article):
		counts.Changed++
		before, err := r.archive.Before(ctx, page.Kept)
		if err != nil {
			return err
		}
		if err := r.show(before, page.article); err != nil {
			return err
		}
	default:
		counts.Unchanged++
	}
	return r.write(ctx, page, counts)
}

// write keeps what a page was read as. Others of its article that are read otherwise, too, count and show here: when
// their turn comes nothing tells it any more.
func (r reextraction) write(ctx context.Context, page reread, counts *frontier.Counts) error {
	if r.dryRun {
		return nil
	}
	others, err := r.archive.Reextract(context.WithoutCancel(ctx), r.number, page.Kept, page.article)
	if err != nil {
		return err
	}
	for _, other := range others {
		counts.Changed++
		r.counted[other.Key] = true
		if err := r.show(other.Before, other.After); err != nil {
			return err
		}
	}
	return nil
}

// show prints what differs between what a page was read as and what it is read as today.
func (r reextraction) show(before, after *extract.Article) (err error) {
	if before == nil {
		_, err = fmt.Fprintf(r.s.out, "%s  %s: can be read now\n", after.ID, plain(after.Title))
		return err
	}
	_, err = fmt.Fprintf(r.s.out, "%s  %s: %s\n%s", before.ID, plain(before.Title),
		strings.Join(kindNames(diff.Kinds(before, after)), ", "),
		historyPrinter{style: r.st}.textChanges(before.Body, after.Body))
	return err
}
