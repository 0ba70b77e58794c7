// Package intake takes pages that somebody kept: it reads them in their order, several at a time, counts what became of
// each, and brings them into an archive.
//
//	inputs.go   files, folders and addresses, page by page
//	ordered.go  work on several at a time, results in order
//	tally.go    what became of them; summary.go says it of an import
//	import.go   into an archive
//	prepare.go  a page becomes a look with its article
//	pictures.go pictures wait for their articles
//	batches.go  a transaction for many
package intake

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/pathless"
	"mingpao/extract/saved"
	"mingpao/extract/site"
	"mingpao/extract/told"
)

// Input is a page that somebody kept, an address to fetch, or what is wrong with either.
type Input struct {
	saved.Page
	Address bool
	Browsed bool // it is a file of those that a browser saves, which may be anything
	Err     error
}

// Inputs yields the pages of the arguments in their order. An address stands for itself; an argument that gives
// nothing yields the reason.
func Inputs(ctx context.Context, o saved.Options, args []string) iter.Seq[Input] {
	r := saved.NewReader(o)
	return func(yield func(Input) bool) {
		for _, arg := range args {
			if strings.Contains(arg, "://") {
				if !yield(Input{Page: saved.Page{Source: arg}, Address: true}) {
					return
				}
				continue
			}
			for p, err := range r.Pages(ctx, arg) {
				if ctx.Err() != nil { // which is no fault of a page: whoever asked looks at the context
					return
				}
				if !yield(Input{Page: p, Err: err}) {
					return
				}
			}
		}
	}
}

// SomeExist refuses files and folders none of which is there: a slip founds no archive.
func SomeExist(args []string) error {
	var faults words.Faults
	for _, arg := range args {
		_, err := os.Stat(arg)
		if arg == "-" || !errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		faults = append(faults, told.Errorf("%s: %v", terminal.Plain(arg), pathless.Error(err)))
	}
	if faults == nil {
		return nil
	}
	return &cli.Exit{Status: cli.Failed, Err: faults}
}

// Aside says of a page that lay in a crawl, or among what a browser saved, and is none of the articles there, what it
// is: a list, the login, the home page. It is passed over like a picture; a page at the address of an article is not.
func (i Input) Aside(err error) error {
	var no *extract.NotArticle
	if _, ok := site.ParseURL(i.URL); ok || i.Address || !errors.As(err, &no) {
		return err
	}
	if i.Alone && (!i.Browsed || slices.Contains(damaged, no.Reason)) {
		return err
	}
	return &saved.PassedOver{Kind: string(no.Reason)}
}

// damaged are the reasons that an article has.
var damaged = []extract.Reason{extract.BrokenMarkup, extract.CutOff, extract.Altered, extract.Garbled,
	extract.UnclearText}
