package feeds

import (
	"encoding/xml"
	"net/url"
	"strconv"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// The media types of OPDS 1.2: https://specs.opds.io/opds-1.2.
const (
	navigation  = "application/atom+xml;profile=opds-catalog;kind=navigation"
	acquisition = "application/atom+xml;profile=opds-catalog;kind=acquisition"
	description = "application/opensearchdescription+xml"
	openAccess  = "http://opds-spec.org/acquisition/open-access"
	epub        = "application/epub+zip"
)

const (
	booksPerPage = 50
	wholeBook    = 500 // articles: what a book holds that is read through, two days of the paper
)

// shelf is a feed of OPDS: of other feeds, or of books.
type shelf struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"xml:lang,attr"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []bookLink `xml:"link"`
	Entries []book

	q    *answer.Request
	kind string
}

type book struct {
	XMLName xml.Name `xml:"entry"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Issued  string   `xml:"http://purl.org/dc/terms/ issued,omitempty"`
	Content bookText `xml:"content"`
	Link    bookLink `xml:"link"`
}

type bookText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type bookLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

// newShelf is an empty feed of a kind at the address that was asked for.
func newShelf(q *answer.Request, kind, title string) *shelf {
	s := &shelf{Lang: q.Speech.Tag(), Title: title, Updated: stampOf(""), Author: paperName, q: q, kind: kind}
	s.ID = s.idOf(q.URL.Path, q.Query)
	s.link("self", kind, q.Address(q.URL.Path, q.Query))
	s.link("start", navigation, q.Link("/opds"))
	s.link("search", description, q.Link("/opds/search.xml"))
	return s
}

// paperName is the author of what is of many hands.
const paperName = "明報"

func (s *shelf) link(rel, kind, href string) { s.Links = append(s.Links, bookLink{rel, kind, href}) }

// idOf is the same in every reading room, and in every language.
func (s *shelf) idOf(path string, query url.Values) string {
	u := url.URL{Path: path, RawQuery: query.Encode()}
	return "tag:mingpao,2026:" + u.String()[1:]
}

// add puts in what leads to an address: another feed, or a book. The feed is as new as its newest.
func (s *shelf) add(title, note, newest, rel, kind, path string, query url.Values) {
	e := book{ID: s.idOf(path, query), Title: title, Updated: stampOf(newest), Author: paperName,
		Content: bookText{"text", note}, Link: bookLink{rel, kind, s.q.Address(path, query)}}
	if rel == openAccess {
		e.Issued = newest
	}
	s.Entries = append(s.Entries, e)
	s.Updated = max(s.Updated, e.Updated)
}

// offer puts in a book of what is chosen of some days.
func (s *shelf) offer(title, newest string, articles int, chosen url.Values, from, to string) {
	query := url.Values{"format": {"epub"}}
	for name, values := range chosen {
		query[name] = values
	}
	if from != "" {
		query.Set("from", from)
	}
	if to != "" {
		query.Set("to", to)
	}
	s.add(title, s.q.Say("n-articles", articles), newest, openAccess, epub, "/export", query)
}

func (s *shelf) answer() (answer.Answer, error) {
	b, err := xml.MarshalIndent(s, "", " ")
	if err != nil {
		return nil, err
	}
	return answer.DocumentOf(s.kind, append([]byte(xml.Header), b...)), nil
}

// stampOf is a day as Atom wants it, the beginning of time where there is none.
func stampOf(day string) string {
	if site.AddDays(day, 1) == "" {
		day = "1970-01-01"
	}
	return day + "T00:00:00+08:00"
}

// turn takes the entries of the page that is asked for, and leads to the pages beside it.
func turn[T any](s *shelf, all []T) ([]T, error) {
	begin := 0
	if asked := s.q.Query.Get("after"); asked != "" {
		var err error
		if begin, err = strconv.Atoi(asked); err != nil || begin < 0 || begin > len(all) {
			return nil, answer.BadRequest(s.q.Say("no-value", "after"))
		}
	}
	end := min(len(all), begin+booksPerPage)
	to := func(rel string, at int) {
		values := s.q.Narrowed()
		if at > 0 {
			values.Set("after", strconv.Itoa(at))
		}
		s.link(rel, s.kind, s.q.Address(s.q.URL.Path, values))
	}
	if begin > 0 {
		to("first", 0)
		to("previous", max(0, begin-booksPerPage))
	}
	if end < len(all) {
		to("next", end)
	}
	return all[begin:end], nil
}

// Shelves answers with the feeds that there are.
func Shelves(q *answer.Request) (answer.Answer, error) {
	c, err := q.Catalogue()
	if err != nil {
		return nil, err
	}
	s, newest := newShelf(q, navigation, q.Say("name")), ""
	if days := c.Days(c.All()); len(days) > 0 {
		newest = days[0].Last
	}
	for _, f := range []struct{ key, kind, path string }{{"days", acquisition, "/opds/days"},
		{"by-month", acquisition, "/opds/books"}, {"sections", navigation, "/opds/sections"},
		{"columns", navigation, "/opds/columns"}} {
		s.add(q.Say(f.key), q.Say("opds-note"), newest, "subsection", f.kind, f.path, nil)
	}
	return s.answer()
}

// DayBooks answers with a book a day.
func DayBooks(q *answer.Request) (answer.Answer, error) {
	c, err := q.Catalogue()
	if err != nil {
		return nil, err
	}
	s, view := newShelf(q, acquisition, q.Say("days")), q.NewView("", "", nil)
	days, err := turn(s, c.Days(c.All()))
	for _, d := range days {
		s.offer(paperName+" "+view.Day(d.Name), d.Last, d.Articles, nil, d.Name, d.Name)
	}
	if err != nil {
		return nil, err
	}
	return s.answer()
}

// SectionShelves answers with the sections.
func SectionShelves(q *answer.Request) (answer.Answer, error) {
	all, err := q.HeldSections()
	if err != nil {
		return nil, err
	}
	s := newShelf(q, navigation, q.Say("sections"))
	for _, of := range all {
		name := of.Edition + "/" + of.Code
		s.add(q.SectionLabel(name, of.Name), q.Say("n-articles", of.Articles), of.Last, "subsection", acquisition,
			"/opds/books", url.Values{"section": {name}})
	}
	return s.answer()
}

// ColumnShelves answers with the columns, the most frequent first.
func ColumnShelves(q *answer.Request) (answer.Answer, error) {
	all, err := q.HeldNames("column")
	if err != nil {
		return nil, err
	}
	s := newShelf(q, navigation, q.Say("columns"))
	if all, err = turn(s, all); err != nil {
		return nil, err
	}
	for _, of := range all {
		s.add(of.Name, q.Say("n-articles", of.Articles), of.Last, "subsection", acquisition, "/opds/books",
			url.Values{"column": {of.Name}})
	}
	return s.answer()
}

// Books answers with a book a month of what is chosen or looked for, and one of all where that is not too much.
func Books(q *answer.Request) (answer.Answer, error) {
	chosen, err := find.Choice(q)
	if err != nil {
		return nil, err
	}
	c, err := q.Catalogue()
	if err != nil {
		return nil, err
	}
	found, err := q.Archive.Catalog().Select(q.Context(), c, chosen)
	if err != nil {
		return nil, err
	}
	title := find.Title(q)
	s, months, total := newShelf(q, acquisition, title), monthsOf(c.Days(found)), 0
	for _, m := range months {
		total += m.Articles
	}
	if q.Query.Get("after") == "" && 0 < total && total <= wholeBook {
		s.offer(title, months[0].Last, total, q.Narrowed(), "", "")
	}
	if months, err = turn(s, months); err != nil {
		return nil, err
	}
	view := q.NewView("", "", nil)
	for _, m := range months {
		days := find.Within(chosen.Filter, m.Name)
		s.offer(title+" "+view.Month(m.Name), m.Last, m.Articles, q.Narrowed(), days[0], days[1])
	}
	return s.answer()
}

// monthsOf adds days up, the newest first as they are.
func monthsOf(days []catalog.NameCount) (months []catalog.NameCount) {
	for _, d := range days {
		month := d.Name[:len("2006-01")]
		if n := len(months); n == 0 || months[n-1].Name != month {
			months = append(months, catalog.NameCount{Name: month, Last: d.Last})
		}
		months[len(months)-1].Articles += d.Articles
	}
	return months
}

// openSearch tells e-readers how to search.
type openSearch struct {
	XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string
	Description string
	URL         struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	} `xml:"Url"`
	InputEncoding, OutputEncoding string
}

// SearchDescription answers with how to search for books.
func SearchDescription(q *answer.Request) (answer.Answer, error) {
	d := openSearch{ShortName: "mingpao", Description: q.Say("name"), InputEncoding: "UTF-8", OutputEncoding: "UTF-8"}
	d.URL.Type, d.URL.Template = acquisition, q.Origin()+q.Link("/opds/books")+"?q={searchTerms}"
	b, err := xml.MarshalIndent(d, "", " ")
	if err != nil {
		return nil, err
	}
	return answer.DocumentOf(description, append([]byte(xml.Header), b...)), nil
}
