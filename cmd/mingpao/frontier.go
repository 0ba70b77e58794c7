package main

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store"
)

// frontier is the archive as a crawl sees it. It is where scraper and store meet.
type frontier struct {
	*store.Archive
	run int64
	now func() time.Time
}

var _ scraper.Archive = frontier{}

// Settle keeps what a look at a page gave.
func (f frontier) Settle(ctx context.Context, v scraper.Visit) (scraper.Outcome, error) {
	visit := store.Visit{Run: f.run, Page: v.Page, Seen: sightings(v), Detail: v.Detail, Host: v.Host, Again: v.Again,
		IsMissing: v.Look == scraper.Missing || v.Look == scraper.Vanished, IsRefused: v.Look == scraper.Denied}
	if v.Answer != nil {
		visit.Validators = v.Answer.Validators
	}
	outcome, err := f.Archive.Settle(ctx, visit, f.now())
	return scraper.Outcome(outcome), err
}

// sightings are what of a page was seen: nothing where the network failed, or where no page came that is worth keeping.
func sightings(v scraper.Visit) []store.Sighting {
	s := store.Sighting{URL: v.Page.URL, At: v.At, Source: site.TimeFetched, Detail: v.Detail}
	switch v.Look {
	case scraper.Read:
		s.Seen, s.Article = store.SeenPage, v.Article
	case scraper.NotModified:
		s.Seen = store.SeenUnmodified
	case scraper.Missing:
		s.Seen = store.SeenGone
	case scraper.Vanished:
		absent := s
		absent.Seen, s.Seen = store.SeenAbsent, store.SeenGone
		return []store.Sighting{absent, s}
	case scraper.Denied:
		s.Seen = store.SeenRefused
	case scraper.Unreadable:
		if !v.Keep {
			return nil
		}
		s.Seen, s.Refusal, s.Detail = store.SeenPage, v.Detail, ""
	default:
		return nil
	}
	if s.Seen == store.SeenPage {
		s.Capture = store.Capture{ContentType: v.Answer.ContentType, Body: v.Answer.Body}
	}
	return []store.Sighting{s}
}
