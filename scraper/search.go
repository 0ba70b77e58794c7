package scraper

import (
	"context"
	"errors"
	"net/url"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// searchAddress asks the site's search for a section's day. The word is in every copyright line.
func searchAddress(t *queue.Task) string {
	section := "pnssection"
	if t.Edition == site.Instant {
		section = "inssection"
	}
	day := issueOf(t.Day)
	return site.Root + "/php/searchapi.php?mode=both&keywords=" + url.QueryEscape("明報") + "&" + section + "=" + t.Code +
		"&periodstart=" + day + "&periodend=" + day + "&subsectionkeywords=&sort=d&pagesize=100&page=1&searchtype=a"
}

// bySearch asks the site's search, where nothing else names an article of the day. It finds some, hardly all: their
// siblings are the rest.
func (c *Crawl) bySearch(ctx, keep context.Context, t *queue.Task) (bool, error) {
	if c.asked[queue.KindSearch] {
		return false, &fetch.Fault{Kind: queue.NotAPage, Subject: "search-asked", Detail: "the search is not asked again"}
	}
	l, err := c.fetchList(ctx, keep, searchAddress(t), lists.Search)
	var f *fetch.Fault
	if errors.As(err, &f) && f.Kind != queue.Interrupted && f.Kind != queue.Held {
		c.asked[queue.KindSearch] = true
	}
	if err != nil {
		return false, err
	}
	if len(l.Entries) == 0 {
		return false, &fetch.Fault{Kind: queue.NotAPage, Subject: "unnamed", Detail: "nothing names its articles"}
	}
	if _, err := c.Archive.Add(keep, l.Entries, c.Now()); err != nil {
		return false, err
	}
	return c.bySiblings(ctx, keep, t)
}
