// Package extraction prints the articles of pages that somebody has, or that are fetched.
//
//	extraction.go  page after page to article
//	files.go       a file an article
//	list.go        what a feed or another list names
//	print.go       articles in a format
package extraction

import (
	"context"
	"errors"
	"io"
	"iter"
	"sync"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/extract/told"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// Extraction is an extraction as a person asked for it.
type Extraction struct {
	Format  string // one of Formats, or ""
	Explain bool   // the blocks are printed, with their rules
	Guess   bool   // a page of an unknown design is looked at
	Jobs    int    // pages to work on at a time
	Verbose bool   // what is passed over is named
	Config  fetch.Config

	Folder string // each article is written to a file below it, too; "": to none

	In       io.Reader
	Out, Err io.Writer
	Errors   io.Writer // gets what holds no article as JSON lines; nil: nothing does
}

// result is what became of an input.
type result struct {
	source  string
	article *extract.Article
	list    *listed // in an article's place
	signed  []extract.Signed
	err     error
	read    int64 // bytes of the inputs until then
}

// Run prints what is in the arguments.
func (e Extraction) Run(ctx context.Context, args []string) error {
	out, beside := e.printer(), files{folder: e.Folder, format: e.Format}
	count := intake.Tally{Err: e.Err, Verbose: e.Verbose, Bar: intake.NewBar(e.Err, args)}
	refused, lists := false, 0
	for r := range e.results(ctx, args) {
		count.Bar.At(r.read, intake.PagesOf(count.Pages).In(words.To(e.Err)))
		if !count.Note(r.source, r.err) {
			continue
		}
		refused = refused || isRefusal(r.err)
		if r.list != nil && r.err == nil {
			lists++
		}
		if r.list != nil && r.list.note != "" {
			count.Say(r.source, errors.New(r.list.note))
		}
		if err := errors.Join(out.print(r), e.report(r), beside.print(r)); err != nil {
			return &cli.Exit{Status: cli.Failed, Err: told.Errorf("write: %w", err)}
		}
	}
	count.Bar.Clear()
	if err := out.end(); err != nil {
		return &cli.Exit{Status: cli.Failed, Err: told.Errorf("write: %w", err)}
	}
	if ctx.Err() != nil {
		return &cli.Exit{Status: cli.Interrupted}
	}
	if count.Pages > 1 || len(count.Over) > 0 {
		articles := words.Numbered("%d article|%d articles", count.Pages-count.Failed-lists)
		words.Fprintf(e.Err, "%s: %s%s, %d without%s\n", intake.PagesOf(count.Pages), articles, listsOf(lists), count.Failed,
			count.Passed())
	}
	switch {
	case refused && count.Failed == count.Pages:
		return &cli.Exit{Status: cli.Refused}
	case count.Failed+count.Absent > 0:
		return &cli.Exit{Status: cli.Partly}
	}
	return nil
}

// report writes what holds no article to Errors.
func (e Extraction) report(r result) error {
	if r.err == nil || e.Errors == nil {
		return nil
	}
	return export.JSON(e.Errors, failure{r.source, r.err.Error()}, "")
}

func isRefusal(err error) bool {
	var f *fetch.Fault
	return errors.As(err, &f) && f.Kind == queue.Refused
}

// results yields the results in the order of the input.
func (e Extraction) results(ctx context.Context, args []string) iter.Seq[result] {
	e.Config.TellsTime = false // nothing is recorded: a clock that is wrong spoils nothing
	x := &extractor{guess: e.Guess, fetcher: sync.OnceValue(func() *fetch.Fetcher { return fetch.New(e.Config) })}
	return intake.InOrder(ctx, intake.Inputs(ctx, saved.Options{Stdin: e.In}, args), e.Jobs,
		func(i intake.Input) result { return x.extract(ctx, i) })
}

// extractor parses pages. Addresses are fetched one at a time, through one fetcher.
type extractor struct {
	guess   bool
	fetcher func() *fetch.Fetcher
	mu      sync.Mutex
}

func (x *extractor) extract(ctx context.Context, i intake.Input) result {
	page, err := i.Page.Page, i.Err
	if i.Address {
		page, err = x.fetch(ctx, i.Source)
	}
	r := result{source: i.Source, err: err, read: i.Read}
	if err == nil {
		r.article, r.signed, err = extract.Explain(page)
		if err != nil {
			r.list, err = listOf(i, page, err)
		}
		if err != nil && x.guess {
			r.article, _ = extract.Guess(page) // beside the error, which stays one
		}
		r.err = i.Aside(err)
	}
	return r
}

func (x *extractor) fetch(ctx context.Context, address string) (extract.Page, error) {
	if err := cli.CheckURL(address); err != nil {
		return extract.Page{}, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	answer, err := x.fetcher().Fetch(ctx, address, queue.Validators{})
	if err != nil {
		return extract.Page{}, err
	}
	return extract.Page{URL: answer.URL, ContentType: answer.ContentType, Body: answer.Body}, nil
}
