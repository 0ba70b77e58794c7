package lists

import "strings"

// formHead is the part of a file that tells its form.
const formHead = 16 << 10

// ReaderOf finds by its form what reads a list: a feed, a sitemap, a listing of instant news, a search's answer. It is
// nil for what is not one, as pages are.
func ReaderOf(body []byte) func(source string, body []byte) (List, error) {
	head := listText(body[:min(len(body), formHead)])
	if strings.HasPrefix(strings.TrimLeft(head, " "), "{") {
		return jsonReaderOf(head)
	}
	switch name, _ := rootOf(head); name {
	case "rss", "feed", "rdf":
		return Feed
	case "sitemapindex", "urlset":
		return Sitemap
	}
	return nil
}

func jsonReaderOf(head string) func(source string, body []byte) (List, error) {
	switch {
	case strings.Contains(strings.ReplaceAll(head, `\/`, "/"), jsonFeed):
		return Feed
	case strings.Contains(head, `"listing"`):
		return Listing
	case strings.Contains(head, `"data_Result"`), strings.Contains(head, `"data_Msg"`):
		return Search
	}
	return nil
}
