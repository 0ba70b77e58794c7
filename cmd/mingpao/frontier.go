package main

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// crawled is the archive as a crawl sees it. It is where scraper and store meet.
type crawled struct {
	*frontier.Frontier
	archive *store.Archive
	run     int64
	now     func() time.Time
}

var _ scraper.Archive = crawled{}

// Settle keeps what a look at a page gave.
func (c crawled) Settle(ctx context.Context, v scraper.Visit) (scraper.Outcome, error) {
	visit := frontier.Visit{Run: c.run, Page: v.Page, Seen: sightings(v), Detail: v.Detail, Host: v.Host, Again: v.Again,
		IsMissing: v.Look == scraper.Missing || v.Look == scraper.Vanished, IsRefused: v.Look == scraper.Denied}
	if v.Answer != nil {
		visit.Validators = v.Answer.Validators
	}
	outcome, err := c.archive.Settle(ctx, visit, c.now())
	return scraper.Outcome(outcome), err
}

// sightings are what of a page was seen: nothing where the network failed, or where no page came that is worth keeping.
func sightings(v scraper.Visit) []record.Sighting {
	s := record.Sighting{URL: v.Page.URL, At: v.At, Source: site.TimeFetched, Detail: v.Detail}
	switch v.Look {
	case scraper.Read:
		s.Seen, s.Article = queue.SeenPage, v.Article
	case scraper.NotModified:
		s.Seen = queue.SeenUnmodified
	case scraper.Missing:
		s.Seen = queue.SeenGone
	case scraper.Vanished:
		absent := s
		absent.Seen, s.Seen = queue.SeenAbsent, queue.SeenGone
		return []record.Sighting{absent, s}
	case scraper.Denied:
		s.Seen = queue.SeenRefused
	case scraper.Unreadable:
		if !v.Keep {
			return nil
		}
		s.Seen, s.Refusal, s.Detail = queue.SeenPage, v.Detail, ""
	default:
		return nil
	}
	if s.Seen == queue.SeenPage {
		s.Capture = store.Capture{ContentType: v.Answer.ContentType, Body: v.Answer.Body}
	}
	return []record.Sighting{s}
}
