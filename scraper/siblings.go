package scraper

import (
	"context"
	"slices"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/scraper/lists"
	"mingpao/store/queue"
)

// A list of siblings goes back three days, and each of those siblings has such a list of its own: followed blindly
// they lead back for ever. So they are followed as far as the siblings of what lists have named lately, and on the
// day of their page.
const (
	siblingDays = 3
	latelyDays  = 31
)

// findHorizon is the oldest issue that siblings are followed to, as 20251203. It goes by the archive, so that a run
// that was killed and one that was not find the same.
func (c *Crawl) findHorizon(keep context.Context) error {
	if c.horizon != "" {
		return nil
	}
	now := c.Now()
	oldest, err := c.Archive.OldestListed(keep, latelyDays, now)
	if err != nil {
		return err
	}
	if oldest == "" {
		oldest = issueOf(site.DayOf(now))
	}
	c.horizon = issueOf(site.AddDays(site.Day(oldest), -siblingDays))
	return nil
}

// issueOf is 20251203 of 2025-12-03.
func issueOf(day string) string {
	if len(day) != len(time.DateOnly) {
		return day
	}
	return day[:4] + day[5:7] + day[8:]
}

// addSiblings queues the articles that a page lists beside itself. In the daily paper they are all of the section
// that day.
func (c *Crawl) addSiblings(keep context.Context, a *extract.Article, page []byte) error {
	if !c.Follow {
		return nil
	}
	if err := c.findHorizon(keep); err != nil {
		return err
	}
	for _, s := range lists.Sections(page) {
		c.meet(s)
	}
	own, _ := site.ParseURL(a.URL)
	c.meetAt(own)
	all := lists.Siblings(page)
	for _, l := range all {
		c.meetAt(l.Ref)
	}
	found := slices.DeleteFunc(slices.Clone(all), func(l queue.Listing) bool {
		return !c.Want.Holds(l.Ref) || l.Ref.Date < c.horizon && l.Ref.Date != own.Date
	})
	now := c.Now()
	if len(found) > 0 {
		if _, err := c.Archive.Add(keep, found, now); err != nil {
			return err
		}
	}
	if own.Edition != site.Daily || !isWholeSection(all, own) {
		return nil
	}
	return c.Archive.Cover(keep, own.Edition, own.SectionCode, []string{site.Day(own.Date)}, now)
}

// isWholeSection reports whether a list of siblings is the section's day: it names the page itself and nothing of
// another day.
func isWholeSection(found []queue.Listing, own site.Ref) bool {
	named := false
	for _, l := range found {
		if l.Ref.Date != own.Date || l.Ref.SectionCode != own.SectionCode {
			return false
		}
		named = named || l.Ref.ID == own.ID
	}
	return named
}
