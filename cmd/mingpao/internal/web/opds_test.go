package web

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// catalogFeed is a feed of OPDS as an e-reader sees it.
type catalogFeed struct {
	ID      string        `xml:"id"`
	Updated string        `xml:"updated"`
	Links   []catalogLink `xml:"link"`
	Entries []struct {
		ID      string        `xml:"id"`
		Title   string        `xml:"title"`
		Content string        `xml:"content"`
		Links   []catalogLink `xml:"link"`
	} `xml:"entry"`
}

type catalogLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

// TestShelves goes through all feeds of OPDS from the first: each is Atom by its schema and of the kind that the link
// to it promised, no entry has the id of another, and every book is there, with as many articles as it says.
func TestShelves(t *testing.T) {
	a := scatteredArchive(t, 150)
	server, dir := testRoom(t, a), t.TempDir()
	kinds, seen, ids, books := map[string]string{"/opds": "kind=navigation"}, map[string]bool{}, map[string]string{}, 0
	for queue := []string{"/opds"}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if seen[at] {
			continue
		}
		seen[at] = true
		response, body := get(t, server.URL+at)
		var f catalogFeed
		if err := xml.Unmarshal([]byte(body), &f); err != nil || response.StatusCode != 200 || len(f.Entries) == 0 {
			t.Fatalf("%s: %s, %v: %s", at, response.Status, err, body)
		}
		if got := response.Header.Get("Content-Type"); !strings.Contains(got, "opds-catalog") ||
			!strings.HasSuffix(got, kinds[at]) {
			t.Errorf("%s is %s, not %s", at, got, kinds[at])
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.atom", len(seen)))
		write(t, path, body)
		conform(t, "testdata/atom.rng", path)
		links := f.Links
		for _, e := range f.Entries {
			if ids[e.ID] == "" {
				ids[e.ID] = e.Links[0].Href
			} else if ids[e.ID] != e.Links[0].Href {
				t.Errorf("%s is the id of %s and %s", e.ID, ids[e.ID], e.Links[0].Href)
			}
			links = append(links, e.Links...)
		}
		for _, l := range links {
			_, kind, isShelf := strings.Cut(l.Type, "profile=opds-catalog;")
			switch {
			case isShelf:
				kinds[l.Href], queue = kind, append(queue, l.Href)
			case strings.HasSuffix(l.Rel, "acquisition/open-access"):
				books++
			}
		}
	}
	if books < 100 || len(seen) < 8 {
		t.Errorf("%d books in %d feeds", books, len(seen))
	}
}

// TestBooks takes books: each bears its days in its name and has the articles that its entry counts.
func TestBooks(t *testing.T) {
	server := testRoom(t, scatteredArchive(t, 150))
	for shelf, names := range map[string]string{
		"/opds/days": "mingpao-2025-", "/opds/books?section=pns/s00001": "mingpao-pns-s00001",
		"/opds/books?q=渡輪&from=2024-03-10&to=2024-12-05": "mingpao-2024-03-10-2024-12-05"} {
		_, body := get(t, server.URL+shelf)
		var f catalogFeed
		if err := xml.Unmarshal([]byte(body), &f); err != nil || len(f.Entries) == 0 {
			t.Fatal(err, body)
		}
		e := f.Entries[0]
		response, book := get(t, server.URL+e.Links[0].Href)
		if got := response.Header.Get("Content-Disposition"); !strings.Contains(got, `filename="`+names) ||
			!strings.HasPrefix(book, "PK") {
			t.Errorf("%s: %s, %s", e.Title, response.Status, got)
		}
		to, _ := url.Parse(e.Links[0].Href)
		query := to.Query()
		query.Set("format", "csv")
		_, table := get(t, server.URL+"/export?"+query.Encode())
		if n := strings.Count(table, "\n") - 1; fmt.Sprintf("%d篇文章", n) != e.Content && fmt.Sprintf("%d篇", n) != e.Content {
			t.Errorf("%s has %d articles, its entry says %s", e.Title, n, e.Content)
		}
	}
	response, body := get(t, server.URL+"/opds/search.xml")
	if response.Header.Get("Content-Type") != "application/opensearchdescription+xml" ||
		!strings.Contains(body, `template="`+server.URL+`/opds/books?q={searchTerms}"`) {
		t.Errorf("%v %s", response.Header, body)
	}
}
