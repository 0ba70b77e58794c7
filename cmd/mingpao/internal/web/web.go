// Package web is the reading room: the archive in a browser, on this machine. It reads only, but for the list of what a
// person follows.
//
//	web.go serve.go         which address leads to which page; the server
//	front.go                what is new since a reader was here
//	day.go calendar.go      the paper of a day
//	article.go              an article, in its forms
//	archive.go help.go      the state of the archive; help
//	follow.go               standing questions
//	settings.go             how pages are to look, whom a reader follows
//	internal/answer         a request becomes an answer; pictures that are kept
//	internal/paper          a day's articles as a newspaper
//	internal/visit          what a reader's browser keeps
//	internal/find           search, and what one may choose
//	internal/versions       what the site changed, an article's versions, citations
//	internal/received       a page as it was received, in a frame where nothing runs
//	internal/feeds          feeds, books for e-readers, exports
//	templates, static       pages, style, keys
//
// Every page is made by html/template: what comes from an article is text. Nothing is loaded from elsewhere, but
// pictures that are not kept where a reader asks for them.
package web

import (
	"embed"
	"log"
	"net/http"
	"time"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/feeds"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/cmd/mingpao/internal/web/internal/received"
	"mingpao/cmd/mingpao/internal/web/internal/versions"
	"mingpao/store"

	"github.com/klauspost/compress/gzhttp"
)

// Options configure a reading room. The zero value answers to loopback addresses.
type Options struct {
	Hosts []string         // names by which it may be called besides the address that it is reached at, as behind a proxy
	Now   func() time.Time // nil: the machine's
	Log   *log.Logger      // faults of the archive; nil: none
}

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// New returns the reading room of an archive, which the caller closes.
func New(archive *store.Archive, o Options) (http.Handler, error) {
	look, err := ownLook()
	if err != nil {
		return nil, err
	}
	compressed, err := gzhttp.NewWrapper(gzhttp.EnableZstd(false)) // which takes megabytes a reader
	if err != nil {
		return nil, err
	}
	return compressed(open(archive, o, look)), nil
}

func ownLook() (*answer.Look, error) { return answer.LoadLook(templateFiles, staticFiles) }

func open(archive *store.Archive, o Options, look *answer.Look) http.Handler {
	return answer.Guard(o.Hosts, answer.Spoken(routes(answer.NewRoom(archive, o.Now, o.Log, look))))
}

// routes maps addresses to pages. The parameters of a page are listed with its handler: anything else is an error, as a
// typing mistake would otherwise pass for an answer.
func routes(r *answer.Room) http.Handler {
	mux := http.NewServeMux()
	for path, handler := range pages(r) {
		mux.Handle(path, handler)
	}
	return mux
}

func pages(r *answer.Room) map[string]http.Handler {
	return map[string]http.Handler{
		"/{$}":                           r.Page(latest),
		"/index.json":                    r.Page(latestData),
		"/day/{day}":                     r.Page(day),
		"/month/{month}":                 r.Page(month),
		"/a/{edition}/{id}":              r.Page(article, "version", "pictures"),
		"/a/{edition}/{id}/history":      r.Page(versions.History, "from", "to", "view"),
		"/a/{edition}/{id}/history.json": r.Page(versions.HistoryData),
		"/a/{edition}/{id}/cite/{style}": r.Page(versions.Cite, "version"),
		"/a/{edition}/{id}/raw":          r.Page(versions.Raw, "version"),
		"/a/{edition}/{id}/page":         r.Page(received.Page, received.Names...),
		"/a/{edition}/{id}/page/sheet":   r.Page(received.Sheet, received.Names...),
		"/cite/{hash}":                   r.Page(cited),
		"/changes":                       r.Page(versions.Changes, versions.ChangesNames...),
		"/changes.json":                  r.Page(versions.ChangesData, versions.ChangesNames...),
		"/changes.atom":                  r.LongPage(feeds.Changes, "edition", "section"),
		"/search":                        r.LongPage(find.Search, searchNames("sort", "after", "view")...),
		"/search.json":                   r.LongPage(find.SearchJSON, searchNames("sort", "after")...),
		"/trend":                         r.LongPage(find.Trend, find.TrendNames...),
		"/feed.atom":                     r.LongPage(feeds.Feed, find.SearchNames...),
		"/feeds.opml":                    r.LongPage(feeds.OPML),
		"/opds":                          r.LongPage(feeds.Shelves),
		"/opds/days":                     r.LongPage(feeds.DayBooks, "after"),
		"/opds/sections":                 r.LongPage(feeds.SectionShelves),
		"/opds/columns":                  r.LongPage(feeds.ColumnShelves, "after"),
		"/opds/books":                    r.LongPage(feeds.Books, searchNames("after")...),
		"/opds/search.xml":               r.Page(feeds.SearchDescription),
		"/export":                        r.Stream(feeds.Export, searchNames("format")...),
		"/sections":                      r.LongPage(find.Sections),
		"/authors":                       r.LongPage(find.Authors, "find", "after"),
		"/columns":                       r.LongPage(find.Columns, "find", "after"),
		"/keywords":                      r.LongPage(find.Keywords, "find", "after"),
		"/archive":                       r.LongPage(overview),
		"/follow":                        r.Page(follow, followNames...),
		"/settings":                      r.Page(settings, settingNames...),
		"/help":                          r.Page(help),
		"/":                              r.AnyPage(elsewhere),
		"/p/{hash}":                      http.HandlerFunc(r.Picture),
		"/static/{file}":                 http.HandlerFunc(r.Static),
		"/favicon.ico":                   http.HandlerFunc(r.Icon),
		"/robots.txt":                    http.HandlerFunc(answer.Robots),
	}
}

// searchNames are the parameters of a search, and more.
func searchNames(more ...string) []string { return append(more, find.SearchNames...) }
