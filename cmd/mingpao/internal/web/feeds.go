package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"iter"

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
	chosen.ByChange = chosen.Changed || chosen.Gone // an old article that was changed today is today's
	values := q.narrowed()
	options := export.Options{Title: q.feedTitle(values), Scope: export.Scope(values), Self: q.origin() +
		q.address("/feed.atom", values)}
	var b bytes.Buffer
	n, err := format.Write(&b, options, q.articles(chosen))
	if err == nil && n == 0 { // readers give up what they do not find
		err = format.Empty(&b, options)
	}
	if err != nil {
		return nil, err
	}
	return documentOf(format.MediaType, b.Bytes()), nil
}

// origin is how this reading room was called.
func (q *request) origin() string { return "http://" + q.Host }

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
	return documentOf("text/x-opml; charset=utf-8", append([]byte(xml.Header), b...)).named("mingpao.opml"), nil
}
