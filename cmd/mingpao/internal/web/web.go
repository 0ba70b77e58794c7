// Package web is the reading room: the archive in a browser, on this machine. It reads only.
//
//	web.go serve.go              the handler and its server
//	guard.go turns.go            who may ask, for what, how many at a time
//	request.go render.go memo.go what was asked, the answer as a page, figures that may be some seconds old
//	words.go vocabulary*.go      Traditional Chinese and English
//	day.go calendar.go           the paper of a day
//	article.go cite.go           an article, in its forms
//	history.go changes.go        versions, what was changed and what went
//	search.go facets.go choice.go   search, and what one may choose
//	names.go feeds.go            sections, authors, columns, keywords; feeds
//	archive.go plots.go          the state of the archive
//	templates, static            pages, style, keys
//
// Every page is made by html/template: what comes from an article is text. Nothing is loaded from elsewhere, but pictures where a
// reader asks for them.
package web

import (
	"embed"
	"log"
	"net/http"
	"time"

	"mingpao/store"
)

// Options are what a reading room needs to know. The zero value answers to loopback addresses.
type Options struct {
	Hosts []string         // names by which it may be called besides the address that it is reached at, as behind a proxy
	Now   func() time.Time // nil: time.Now
	Log   *log.Logger      // faults of the archive; nil: none
}

// room is the reading room's state: the archive and what is known about it for some seconds.
type room struct {
	archive *store.Archive
	now     func() time.Time
	log     *log.Logger
	pages   pages
	assets  assets
	memo    memo
	turns   turns
}

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// New is the reading room of an archive, which stays the caller's to close.
func New(archive *store.Archive, o Options) (http.Handler, error) {
	r := &room{archive: archive, now: o.Now, log: o.Log, turns: newTurns()}
	if r.now == nil {
		r.now = time.Now
	}
	var err error
	if r.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if r.pages, err = loadPages(r.assets); err != nil {
		return nil, err
	}
	return guard(o.Hosts, spoken(r.routes())), nil
}

// routes leads addresses to pages. What a page may be asked stands beside its handler: anything else is an error, as a typing
// mistake would otherwise pass for an answer.
func (r *room) routes() http.Handler {
	mux := http.NewServeMux()
	for _, route := range []struct {
		path   string
		handle handler
		may    []string // be asked
	}{
		{"/{$}", (*request).today, nil},
		{"/day/{day}", (*request).day, nil},
		{"/month/{month}", (*request).month, nil},
		{"/a/{edition}/{id}", (*request).article, []string{"version", "pictures"}},
		{"/a/{edition}/{id}/history", (*request).history, []string{"from", "to", "view"}},
		{"/a/{edition}/{id}/cite/{style}", (*request).cite, []string{"version"}},
		{"/changes", (*request).changes, []string{"since", "edition", "section"}},
		{"/search", (*request).search, append([]string{"q", "sort", "after"}, filterNames...)},
		{"/export", (*request).export, append([]string{"q", "format"}, filterNames...)},
		{"/feed.atom", (*request).feed, append([]string{"q"}, filterNames...)},
		{"/feeds.opml", (*request).opml, nil},
		{"/sections", (*request).sections, nil},
		{"/authors", (*request).authors, []string{"find", "after"}},
		{"/columns", (*request).columns, []string{"find", "after"}},
		{"/keywords", (*request).keywords, []string{"find", "after"}},
		{"/archive", (*request).state, nil},
		{"/help", (*request).help, nil},
	} {
		mux.Handle(route.path, r.page(route.handle, route.may))
	}
	mux.Handle("/static/{file}", http.HandlerFunc(r.static))
	mux.Handle("/favicon.ico", http.HandlerFunc(r.icon))
	mux.Handle("/robots.txt", http.HandlerFunc(robots))
	mux.Handle("/", r.page(func(*request) (answer, error) { return nil, errNotFound }, nil))
	return mux
}
