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

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper"
)

type extractFlags struct {
	format  string
	explain bool
	jobs    int
	contact string
}

func newExtract(s streams) *cobra.Command {
	var flags extractFlags
	cmd := &cobra.Command{
		Use:   "extract [flags] URL|FILE|DIR|-...",
		Short: "Print the articles of pages",
		Long: `Print the articles of pages: addresses, files, folders of saved pages, or standard input (-).

One page is printed as JSON, several as JSON lines, unless --format says otherwise. Output
stands in the order of the input. A page that holds no article is named on standard error
with the reason, the others go on, and the exit status is 3.`,
		Example: `  mingpao extract page.html
  mingpao extract --format jsonl saved/ > articles.jsonl
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
	f.StringVar(&flags.format, "format", "", "json, jsonl, text or markdown")
	f.BoolVar(&flags.explain, "explain", false, "print every block of the page with its kind and the rule that decided it")
	f.IntVar(&flags.jobs, "jobs", runtime.GOMAXPROCS(0), "pages to work on at a time")
	f.StringVar(&flags.contact, "contact", "", contactHelp)
	return cmd
}

func (f extractFlags) check(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usageError("extract: name a URL, a file, a folder, or - for standard input")
	case cmd.Flags().Changed("format") && !slices.Contains(formats, f.format):
		return usageError("extract: --format %q is none of json, jsonl, text, markdown", f.format)
	case f.explain && f.format != "" && f.format != "text":
		return usageError("extract: --explain prints text; leave --format out")
	case f.jobs < 1:
		return usageError("extract: --jobs takes a number from 1")
	}
	return nil
}

// result is what became of an input.
type result struct {
	source  string
	article *extract.Article
	signed  []extract.Signed
	err     error
}

func runExtract(ctx context.Context, s streams, flags extractFlags, args []string) error {
	pages := inputs(args)
	out := newPrinter(s.out, flags, len(pages) > 1)
	bar := newProgress(s.err, len(pages), "pages")
	failed, refused := 0, false
	for r := range extractAll(ctx, s, flags, pages) {
		bar.add(1)
		if r.err != nil {
			failed++
			refused = refused || isRefusal(r.err)
			bar.clear()
			fmt.Fprintf(s.err, "mingpao: %s: %s\n", plain(r.source), oneLine(r.err.Error()))
		}
		if err := out.print(r); err != nil {
			return &exit{statusFailed, fmt.Errorf("write: %w", err)}
		}
	}
	bar.clear()
	if ctx.Err() != nil {
		return &exit{statusInterrupted, nil}
	}
	if len(pages) > 1 {
		fmt.Fprintf(s.err, "%d pages: %d articles, %d without\n", len(pages), len(pages)-failed, failed)
	}
	switch {
	case refused && failed == len(pages):
		return &exit{statusRefused, nil}
	case failed > 0:
		return &exit{statusPartly, nil}
	}
	return nil
}

func isRefusal(err error) bool {
	var f *scraper.Fault
	return errors.As(err, &f) && f.Kind == scraper.Refused
}

// extractAll yields the results in the order of the input.
func extractAll(ctx context.Context, s streams, flags extractFlags, pages []input) iter.Seq[result] {
	e := &extractor{streams: s, fetcher: sync.OnceValue(func() *scraper.Fetcher { return scraper.NewFetcher(ctx, fetchConfig(flags.contact)) })}
	return inOrder(ctx, pages, flags.jobs, e.extract)
}

// extractor reads and parses pages. Addresses are fetched one at a time, through one fetcher.
type extractor struct {
	streams
	fetcher func() *scraper.Fetcher
	mu      sync.Mutex
}

func (e *extractor) extract(i input) result {
	page, err := e.page(i)
	if err != nil {
		return result{source: i.name, err: err}
	}
	a, signed, err := extract.Explain(page)
	return result{i.name, a, signed, err}
}

func (e *extractor) page(i input) (extract.Page, error) {
	if !i.isURL() {
		b, err := i.read(e.in)
		return extract.Page{Body: b}, err
	}
	if err := checkURL(i.name); err != nil {
		return extract.Page{}, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	answer, err := e.fetcher().Fetch(i.name, site.Validators{})
	if err != nil {
		return extract.Page{}, err
	}
	return extract.Page{URL: answer.URL, ContentType: answer.ContentType, Body: answer.Body}, nil
}

const contactHelp = "mail address or page for the User-Agent, so that the site can reach you (default $MINGPAO_CONTACT)"
