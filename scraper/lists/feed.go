package lists

import (
	"strings"

	"github.com/mmcdole/gofeed"

	"mingpao/store/queue"
)

// Feed reads an RSS, Atom or JSON feed. What can be read of a broken one is read.
func Feed(source string, body []byte) (List, error) {
	text := listText(body)
	if strings.HasPrefix(strings.TrimLeft(text, " "), "{") {
		return readJSON(source, text)
	}
	name, feed := rootOf(text)
	if name != "rss" && name != "feed" && name != "rdf" {
		return List{}, noList(text, errNoFeed)
	}
	starts := itemStart().FindAllStringIndex(feed, -1)
	l := List{named: len(starts), Cut: !hasEnd(feed, starts), Built: builtAt(feed)}
	l.Entries = wellFormed(source, shortened(feed, starts))
	if len(l.Entries) < min(l.named, maxEntries) {
		if more := salvageItems(source, feed); len(more) > len(l.Entries) {
			l.Entries = more
		}
	}
	return l.Finish()
}

var errNoFeed = &Fault{"no-feed", "no feed"}

var (
	feedEnd   = pattern(`(?i)</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>`)
	itemStart = pattern(`(?i)<(?:[\w.-]+:)?(?:item|entry)[\s>]`)
)

// hasEnd reports whether the root of a feed ends after its last entry. What follows is no matter: a cache's comment, a
// script.
func hasEnd(feed string, starts [][]int) bool {
	if len(starts) > 0 {
		feed = feed[starts[len(starts)-1][0]:]
	}
	return feedEnd().MatchString(feed)
}

// readJSON reads a JSON feed. Of one that is cut off only addresses are read.
func readJSON(source, text string) (l List, err error) {
	feed, err := gofeed.NewParser().Parse(strings.NewReader(text))
	switch {
	case err == nil && len(feed.Items) == 0 && !strings.Contains(feed.FeedVersion, jsonFeed),
		err != nil && !strings.Contains(strings.ReplaceAll(text, `\/`, "/"), jsonFeed):
		return l, errNoFeed
	case err != nil:
		l.Cut = true
		l.salvageLinks(text)
		return l.Finish()
	}
	l.named, l.Entries = len(feed.Items), entriesOf(source, feed)
	return l.Finish()
}

// jsonFeed is what a JSON feed calls its version.
const jsonFeed = "jsonfeed.org/version"

// wellFormed reads the items that the parser of well-formed feeds finds.
func wellFormed(source, feed string) []queue.Listing {
	if depthOf(feed) > maxDepth {
		return nil
	}
	parsed, err := gofeed.NewParser().Parse(strings.NewReader(feed))
	if err != nil {
		return nil
	}
	return entriesOf(source, parsed)
}

// entriesOf are the listings of a feed's items.
func entriesOf(source string, feed *gofeed.Feed) (found []queue.Listing) {
	for _, item := range feed.Items[:min(len(feed.Items), maxEntries)] {
		if e, ok := itemEntry(source, item); ok {
			found = append(found, e)
		}
	}
	return found
}

// itemEntry is the listing of an item, whose address may be its identity.
func itemEntry(source string, item *gofeed.Item) (queue.Listing, bool) {
	for _, link := range []string{item.Link, item.GUID} {
		if e, ok := entry(source, link, item.Title, item.Published); ok {
			return e, true
		}
	}
	return queue.Listing{}, false
}

// maxDepth is the depth to which elements of a feed may nest; five levels are in use. The parser keeps what it does
// not know, at a kilobyte a level.
const maxDepth = 100

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
func shortened(feed string, starts [][]int) string {
	if len(starts) <= maxEntries {
		return feed
	}
	return feed[:starts[maxEntries][0]] + "</channel></rss>"
}
