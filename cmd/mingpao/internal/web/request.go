package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store"
)

// request is what was asked, in which language, of which room.
type request struct {
	*http.Request
	*room
	speech speech
	chosen bool // the address names the language
	query  url.Values
}

// handler answers a request.
type handler func(*request) (answer, error)

// answer can be made a document.
type answer interface {
	document() (document, error)
}

// Errors that are the asker's.
var (
	errNotFound = errors.New("there is no such page")
	errBusy     = errors.New("too many requests wait")
	errUnmade   = errors.New("the answer was not made")
)

// badRequest is an error of what was asked. Its text is for the asker.
type badRequest string

func (b badRequest) Error() string { return string(b) }

// patience is how long an answer may take to be made; exports, which are sent as they are made, have more.
const patience = 20 * time.Second

// route leads an address to a page.
type route struct {
	path   string
	handle handler
	may    []string // be asked
	long   bool     // it goes through much of the archive
}

// page is a route as the server wants it: it takes its turn, and its errors are pages, too.
func (r *room) page(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		q := r.newRequest(hr)
		w.Header().Set("Vary", "Accept-Language")
		r.opened.Do(func() { go q.foresee() })
		d, err := q.kept(to)
		if err != nil {
			q.fail(w, err)
			return
		}
		d.write(w, q)
	})
}

// kept makes an answer, or takes the one that is kept of those that take long. The others are of now.
func (q *request) kept(to route) (document, error) {
	if !to.long {
		ctx, cancel := context.WithTimeout(q.Context(), patience)
		defer cancel()
		return q.in(ctx).document(to)
	}
	return remember(q, q.name(), kind[document]{&q.documents, document.size, func(ctx context.Context) (document, error) {
		return q.in(ctx).document(to)
	}})
}

// name is under which an answer is kept: all that it depends on, but for the archive.
func (q *request) name() string {
	return fmt.Sprintf("%s %s %t %s%s?%s", q.today(), q.speech.prefix(), q.chosen, q.Host, q.URL.Path, q.query.Encode())
}

// today is the day in Hong Kong.
func (q *request) today() string { return site.DayOf(q.now()) }

// foresee counts what the first reader will ask for next, and would wait for.
func (q *request) foresee() {
	q = q.in(context.WithoutCancel(q.Context()))
	_, _ = q.catalogue()
	_, _ = q.heldSections()
	for _, kind := range nameKinds {
		_, _ = q.heldNames(kind)
	}
}

// in is the same request in another context.
func (q *request) in(ctx context.Context) *request {
	other := *q
	other.Request = q.WithContext(ctx)
	return &other
}

// document makes the answer when its turn has come.
func (q *request) document(to route) (document, error) {
	leave, err := q.turns.take(q.Context(), to.long)
	if err != nil {
		return document{}, err
	}
	defer leave()
	if err := q.check(to.may); err != nil {
		return document{}, err
	}
	a, err := to.handle(q)
	if err != nil {
		return document{}, err
	}
	return a.document()
}

// say says something in the reader's language.
func (q *request) say(key string, args ...any) string { return q.speech.say(key, args...) }

func (r *room) newRequest(hr *http.Request) *request {
	q := &request{Request: hr, room: r, query: hr.URL.Query()}
	q.speech, q.chosen = speechOf(hr)
	return q
}

// check refuses what a page cannot be asked.
func (q *request) check(may []string) error {
	for name := range q.query {
		if !slices.Contains(may, name) {
			return badRequest(q.say("no-parameter", name))
		}
	}
	return nil
}

// fail answers with an error.
func (q *request) fail(w http.ResponseWriter, err error) {
	status, text := http.StatusInternalServerError, q.say("error-archive")
	var bad badRequest
	switch {
	case errors.As(err, &bad):
		status, text = http.StatusBadRequest, bad.Error()
	case errors.Is(err, errNotFound), errors.Is(err, store.ErrUnknown):
		status, text = http.StatusNotFound, q.say("error-not-found")
	case errors.Is(err, context.Canceled):
		return // nobody listens
	case errors.Is(err, errBusy):
		w.Header().Set("Retry-After", "1")
		status, text = http.StatusServiceUnavailable, q.say("error-busy")
	case errors.Is(err, context.DeadlineExceeded):
		status, text = http.StatusServiceUnavailable, q.say("error-slow")
	}
	if status == http.StatusInternalServerError && q.log != nil {
		q.log.Printf("%s: %v", q.URL.Path, err)
	}
	page := q.newView("error", q.say("error"), errorPage{status, text})
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
}
