package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

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

// answer writes itself.
type answer interface {
	write(http.ResponseWriter, *request) error
}

// Errors that are the asker's.
var (
	errNotFound = errors.New("there is no such page")
	errBusy     = errors.New("too many requests wait")
)

// badRequest is an error of what was asked. Its text is for the asker.
type badRequest string

func (b badRequest) Error() string { return string(b) }

// patience is how long an answer may take to be made; exports, which are sent as they are made, have more.
const patience = 20 * time.Second

// page is a handler as the server wants it: it takes its turn, and its errors are pages, too.
func (r *room) page(handle handler, may []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		q := r.newRequest(hr)
		w.Header().Set("Vary", "Accept-Language")
		if err := r.turns.take(hr.Context()); err != nil {
			if errors.Is(err, errBusy) {
				w.Header().Set("Retry-After", "1")
				http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
			}
			return
		}
		defer r.turns.leave()
		ctx, cancel := context.WithTimeout(hr.Context(), patience)
		defer cancel()
		q.Request = hr.WithContext(ctx)
		a, err := q.answer(handle, may)
		if err == nil {
			err = a.write(w, q)
		}
		if err != nil {
			q.fail(w, err)
		}
	})
}

func (r *room) newRequest(hr *http.Request) *request {
	q := &request{Request: hr, room: r, query: hr.URL.Query()}
	q.speech, q.chosen = speechOf(hr)
	return q
}

func (q *request) answer(handle handler, may []string) (answer, error) {
	for name := range q.query {
		if !slices.Contains(may, name) {
			return nil, badRequest(q.say("no-parameter", name))
		}
	}
	return handle(q)
}

// link is an address of the reading room in the language that was chosen.
func (q *request) link(path string) string {
	if !q.chosen {
		return path
	}
	if path == "/" {
		path = ""
	}
	return "/" + q.speech.prefix() + path
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
	case q.Request.Context().Err() != nil && q.Context().Err() == context.Canceled:
		return // nobody listens
	case errors.Is(q.Context().Err(), context.DeadlineExceeded):
		status, text = http.StatusServiceUnavailable, q.say("error-slow")
	}
	if status == http.StatusInternalServerError && q.log != nil {
		q.log.Printf("%s: %v", q.URL.Path, err)
	}
	page := q.newView("error", q.say("error"), errorPage{status, text})
	page.status = status
	if err := page.write(w, q); err != nil {
		http.Error(w, http.StatusText(status), status)
	}
}

type errorPage struct {
	Status int
	Text   string
}

func (q *request) help() (answer, error) {
	return q.newView("help", q.say("help"), nil), nil
}
