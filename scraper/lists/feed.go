package lists

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"mingpao/store/queue"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/text/encoding/htmlindex"
)

// Feed reads an RSS feed. What can be read of a broken one is read.
func Feed(source string, body []byte) (List, error) {
	text := listText(body)
	if !feedStart().MatchString(text[:min(len(text), feedHead)]) {
		return List{}, &Fault{"no-feed", "no feed"}
	}
	l := List{named: len(itemStart().FindAllStringIndex(text, -1)), Cut: !feedEnd().MatchString(text)}
	var feed *gofeed.Feed
	err := errTooDeep
	if depthOf(text) <= maxDepth {
		feed, err = gofeed.NewParser().Parse(strings.NewReader(shortened(text, l.named)))
	}
	if err != nil {
		l.Entries = salvageItems(source, text)
		return l.Finish()
	}
	for _, item := range feed.Items {
		if e, ok := entry(source, item.Link, item.Title, item.Published); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	return l.Finish()
}

// feedHead is the size of the head of a file, comments and style sheets, before its root element.
const feedHead = 4 << 10

var (
	feedStart   = pattern(`(?i)<(?:rss|feed|rdf:RDF)[\s>]`)
	feedEnd     = pattern(`(?i)</(?:rss|feed|rdf:RDF)\s*>\s*(?:<!--[^>]*-->\s*)*$`)
	itemStart   = pattern(`(?i)<(?:item|entry)[\s>]`)
	wholeItem   = pattern(`(?is)<(item|entry)[\s>].*?</(?:item|entry)\s*>`)
	declaration = pattern(`^\s*<\?xml[^>]*\?>`)
	declared    = pattern(`^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']`)
)

// maxDepth is the depth to which elements of a feed may nest; five levels are in use. The parser keeps what it does
// not know, at a kilobyte a level.
const maxDepth = 100

var errTooDeep = errors.New("too deep")

// depthOf returns the depth to which elements nest, by their tags.
func depthOf(text string) (deepest int) {
	depth := 0
	for {
		_, tag, ok := strings.Cut(text, "<")
		if !ok {
			return deepest
		}
		tag, text, _ = strings.Cut(tag, ">")
		switch {
		case strings.HasPrefix(tag, "/"):
			depth--
		case tag != "" && !strings.ContainsAny(tag[:1], "!?") && !strings.HasSuffix(tag, "/"):
			depth++
			deepest = max(deepest, depth)
		}
	}
}

// shortened ends a feed after the entries that are read: a parser keeps all that it is given.
func shortened(text string, named int) string {
	if named <= maxEntries {
		return text
	}
	starts := itemStart().FindAllStringIndex(text, maxEntries+1)
	return text[:starts[maxEntries][0]] + "</channel></rss>"
}

// salvageItems reads the whole items of a feed that is not well-formed one by one, without strictness.
func salvageItems(source, text string) []queue.Listing {
	var found []queue.Listing
	for _, item := range wholeItem().FindAllString(text, maxEntries) {
		var fields struct {
			Title   string `xml:"title"`
			Link    string `xml:"link"`
			PubDate string `xml:"pubDate"`
		}
		d := xml.NewDecoder(strings.NewReader(item))
		d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose[:0], xml.HTMLEntity
		if err := d.Decode(&fields); err != nil {
			continue
		}
		if e, ok := entry(source, fields.Link, fields.Title, fields.PubDate); ok {
			found = append(found, e)
		}
	}
	return found
}

// listText is a list as text that XML and JSON allow: in UTF-8, whatever it calls itself, without the characters that
// neither may hold.
func listText(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if !utf8.Valid(body) {
		if m := declared().FindSubmatch(body); m != nil {
			if e, err := htmlindex.Get(string(m[1])); err == nil {
				if decoded, err := e.NewDecoder().Bytes(body); err == nil {
					body = decoded
				}
			}
		}
	}
	text := strings.ToValidUTF8(string(body), "\uFFFD")
	text = declaration().ReplaceAllString(text, "")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\uFFFE' || r == '\uFFFF' {
			return ' '
		}
		return r
	}, text)
}

// Listing reads the JSON that pages of instant news are filled from. An entry of another form costs itself only.
func Listing(source string, body []byte) (List, error) {
	text := listText(body)
	d := json.NewDecoder(strings.NewReader(text))
	if err := seekListing(d); err != nil {
		return List{}, &Fault{"no-listing", "no listing: " + err.Error()}
	}
	var l List
	for l.named < maxEntries && d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			l.Cut = true
			l.salvageLinks(text[d.InputOffset():])
			break
		}
		l.named++
		if e, ok := listingEntry(source, raw); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	if _, err := d.Token(); err != nil && l.named < maxEntries {
		l.Cut = true
	}
	return l.Finish()
}

// seekListing reads up to the entries: {"listing":[.
func seekListing(d *json.Decoder) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.New("no JSON object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key == "listing" {
			if t, err := d.Token(); err != nil || t != json.Delim('[') {
				return errors.New("its listing is no array")
			}
			return nil
		}
		var other json.RawMessage
		if err := d.Decode(&other); err != nil {
			return err
		}
	}
	return errors.New("it has no listing")
}

// listingEntry reads one entry. Its title and time may be of any type, or missing; its link may not.
func listingEntry(source string, raw json.RawMessage) (queue.Listing, bool) {
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return queue.Listing{}, false
	}
	text := func(key string) string {
		s, _ := fields[key].(string)
		return s
	}
	return entry(source, text("link"), text("heading1"), text("time2"))
}

var jsonLink = pattern(`"link"\s*:\s*"((?:[^"\\]|\\.)*)"`)

// salvageLinks reads the links after the place where the JSON breaks.
func (l *List) salvageLinks(text string) {
	for _, m := range jsonLink().FindAllStringSubmatch(text, maxEntries) {
		l.named++
		if e, ok := entry("", strings.ReplaceAll(m[1], `\/`, "/"), "", ""); ok {
			l.Entries = append(l.Entries, e)
		}
	}
}
