package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

type extractFlags struct {
	format  string
	explain bool
	jobs    int
	contact string
	verbose bool
}

func newExtract(s streams) *cobra.Command {
	var flags extractFlags
	cmd := &cobra.Command{
		Use:   "extract [flags] URL|FILE|DIR|-...",
		Short: "Print the articles of pages",
		Long: `Print the articles of pages: addresses, files, folders of saved pages, or standard input (-).

Files may be pages as a server or a browser writes them, packed or not, and ZIP, WARC, WACZ,
MHTML, webarchive and HAR files of many. What is no page of the site is passed over and counted.

One page is printed as JSON, several as JSON lines, unless --format says otherwise. Output
stands in the order of the input. A page that holds no article is named on standard error
with the reason, the others go on, and the exit status is 3.`,
		Example: `  mingpao extract page.html
  mingpao extract --format jsonl saved/ > articles.jsonl
  mingpao extract crawl.warc.gz > articles.jsonl
  mingpao extract --format markdown https://news.mingpao.com/pns/...
  mingpao extract --explain page.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(cmd, args); err != nil {
				return err
			}
			return runExtract(cmd.Context(), s, flags, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "", "`FORMAT` of what is printed: json, jsonl, text or markdown")
	f.BoolVar(&flags.explain, "explain", false, "print every block of the page with its kind and the rule that decided it")
	f.IntVar(&flags.jobs, "jobs", runtime.GOMAXPROCS(0), "`MANY` pages to work on at a time")
	f.StringVar(&flags.contact, "contact", "", contactHelp)
	f.BoolVarP(&flags.verbose, "verbose", "v", false, "name what is passed over")
	cli.Complete(cmd, "format", formats)
	return cmd
}

func (f extractFlags) check(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return cli.Usagef("extract: name a URL, a file, a folder, or - for standard input")
	case cmd.Flags().Changed("format") && !slices.Contains(formats, f.format):
		return cli.Usagef("extract: --format %q is none of json, jsonl, text, markdown", f.format)
	case f.explain && f.format != "" && f.format != "text":
		return cli.Usagef("extract: --explain prints text; leave --format out")
	case f.jobs < 1:
		return cli.Usagef("extract: --jobs takes a number from 1")
	}
	return nil
}

// result is what became of an input.
type result struct {
	source  string
	article *extract.Article
	signed  []extract.Signed
	err     error
	read    int64 // bytes of the inputs until then
}

func runExtract(ctx context.Context, s streams, flags extractFlags, args []string) error {
	out := newPrinter(s.out, flags)
	count := intake.Tally{Err: s.err, Verbose: flags.verbose, Bar: intake.NewBar(s.err, args)}
	refused := false
	for r := range extractAll(ctx, s, flags, args) {
		count.Bar.At(r.read)
		if !count.Note(r.source, r.err) {
			continue
		}
		refused = refused || isRefusal(r.err)
		if err := out.print(r); err != nil {
			return &cli.Exit{Status: cli.Failed, Err: fmt.Errorf("write: %w", err)}
		}
	}
	count.Bar.Clear()
	if err := out.end(); err != nil {
		return &cli.Exit{Status: cli.Failed, Err: fmt.Errorf("write: %w", err)}
	}
	if ctx.Err() != nil {
		return &cli.Exit{Status: cli.Interrupted}
	}
	if count.Pages > 1 || len(count.Over) > 0 {
		fmt.Fprintf(s.err, "%s: %d articles, %d without%s\n",
			intake.PagesOf(count.Pages), count.Pages-count.Failed, count.Failed, count.Passed())
	}
	switch {
	case refused && count.Failed == count.Pages:
		return &cli.Exit{Status: cli.Refused}
	case count.Failed > 0:
		return &cli.Exit{Status: cli.Partly}
	}
	return nil
}

func isRefusal(err error) bool {
	var f *fetch.Fault
	return errors.As(err, &f) && f.Kind == queue.Refused
}

// extractAll yields the results in the order of the input.
func extractAll(ctx context.Context, s streams, flags extractFlags, args []string) iter.Seq[result] {
	newFetcher := func() *fetch.Fetcher { return fetch.New(fetchConfig(flags.contact)) }
	e := &extractor{fetcher: sync.OnceValue(newFetcher)}
	return intake.InOrder(ctx, intake.Inputs(ctx, saved.Options{Stdin: s.in}, args), flags.jobs,
		func(i intake.Input) result { return e.extract(ctx, i) })
}

// extractor parses pages. Addresses are fetched one at a time, through one fetcher.
type extractor struct {
	fetcher func() *fetch.Fetcher
	mu      sync.Mutex
}

func (e *extractor) extract(ctx context.Context, i intake.Input) result {
	page, err := i.Page.Page, i.Err
	if i.Address {
		page, err = e.fetch(ctx, i.Source)
	}
	r := result{source: i.Source, err: err, read: i.Read}
	if err == nil {
		r.article, r.signed, err = extract.Explain(page)
		r.err = i.Aside(err)
	}
	return r
}

func (e *extractor) fetch(ctx context.Context, address string) (extract.Page, error) {
	if err := cli.CheckURL(address); err != nil {
		return extract.Page{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	answer, err := e.fetcher().Fetch(ctx, address, queue.Validators{})
	if err != nil {
		return extract.Page{}, err
	}
	return extract.Page{URL: answer.URL, ContentType: answer.ContentType, Body: answer.Body}, nil
}

const contactHelp = "mail `ADDRESS` or page for the User-Agent, so that the site can reach you (default $MINGPAO_CONTACT)"
