package feeds

import (
	"bytes"
	"encoding/xml"
	"iter"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// chosenArticles yields the chosen articles, whole.
func chosenArticles(q *answer.Request, chosen catalog.Query) iter.Seq2[*catalog.Article, error] {
	all := q.Archive.Catalog().Articles(q.Context(), chosen.Filter)
	if chosen.IsAny() {
		all = q.Archive.Catalog().Search(q.Context(), chosen)
	}
	return answer.Sound(q.Room, all)
}

// Feed is the newest articles of what was chosen; of what was changed or went, the newest of the log.
func Feed(q *answer.Request) (answer.Answer, error) {
	format, ok := export.Named("atom")
	if !ok {
		return nil, answer.ErrNotFound
	}
	chosen, options, err := wanted(q)
	if err != nil {
		return nil, err
	}
	if format.IsLog(chosen.Filter) {
		return log(q, chosen, options)
	}
	chosen.Filter = format.Filter(chosen.Filter)
	options.Album = &album.Album{}
	var b bytes.Buffer
	n, err := format.Write(&b, options, illustrated(q, options.Album, credible(chosenArticles(q, chosen)), imagesOf))
	if err == nil && n == 0 { // readers give up what they do not find
		err = format.Empty(&b, options)
	}
	if err != nil {
		return nil, err
	}
	return answer.DocumentOf(format.MediaType, b.Bytes()), nil
}

// Changes is the newest of the log.
func Changes(q *answer.Request) (answer.Answer, error) {
	chosen, options, err := wanted(q)
	if err != nil {
		return nil, err
	}
	return log(q, chosen, options)
}

// wanted is what is chosen, and what a feed says of itself.
func wanted(q *answer.Request) (catalog.Query, export.Options, error) {
	chosen, err := find.Choice(q)
	if err != nil {
		return chosen, export.Options{}, err
	}
	looks, err := q.Silence(catalog.Filter{}, "", "")
	return chosen, export.Options{Chosen: choice(q, chosen), Self: q.Origin() + q.Address(q.URL.Path, q.Narrowed()),
		Room:     q.Origin() + strings.TrimSuffix(q.Link("/"), "/"),
		Subtitle: strings.Join(looks.Said(words.Chinese, export.ReadableTime), "")}, err
}

// log is a feed of the newest events in what is chosen.
func log(q *answer.Request, chosen catalog.Query, o export.Options) (answer.Answer, error) {
	events, err := q.Archive.Catalog().Latest(q.Context(), chosen, export.FeedEntries, q.Now())
	if err != nil {
		return nil, err
	}
	o.Album = &album.Album{}
	entries := illustrated(q, o.Album, answer.Sound(q.Room, q.Archive.Catalog().Entries(q.Context(), events)),
		func(e catalog.Entry) []extract.Image { return slices.Concat(e.Before.Images, e.After.Images) })
	var b bytes.Buffer
	if _, err = export.WriteLog(&b, o, entries); err != nil {
		return nil, err
	}
	return answer.DocumentOf("application/atom+xml", b.Bytes()), nil
}

// credible leaves out what is suspect.
func credible(all iter.Seq2[*catalog.Article, error]) iter.Seq2[*catalog.Article, error] {
	return func(yield func(*catalog.Article, error) bool) {
		for a, err := range all {
			if (err != nil || a.Suspect == "") && !yield(a, err) {
				return
			}
		}
	}
}

// illustrated shows the pictures of each that are kept at their addresses in the room, before it yields it.
func illustrated[T any](q *answer.Request, to *album.Album, all iter.Seq2[T, error],
	images func(T) []extract.Image) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for one, err := range all {
			if err == nil {
				err = illustrate(q, to, images(one))
			}
			if !yield(one, err) {
				return
			}
		}
	}
}

func imagesOf(a *catalog.Article) []extract.Image { return a.Images }

func illustrate(q *answer.Request, to *album.Album, images []extract.Image) error {
	kept, err := q.PicturesOf(images, "", answer.Middle)
	for i, p := range kept {
		if p != nil {
			to.Show(images[i], q.Origin()+p.Address, p.Width, p.Height)
		}
	}
	return err
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

// OPML lists the feeds of the sections.
func OPML(q *answer.Request) (answer.Answer, error) {
	all, err := q.HeldSections()
	if err != nil {
		return nil, err
	}
	file := opmlFile{Version: "2.0", Title: q.Say("name")}
	for _, s := range all {
		if n := len(file.Editions); n == 0 || file.Editions[n-1].Text != q.EditionName(s.Edition) {
			file.Editions = append(file.Editions, opmlOutline{Text: q.EditionName(s.Edition)})
		}
		e := &file.Editions[len(file.Editions)-1]
		chosen := string(answer.NewQuery("section", s.Edition+"/"+s.Code))
		e.Outlines = append(e.Outlines, opmlOutline{
			Text: q.SectionLabel(s.Edition+"/"+s.Code, s.Name), Type: "rss",
			Feed: q.Origin() + "/feed.atom" + chosen, Page: q.Origin() + "/search" + chosen,
		})
	}
	b, err := xml.MarshalIndent(file, "", "  ")
	if err != nil {
		return nil, err
	}
	return answer.DocumentOf("text/x-opml; charset=utf-8", append([]byte(xml.Header), b...)).Named("mingpao.opml"), nil
}
