// Package web is the reading room: the archive in a browser, on this machine. It reads only.
//
//	web.go serve.go              the handler and its server
//	guard.go turns.go            who may ask, for what, how many at a time
//	request.go render.go document.go  what was asked, the answer as a page
//	memo.go state.go             answers that may be some seconds old
//	words.go vocabulary*.go faults.go  Traditional Chinese and English
//	day.go calendar.go           the paper of a day
//	article.go cite.go           an article, in its forms
//	history.go changes.go        versions, what was changed and what went
//	search.go hits.go facets.go choice.go export.go  search, what one may choose, and taking it away
//	names.go feeds.go            sections, authors, columns, keywords; feeds
//	archive.go plots.go          the state of the archive
//	templates, static            pages, style, keys
//
// Every page is made by html/template: what comes from an article is text. Nothing is loaded from elsewhere, but
// pictures where a reader asks for them.
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

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// New is the reading room of an archive, which stays the caller's to close.
func New(archive *store.Archive, o Options) (http.Handler, error) {
	look, err := ownLook()
	if err != nil {
		return nil, err
	}
	return open(archive, o, look), nil
}

func ownLook() (*look, error) { return loadLook(templateFiles, staticFiles) }

func open(archive *store.Archive, o Options, look *look) http.Handler {
	return guard(o.Hosts, spoken(routes(newRoom(archive, o.Now, o.Log, look))))
}

// routes leads addresses to pages. What a page may be asked stands beside its handler: anything else is an error, as a
// typing mistake would otherwise pass for an answer.
func routes(r *room) http.Handler {
	mux := http.NewServeMux()
	for _, to := range []route{
		{"/{$}", (*request).latest, nil, false},
		{"/day/{day}", (*request).day, nil, false},
		{"/month/{month}", (*request).month, nil, false},
		{"/a/{edition}/{id}", (*request).article, []string{"version", "pictures"}, false},
		{"/a/{edition}/{id}/history", (*request).history, []string{"from", "to", "view"}, false},
		{"/a/{edition}/{id}/cite/{style}", (*request).cite, []string{"version"}, false},
		{"/changes", (*request).changes, []string{"since", "edition", "section"}, false},
		{"/search", (*request).search, append([]string{"sort", "after"}, searchNames...), true},
		{"/feed.atom", (*request).feed, searchNames, true},
		{"/feeds.opml", (*request).opml, nil, true},
		{"/sections", (*request).sections, nil, true},
		{"/authors", (*request).authors, []string{"find", "after"}, true},
		{"/columns", (*request).columns, []string{"find", "after"}, true},
		{"/keywords", (*request).keywords, []string{"find", "after"}, true},
		{"/archive", (*request).overview, nil, true},
		{"/help", (*request).help, nil, false},
		{"/", func(*request) (answer, error) { return nil, errNotFound }, nil, false},
	} {
		mux.Handle(to.path, r.page(to))
	}
	mux.Handle("/export", r.exports())
	mux.Handle("/static/{file}", http.HandlerFunc(r.static))
	mux.Handle("/favicon.ico", http.HandlerFunc(r.icon))
	mux.Handle("/robots.txt", http.HandlerFunc(robots))
	return mux
}
