package export

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"mingpao/cmd/mingpao/internal/export/markup"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

var atomFormat = Format{
	Name: "atom", Label: "Atom", MediaType: "application/atom+xml", Ending: ".xml",
	Help:  "a feed with full texts, the newest 50",
	Order: NewestFirst, Limit: FeedEntries, MaxLimit: maxFeedEntries, Feed: true,
	open: func(w io.Writer, o Options) (Writer, error) { return &atomFeed{w: w, options: o}, nil },
}

const (
	FeedEntries    = 50   // what readers ask for
	maxFeedEntries = 1000 // they are held until the feed's own time is known: about 5 MB
)

// atomFeed is a feed with full texts. Its own time is that of the latest change in it, and that of no feed while it has
// none: the same archive gives the same feed.
type atomFeed struct {
	w       io.Writer
	options Options
	name    string // "": feed
	entries bytes.Buffer
	updated string
}

// tagAuthority begins every id: https://www.rfc-editor.org/rfc/rfc4151.
const tagAuthority = "tag:mingpao,2026:"

type atomEntry struct {
	XMLName   xml.Name     `xml:"entry"`
	Lang      string       `xml:"xml:lang,attr,omitempty"`
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Link      *atomLink    `xml:"link"`
	Published string       `xml:"published,omitempty"`
	Updated   string       `xml:"updated"`
	Authors   []atomPerson `xml:"author"`
	Category  []atomTerm   `xml:"category"`
	Content   atomContent  `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (f *atomFeed) Add(a *catalog.Article) error {
	e := atomEntry{
		Lang: markup.Legal(a.Language), ID: markup.Legal(tagAuthority + a.Edition + "/" + a.ID),
		Title:     markup.Legal(marked(&a.Article)),
		Published: fullTime(a.Published), Updated: fullTime(a.Changed),
		Content: atomContent{"html", markup.Legal(withPictures(a, f.options.Album) + seenNote(a))},
	}
	if isWebAddress(a.URL) {
		e.Link = linkTo(a.URL)
	}
	for _, name := range a.Authors {
		e.Authors = append(e.Authors, atomPerson{markup.Legal(name)})
	}
	for _, term := range append([]string{a.Section}, a.Keywords...) {
		if term != "" {
			e.Category = append(e.Category, atomTerm{markup.Legal(term)})
		}
	}
	return f.put(e)
}

func (f *atomFeed) put(e atomEntry) error {
	f.updated = max(f.updated, e.Updated)
	b, err := xml.Marshal(e)
	if err != nil {
		return err
	}
	_, err = f.entries.Write(append(b, '\n'))
	return err
}

func linkTo(address string) *atomLink {
	return &atomLink{Rel: "alternate", Type: "text/html", Href: markup.Legal(address)}
}

// seenNote says when an article was seen as it stands there, and whose word that is.
func seenNote(a *catalog.Article) string {
	return fmt.Sprintf("<p class=\"note\">〔讀取時間 %s：%s〕</p>\n", markup.Escaped(ReadableTime(a.Changed)),
		markup.Escaped(words.Chinese.Witness(a.Witness)))
}

func (f *atomFeed) Close() error {
	id := tagAuthority + cmp.Or(f.name, "feed")
	if scope := f.options.Chosen.scope(); scope != "" {
		id += "?" + scope
	}
	self := ""
	if f.options.Self != "" {
		self = fmt.Sprintf("<link rel=\"self\" type=\"application/atom+xml\" href=\"%s\"/>\n", markup.Escaped(f.options.Self))
	}
	subtitle := ""
	if f.options.Subtitle != "" {
		subtitle = "<subtitle>" + markup.Escaped(f.options.Subtitle) + "</subtitle>\n"
	}
	updated := cmp.Or(f.updated, time.Unix(0, 0).UTC().Format(time.RFC3339))
	_, err := fmt.Fprintf(f.w, `%s<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hant">
<id>%s</id>
<title>%s</title>
%s<updated>%s</updated>
%s<author><name>明報</name></author>
<generator>mingpao</generator>
`, xml.Header, markup.Escaped(id), markup.Escaped(f.options.title()), subtitle, updated, self)
	if err != nil {
		return err
	}
	if _, err := f.entries.WriteTo(f.w); err != nil {
		return err
	}
	_, err = io.WriteString(f.w, "</feed>\n")
	return err
}

// fullTime is a time where only a day is known: midnight in Hong Kong; "" of what is neither.
func fullTime(published string) string {
	if _, err := time.Parse(time.DateOnly, published); err == nil {
		return published + "T00:00:00+08:00"
	}
	if _, err := time.Parse(time.RFC3339, published); err != nil {
		return ""
	}
	return published
}
