package main

import (
	"context"
	"errors"
	"iter"
	"strings"

	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/extract/site"
)

// input is a page that somebody kept, an address to fetch, or what is wrong with either.
type input struct {
	saved.Page
	address bool
	err     error
}

// inputs yields the pages of the arguments in their order. An address stands for itself; an argument that gives
// nothing yields the reason.
func inputs(ctx context.Context, o saved.Options, args []string) iter.Seq[input] {
	r := saved.NewReader(o)
	return func(yield func(input) bool) {
		for _, arg := range args {
			if strings.Contains(arg, "://") {
				if !yield(input{Page: saved.Page{Source: arg}, address: true}) {
					return
				}
				continue
			}
			for p, err := range r.Pages(ctx, arg) {
				if ctx.Err() != nil { // which is no fault of a page: whoever asked looks at the context
					return
				}
				if !yield(input{Page: p, err: err}) {
					return
				}
			}
		}
	}
}

// aside says of a page that lay in a crawl and is none of its articles what it is: a list, the login, the home page.
// It is passed over like a picture; a page at the address of an article is not.
func (i input) aside(err error) error {
	var no *extract.NotArticle
	if _, ok := site.ParseURL(i.URL); ok || i.Alone || i.address || !errors.As(err, &no) {
		return err
	}
	return &saved.PassedOver{Kind: string(no.Reason)}
}
