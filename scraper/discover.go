package scraper

import (
	"context"
	"errors"
	"slices"
	"time"

	"mingpao/extract/site"
)

// maxRefusals in a row end a run: the site does not want us now.
const maxRefusals = 5

// source is a feed, list or page that names articles.
type source struct {
	url  string
	read func(name string, body []byte) (list, error)
}

// discover reads everything that lists articles. A source that fails is a warning, the others go on; a kind of source that
// refuses several times in a row is left alone. It returns ErrRefused where every source refused.
func (c *Crawl) discover(ctx context.Context) error {
	answered, refused := 0, 0
	for _, kind := range c.sources() {
		inRow := 0
		for _, s := range kind {
			if ctx.Err() != nil || inRow >= maxRefusals {
				break
			}
			err := c.readSource(s)
			var f *Fault
			switch {
			case err == nil:
				answered, inRow = answered+1, 0
			case !errors.As(err, &f):
				return err
			case f.Kind == Interrupted:
				return ErrInterrupted
			default:
				c.Log.Warn("list not read", "url", s.url, "reason", f.Error())
				if f.Kind == Refused {
					refused, inRow = refused+1, inRow+1
				}
			}
		}
	}
	if answered == 0 && refused > 0 {
		return ErrRefused
	}
	return nil
}

// sources are the lists to read, by kind: what refuses one of a kind may well refuse all of it.
func (c *Crawl) sources() [][]source {
	sections := c.Want.Sections
	if len(sections) == 0 {
		sections = site.Listed()
	}
	if c.Want.From != "" {
		return datedSources(sections, c.Want.From, c.Want.To)
	}
	var feeds, listings []source
	today := c.Now().In(site.Zone)
	for _, s := range sections {
		feeds = append(feeds, source{s.Feed(), readFeed})
		if s.Edition == site.Instant {
			listings = append(listings, source{s.Listing(today), readListing})
		}
	}
	if len(c.Want.Sections) == 0 {
		feeds = append(feeds, source{site.InstantFeed, readFeed})
	}
	return [][]source{feeds, listings}
}

// datedSources lead to past days: the sections' pages of each day, and for instant news the list of the three days up to it.
func datedSources(sections []site.Section, from, to string) [][]source {
	var days, listings []source
	first, err := time.ParseInLocation(time.DateOnly, from, site.Zone)
	last, err2 := time.ParseInLocation(time.DateOnly, to, site.Zone)
	if err != nil || err2 != nil {
		return nil
	}
	for day := last; !day.Before(first); day = day.AddDate(0, 0, -1) {
		for _, s := range sections {
			days = append(days, source{s.Day(day), readDay})
			if s.Edition == site.Instant {
				listings = append(listings, source{s.Listing(day), readListing})
			}
		}
	}
	return [][]source{days, listings}
}

// readSource reads one list and queues what it names. Its validators are kept only after that: a list that was read and not
// queued must be read again.
func (c *Crawl) readSource(s source) error {
	host := hostOf(s.url)
	if until, err := c.Archive.Waiting(host); err != nil {
		return err
	} else if wait := until.Sub(c.Now()); wait > 0 {
		return &Fault{Kind: Refused, Detail: host + " has asked to wait until " + until.In(site.Zone).Format(time.DateTime)}
	}
	known, err := c.Archive.Source(s.url)
	if err != nil {
		return err
	}
	answer, err := c.Fetcher.Fetch(s.url, known)
	if err != nil {
		return c.heed(asFault(err))
	}
	if answer.NotModified() {
		return nil
	}
	read, err := s.read(s.url, answer.Body)
	if err != nil && !errors.Is(err, errEmpty) {
		return &Fault{Kind: NotAPage, Detail: err.Error()}
	}
	found := c.Want.within(read.entries)
	added, err := c.Archive.Add(found)
	if err != nil {
		return err
	}
	c.Log.Info("list read", "url", s.url, "articles", len(found), "new", added)
	return c.Archive.SaveSource(s.url, answer.Validators)
}

// A list of siblings goes back three days, and each of those siblings has such a list of its own: followed blindly they lead
// back for ever. So they are followed as far as the siblings of what feeds and lists have named lately, and no further.
const (
	siblingDays = 3
	latelyDays  = 31
)

// findHorizon is the oldest issue that siblings are followed to, as 20251203. It goes by the archive, so that a run that was
// killed and one that was not find the same.
func (c *Crawl) findHorizon() (string, error) {
	oldest, err := c.Archive.OldestListed(latelyDays)
	if err != nil {
		return "", err
	}
	if oldest == "" {
		oldest = c.Now().In(site.Zone).Format("20060102")
	}
	return shiftDate(oldest, -siblingDays), nil
}

// shiftDate moves 20251203 by days.
func shiftDate(date string, days int) string {
	t, err := time.Parse("20060102", date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, days).Format("20060102")
}

// addSiblings queues the articles that a page lists beside itself.
func (c *Crawl) addSiblings(page []byte) error {
	if !c.Follow {
		return nil
	}
	found := slices.DeleteFunc(c.Want.within(readSiblings(page)), func(l site.Listing) bool { return l.Ref.Date < c.horizon })
	if len(found) == 0 {
		return nil
	}
	_, err := c.Archive.Add(found)
	return err
}
