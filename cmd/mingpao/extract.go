package main

import (
	"context"
	"io"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/extraction"
)

func newExtract(s streams) *cobra.Command {
	e := extraction.Extraction{In: s.in, Out: s.out, Err: s.err}
	var contact, unread string
	cmd := &cobra.Command{
		Use:   "extract [flags] URL|FILE|DIR|-...",
		Short: "Print the articles of pages",
		Long: `Print the articles of pages: addresses, files, folders of saved pages, or standard input (-).

Files may be pages as a server or a browser writes them, packed or not, and ZIP, WARC, WACZ,
MHTML, webarchive and HAR files of many, and corpora of web crawls as JSON lines. What is no
page of the site is passed over and counted.

One page is printed as JSON, several as JSON lines, unless --format says otherwise. Output
stands in the order of the input. A page that holds no article is named on standard error
with the reason, and in the file of --errors, the others go on, and the exit status is 3.

Of a feed or another list that a crawl reads, an address or a file, what it names is printed:
a JSON line each, with address, title and time.`,
		Example: `  mingpao extract page.html
  mingpao extract --format jsonl saved/ > articles.jsonl
  mingpao extract --errors unread.jsonl crawl.warc.gz > articles.jsonl
  mingpao extract --format markdown -o notes saved/ > /dev/null
  mingpao extract --format markdown https://news.mingpao.com/pns/...
  mingpao extract https://news.mingpao.com/rss/ins/all.xml
  mingpao extract --explain page.html`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkExtract(cmd, &e, args); err != nil {
				return err
			}
			e.Config = fetchConfig(contact)
			return runExtract(cmd.Context(), e, unread, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&e.Format, "format", "", "`FORMAT` of what is printed: json, jsonl, text or markdown")
	f.BoolVar(&e.Explain, "explain", false, "print every block of the page with its kind and the rule that decided it")
	f.BoolVar(&e.Guess, "guess", false,
		"of a page in an unknown design print what it seems to say: layout guess, status 3")
	f.IntVar(&e.Jobs, "jobs", runtime.GOMAXPROCS(0), "`MANY` pages to work on at a time")
	f.StringVar(&contact, "contact", "", contactHelp)
	f.BoolVarP(&e.Verbose, "verbose", "v", false, "name what is passed over")
	f.StringVarP(&e.Folder, "output", "o", "",
		"write each article to a file below `FOLDER`, too, named after its source")
	f.StringVar(&unread, "errors", "",
		"write what holds no article to `FILE`: a JSON line each, with source and error")
	cli.Complete(cmd, "format", extraction.Formats)
	return cmd
}

// runExtract runs an extraction; what holds no article goes to a file, if one is named.
func runExtract(ctx context.Context, e extraction.Extraction, unread string, args []string) error {
	if unread == "" {
		return e.Run(ctx, args)
	}
	var ended error // its status is no failure to write
	err := cli.WriteTo(e.Out, unread, func(w io.Writer) error {
		e.Errors = w
		ended = e.Run(ctx, args)
		return nil
	})
	if err != nil {
		return cli.WithStatus(ctx, err)
	}
	return ended
}

func checkExtract(cmd *cobra.Command, e *extraction.Extraction, args []string) error {
	switch {
	case len(args) == 0:
		return cli.Usagef("extract: name a URL, a file, a folder, or - for standard input")
	case cmd.Flags().Changed("format") && !slices.Contains(extraction.Formats, e.Format):
		return cli.Usagef("extract: --format %q is none of json, jsonl, text, markdown", e.Format)
	case e.Explain && e.Format != "" && e.Format != "text":
		return cli.Usagef("extract: --explain prints text; leave --format out")
	case e.Jobs < 1:
		return cli.Usagef("extract: --jobs takes a number from 1")
	}
	return nil
}

const contactHelp = "mail `ADDRESS` or page for the User-Agent, so that the site can reach you " +
	"(default $MINGPAO_CONTACT)"
