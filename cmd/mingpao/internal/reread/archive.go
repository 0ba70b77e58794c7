package reread

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper/verdict"
	"mingpao/store"
	"mingpao/store/frontier"
)

// Archive reads a whole archive again by today's rules.
type Archive struct {
	Archive  *store.Archive
	Version  string // of the program
	DryRun   bool   // nothing is written
	Now      func() time.Time
	Out, Err io.Writer // what differs; what cannot be read, and the summary

	number  int64                  // of the run; none where nothing is written
	counted map[store.PageKey]bool // pages that were written with others of their article, before their turn
}

// Run reads every page, and says what differs.
func (r *Archive) Run(ctx context.Context) error {
	r.counted = map[store.PageKey]bool{}
	counts, said := frontier.Counts{}, "changed %d, unchanged %d, failed %d\n"
	work := func(run int64) (frontier.Counts, bool, error) {
		r.number = run
		var err error
		counts, err = r.rereadAll(ctx)
		return counts, counts.Failed > 0, err
	}
	var status int
	var err error
	if r.DryRun {
		said = "would change %d, unchanged %d, failed %d\n"
		_, status, err = cli.Work(work).Do(ctx, 0)
	} else {
		status, err = cli.NoteRun(ctx, r.Archive, "reextract", r.Version, r.Now, work)
	}
	if err != nil {
		return err
	}
	words.Fprintf(r.Err, said, counts.Changed, counts.Unchanged, counts.Failed)
	return cli.Ended(status, nil)
}

// page is a stored page and what today's rules make of it.
type page struct {
	store.Kept
	article *extract.Article
	damaged error // the page cannot be read from the archive
	err     error // it holds no article
}

// rereadAll reads every stored page again, several at a time, and writes what differs, one after the other. It goes on
// after damaged pages.
func (r *Archive) rereadAll(ctx context.Context) (counts frontier.Counts, failure error) {
	kept := func(yield func(page) bool) {
		for k, err := range r.Archive.Pages(ctx) {
			if !yield(page{Kept: k, damaged: err}) {
				return
			}
		}
	}
	for p := range intake.InOrder(ctx, kept, runtime.GOMAXPROCS(0), func(p page) page { return readAgain(ctx, p) }) {
		if err := r.settle(ctx, p, &counts); err != nil {
			return counts, err
		}
	}
	return counts, ctx.Err()
}

// readAgain reads a page by today's rules. One of an article's address that no program could read yet is judged as if
// it came from the site today.
func readAgain(ctx context.Context, r page) page {
	_, isListed := site.ParseURL(r.URL)
	switch {
	case r.damaged != nil:
	case r.Article == 0 && isListed:
		r.article, r.err = verdict.Reread(ctx, r.URL, r.Capture.ContentType, r.Capture.Body)
	default:
		r.article, r.err = store.Read(r.URL, r.Capture)
	}
	return r
}

// settle counts a page, shows what differs, and writes it. Every page counts once, by what it was read as before the
// run: as changed where that is another article to a reader, as failed where nothing can be said of it.
func (r *Archive) settle(ctx context.Context, p page, counts *frontier.Counts) error {
	var damaged *store.Damaged
	switch {
	case r.counted[p.Key]:
		return nil
	case errors.As(p.damaged, &damaged):
		counts.Failed++
		words.Fprintf(r.Err, "mingpao: %s\n", terminal.OneLine(words.To(r.Err).Error(damaged)))
		return nil
	case p.damaged != nil:
		return p.damaged
	case p.err != nil && p.Article == 0:
		counts.Unchanged++ // no article then, none now
		return nil
	case p.err != nil:
		counts.Failed++
		words.Fprintf(r.Err, "mingpao: %s: %s; the article stays as it is\n", terminal.Plain(p.URL),
			terminal.OneLine(words.To(r.Err).Error(p.err)))
		return nil
	case p.Differs(p.article):
		counts.Changed++
		before, err := r.Archive.Before(ctx, p.Kept)
		if err != nil {
			return err
		}
		if err := r.show(before, p.article); err != nil {
			return err
		}
	default:
		counts.Unchanged++
	}
	return r.write(ctx, p, counts)
}

// write keeps what a page was read as. Others of its article that are read otherwise, too, count and show here: when
// their turn comes nothing tells it any more.
func (r *Archive) write(ctx context.Context, p page, counts *frontier.Counts) error {
	if r.DryRun {
		return nil
	}
	others, err := r.Archive.Reextract(context.WithoutCancel(ctx), r.number, p.Kept, p.article)
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
func (r *Archive) show(before, after *extract.Article) (err error) {
	if before == nil {
		return words.Fprintf(r.Out, "%s  %s: can be read now\n", after.ID, terminal.Plain(after.Title))
	}
	_, err = fmt.Fprintf(r.Out, "%s  %s: %s\n%s", before.ID, terminal.Plain(before.Title),
		display.Kinds(words.To(r.Out), diff.Kinds(before, after)),
		display.History{In: words.To(r.Out), Style: terminal.StyleFor(r.Out)}.Texts(before.Body, after.Body))
	return err
}
