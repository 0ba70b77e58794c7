package lists

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"mingpao/store/queue"
)

var wholeItem = pattern(`(?is)<(?:[\w.-]+:)?(?:item|entry)[\s>].*?</(?:[\w.-]+:)?(?:item|entry)\s*>`)

// salvageItems reads the whole items of a feed one by one, without strictness: of one that is not well-formed, has a
// root of its own kind, or names its articles in a place where few do.
func salvageItems(source, feed string) (found []queue.Listing) {
	for _, text := range wholeItem().FindAllString(feed, maxEntries) {
		if e, ok := readItem(text).entry(source); ok {
			found = append(found, e)
		}
	}
	return found
}

// feedItem is what an item says of itself.
type feedItem struct {
	title, time string
	links       []itemLink
}

// itemLink is what may be the address of an item's article.
type itemLink struct {
	place   int // in which it stands: an index of linkPlaces
	address string
}

// linkPlaces are the elements and attributes in which the address of an article is, the surest first.
var linkPlaces = []string{"link", "origlink", "guid", "id", "about"}

// entry is the listing of an item, by the surest of its links that leads to an article.
func (i feedItem) entry(source string) (queue.Listing, bool) {
	slices.SortStableFunc(i.links, func(a, b itemLink) int { return cmp.Compare(a.place, b.place) })
	for _, link := range i.links {
		if e, ok := entry(source, link.address, i.title, i.time); ok {
			return e, true
		}
	}
	return queue.Listing{}, false
}

// readItem reads the elements of an item, by their names without prefix, in any case. Another prefix than the item's
// own is another vocabulary, whose titles are those of pictures.
func readItem(text string) (i feedItem) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose[:0], xml.HTMLEntity
	var item, field xml.Name
	var value strings.Builder
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return i
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if depth == 1 {
				item = t.Name
			}
			if depth <= 2 {
				field = t.Name
				value.Reset()
				i.attributes(t)
			}
		case xml.CharData:
			value.Write(t)
		case xml.EndElement:
			if depth == 2 {
				i.set(strings.ToLower(field.Local), value.String(), field.Space == item.Space)
			}
			depth--
		}
	}
}

// attributes takes the links that are attributes: of an item itself, of Atom's link.
func (i *feedItem) attributes(t xml.StartElement) {
	rel := attribute(t, "rel")
	if strings.EqualFold(t.Name.Local, "link") && (rel == "" || strings.EqualFold(rel, "alternate")) {
		i.set("link", attribute(t, "href"), true)
	}
	i.set("about", attribute(t, "about"), true)
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}

// set takes what an element says; isOwn tells the item's own vocabulary. What is said first holds.
func (i *feedItem) set(name, value string, isOwn bool) {
	value = strings.TrimSpace(value)
	place := slices.Index(linkPlaces, name)
	switch {
	case value == "":
	case place >= 0:
		i.links = append(i.links, itemLink{place, value})
	case name == "title" && isOwn:
		i.title = cmp.Or(i.title, value)
	case slices.Contains([]string{"pubdate", "published", "updated", "date"}, name):
		i.time = cmp.Or(i.time, value)
	}
}
