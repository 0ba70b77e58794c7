package answer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/web/internal/visit"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
)

// Request is a request with its language, its query and the room.
type Request struct {
	*http.Request
	*Room
	Speech words.Speech
	chosen bool // the address names the language
	Query  url.Values

	Visit   visit.Visit // what the reader's browser keeps
	visited bool        // it keeps something
}

// Handler answers a request.
type Handler func(*Request) (Answer, error)

// Answer can be made a document.
type Answer interface {
	document() (Document, error)
}

// Errors that are the asker's.
var (
	ErrNotFound = errors.New("there is no such page")
	errBusy     = errors.New("too many requests wait")
	errUnmade   = errors.New("the answer was not made")
)

// BadRequest is an error of what was asked. Its text is for the asker.
type BadRequest string

func (b BadRequest) Error() string { return string(b) }

// NotFound is an error of something asked for that is not here. Its text is for the asker.
type NotFound string

func (n NotFound) Error() string { return string(n) }

// patience is the time limit for making an answer; exports, which are sent as they are made, have more.
const patience = 20 * time.Second

// route leads an address to a page.
type route struct {
	handle Handler
	may    []string // be asked
	any    bool     // it may be asked anything
	long   bool     // it goes through much of the archive
}

// Page is a handler as the server wants it: it takes its turn, its errors are pages, too, and it may be asked what is
// named.
func (r *Room) Page(handle Handler, may ...string) http.Handler {
	return r.page(route{handle: handle, may: may})
}

// AnyPage is a page that may be asked anything: what leads nowhere is not found, with any parameter.
func (r *Room) AnyPage(handle Handler) http.Handler {
	return r.page(route{handle: handle, any: true})
}

// LongPage is a page that goes through much of the archive. It is kept for a while.
func (r *Room) LongPage(handle Handler, may ...string) http.Handler {
	return r.page(route{handle: handle, may: may, long: true})
}

func (r *Room) page(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		q := r.newRequest(hr)
		w.Header().Add("Vary", "Accept-Language")
		r.opened.Do(func() { go q.foresee() })
		d, err := q.kept(to)
		if err != nil {
			q.fail(w, err)
			return
		}
		q.note(w.Header(), d)
		d.write(w, q)
	})
}

// kept makes an answer, or takes the one that is kept of those that take long. The others are of now.
func (q *Request) kept(to route) (Document, error) {
	if !to.long {
		ctx, cancel := context.WithTimeout(q.Context(), patience)
		defer cancel()
		return q.in(ctx).document(to)
	}
	return remember(q, q.name(), kind[Document]{q.documents, Document.size, func(ctx context.Context) (Document, error) {
		return q.in(ctx).document(to)
	}})
}

// name is under which an answer is kept: all that it depends on, but for the archive.
func (q *Request) name() string {
	return fmt.Sprintf("%s %s %t %+v %s%s?%s", q.Today(), q.Speech.Prefix(), q.chosen, q.Visit.Look, q.Host, q.URL.Path,
		q.Query.Encode())
}

// Today is the day in Hong Kong.
func (q *Request) Today() string { return site.DayOf(q.Now()) }

// foresee counts what the first reader will ask for next, and would wait for.
func (q *Request) foresee() {
	q = q.in(context.WithoutCancel(q.Context()))
	_, _ = q.Catalogue()
	_, _ = q.HeldSections()
}

// in is the same request in another context.
func (q *Request) in(ctx context.Context) *Request {
	other := *q
	other.Request = q.WithContext(ctx)
	return &other
}

// document makes the answer when its turn has come.
func (q *Request) document(to route) (Document, error) {
	leave, err := q.turns.take(q.Context(), to.long)
	if err != nil {
		return Document{}, err
	}
	defer leave()
	if !to.any {
		if err := q.check(to.may); err != nil {
			return Document{}, err
		}
	}
	a, err := to.handle(q)
	if err != nil {
		return Document{}, err
	}
	return a.document()
}

// Say says something in the reader's language.
func (q *Request) Say(key string, args ...any) string { return q.Speech.Say(key, args...) }

func (r *Room) newRequest(hr *http.Request) *Request {
	q := &Request{Request: hr, Room: r, Query: hr.URL.Query()}
	q.Speech, q.chosen = speechOf(hr)
	q.Visit, q.visited = visitOf(hr, r.Now())
	return q
}

// check refuses what a page cannot be asked.
func (q *Request) check(may []string) error {
	for name := range q.Query {
		switch {
		case !slices.Contains(may, name):
			return BadRequest(q.Say("no-parameter", name))
		case len(q.Values(name)) > 1 && !slices.Contains(Several, name):
			return BadRequest(q.Say("once", name))
		}
	}
	return nil
}

// fail answers with an error.
func (q *Request) fail(w http.ResponseWriter, err error) {
	status, text := http.StatusInternalServerError, q.Say("error-archive")
	var bad BadRequest
	var missing NotFound
	var removed *catalog.Removed
	switch {
	case errors.As(err, &removed):
		status, text = http.StatusGone, q.Say("error-removed", removed.At[:min(10, len(removed.At))])
	case errors.As(err, &bad):
		status, text = http.StatusBadRequest, bad.Error()
	case errors.As(err, &missing):
		status, text = http.StatusNotFound, missing.Error()
	case errors.Is(err, ErrNotFound), errors.Is(err, store.ErrUnknown):
		status, text = http.StatusNotFound, q.Say("error-not-found")
	case errors.Is(err, context.Canceled):
		return // the client has gone
	case errors.Is(err, errBusy):
		w.Header().Set("Retry-After", "1")
		status, text = http.StatusServiceUnavailable, q.Say("error-busy")
	case errors.Is(err, context.DeadlineExceeded):
		status, text = http.StatusServiceUnavailable, q.Say("error-slow")
	}
	if status == http.StatusInternalServerError && q.Log != nil {
		q.Log.Printf("%s: %v", q.URL.Path, err)
	}
	said := errorPage{Status: status, Text: text}
	if status == http.StatusNotFound && missing == "" {
		said.Search = path.Base(q.URL.Path)
	}
	page := q.NewView("error", q.Say("error"), said)
	page.status = status
	d, err := page.document()
	if err != nil {
		http.Error(w, http.StatusText(status), status)
		return
	}
	d.write(w, q)
}

type errorPage struct {
	Status int
	Text   string
	Search string // what the address may have meant to look for; "" where nothing is missing
}
