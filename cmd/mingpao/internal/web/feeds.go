package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"iter"
	"net/http"
	"time"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/store"
)

// articles are what was chosen, whole. One that is damaged is left out and logged: the others follow.
func (q *request) articles(chosen store.Query) iter.Seq2[*store.Article, error] {
	return func(yield func(*store.Article, error) bool) {
		all := q.archive.Articles(q.Context(), chosen.Filter)
		if chosen.IsAny() {
			all = q.archive.Search(q.Context(), chosen)
		}
		for a, err := range all {
			var damaged *store.Damaged
			if errors.As(err, &damaged) {
				if q.log != nil {
					q.log.Print(damaged)
				}
				continue
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// feed is the newest articles of what was chosen.
func (q *request) feed() (answer, error) {
	chosen, err := q.choice()
	if err != nil {
		return nil, err
	}
	format, ok := export.Named("atom")
	if !ok {
		return nil, errNotFound
	}
	chosen.Filter = format.Filter(chosen.Filter)
	values := q.narrowed()
	options := export.Options{Title: q.feedTitle(values), Scope: export.Scope(values), Self: q.origin() + q.address("/feed.atom", values)}
	var b bytes.Buffer
	n, err := format.Write(&b, options, q.articles(chosen))
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, errNotFound
	}
	return document{format.MediaType, b.Bytes(), 0}, nil
}

// origin is how this reading room was called.
func (q *request) origin() string { return "http://" + q.Host }

// exportTime is how long an export may take to be sent.
const exportTime = 10 * time.Minute

// stream is an export that is sent as it is made.
type stream struct {
	format   export.Format
	options  export.Options
	articles iter.Seq2[*store.Article, error]
}

func (s stream) write(w http.ResponseWriter, q *request) error {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportTime)) // else the server's own holds
	h := w.Header()
	out := &begun{ResponseWriter: w}
	h.Set("Content-Type", s.format.MediaType)
	h.Set("Content-Disposition", `attachment; filename="mingpao`+s.format.Ending+`"`)
	n, err := s.format.Write(out, s.options, s.articles)
	switch {
	case err == nil && n == 0:
		h.Del("Content-Disposition")
		return errNotFound
	case err != nil && out.begun:
		panic(http.ErrAbortHandler) // what was sent is not whole: the browser must not take it for that
	}
	return err
}

// begun notes whether something was sent.
type begun struct {
	http.ResponseWriter
	begun bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.begun = true
	return b.ResponseWriter.Write(p)
}

// Outlines of OPML 2.0, for feed readers.
type opmlFile struct {
	XMLName  xml.Name      `xml:"opml"`
	Version  string        `xml:"version,attr"`
	Title    string        `xml:"head>title"`
	Editions []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Text     string        `xml:"text,attr"`
	Type     string        `xml:"type,attr,omitempty"`
	Feed     string        `xml:"xmlUrl,attr,omitempty"`
	Page     string        `xml:"htmlUrl,attr,omitempty"`
	Outlines []opmlOutline `xml:"outline"`
}

// opml lists the feeds of the sections.
func (q *request) opml() (answer, error) {
	all, err := q.heldSections()
	if err != nil {
		return nil, err
	}
	file := opmlFile{Version: "2.0", Title: q.say("name")}
	for _, s := range all {
		if n := len(file.Editions); n == 0 || file.Editions[n-1].Text != q.edition(s.Edition) {
			file.Editions = append(file.Editions, opmlOutline{Text: q.edition(s.Edition)})
		}
		e := &file.Editions[len(file.Editions)-1]
		chosen := string(newQuery("section", s.Edition+"/"+s.Code))
		e.Outlines = append(e.Outlines, opmlOutline{
			Text: q.sectionLabel(s.Edition+"/"+s.Code, s.Name), Type: "rss",
			Feed: q.origin() + "/feed.atom" + chosen, Page: q.origin() + "/search" + chosen,
		})
	}
	b, err := xml.MarshalIndent(file, "", "  ")
	if err != nil {
		return nil, err
	}
	return attachment{document{"text/x-opml; charset=utf-8", append([]byte(xml.Header), b...), 0}, "mingpao.opml"}, nil
}
