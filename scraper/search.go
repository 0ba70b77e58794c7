package scraper

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// searchAddress asks the site's search for a section's day. The word is in every copyright line, and encoded so often.
func searchAddress(t *queue.Task, encodings int) string {
	section, word := "pnssection", "明報"
	if t.Edition == site.Instant {
		section = "inssection"
	}
	for range encodings {
		word = url.QueryEscape(word)
	}
	day := issueOf(t.Day)
	return site.Root + "/php/searchapi.php?mode=both&keywords=" + word + "&" + section + "=" + t.Code +
		"&periodstart=" + day + "&periodend=" + day + "&subsectionkeywords=&sort=d&pagesize=100&page=1&searchtype=a"
}

// searchForms are the ways to encode the word: the site's own page seems to do it twice. Which of them finds something
// is kept for a while, as the Note of the search's account.
var searchForms = []string{"once", "twice"}

const searchMemory = 30 * 24 * time.Hour

// bySearch asks the site's search, where nothing else names an article of the day. It finds some, hardly all: their
// siblings are the rest.
func (c *Crawl) bySearch(ctx, keep context.Context, t *queue.Task) (bool, error) {
	if c.asked[queue.KindSearch] {
		return false, &fetch.Fault{Kind: queue.NotAPage, Subject: "search-asked", Detail: "the search is not asked again"}
	}
	for i, form := range searchForms {
		if c.search.Note != form && c.Now().Sub(c.search.News) < searchMemory {
			continue
		}
		l, err := c.fetchList(ctx, keep, queue.Source{Kind: queue.KindSearch, Edition: t.Edition, Code: allCode},
			searchAddress(t, i+1), lists.Search)
		var f *fetch.Fault
		if errors.As(err, &f) && f.Kind != queue.Interrupted && f.Kind != queue.Held {
			c.asked[queue.KindSearch] = true
		}
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(l.Entries, func(e queue.Listing) bool { return site.Day(e.Ref.Date) == t.Day }) {
			return c.searched(ctx, keep, t, l, form)
		}
	}
	return false, &fetch.Fault{Kind: queue.NotAPage, Subject: "unnamed", Detail: "nothing names its articles"}
}

// searched takes what the search has found, notes how it was asked, and reads the rest of the day.
func (c *Crawl) searched(ctx, keep context.Context, t *queue.Task, l lists.List, form string) (bool, error) {
	if _, err := c.Archive.Add(keep, l.Entries, c.Now()); err != nil {
		return false, err
	}
	c.search.Note, c.search.News = form, c.Now()
	if err := c.Archive.SaveSource(keep, c.search); err != nil {
		return false, err
	}
	return c.bySiblings(ctx, keep, t)
}
