package store

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Settle keeps what a run's look at a page gave, and what the queue is to do next.
func (a *Archive) Settle(ctx context.Context, run int64, v queue.Visit, now time.Time) (outcome queue.Outcome,
	err error) {
	outcome = queue.None
	mayGo := v.Look == queue.Missing || v.Look == queue.Vanished || v.Look == queue.Withheld
	if mayGo {
		before, err := a.Catalog().IsGone(ctx, v.Item.Ref)
		if err != nil {
			return outcome, err
		}
		mayGo = !before
	}
	err = record.Write(ctx, a.db, "save page", func(ctx context.Context, t *record.Writer) error {
		for _, s := range sightings(v) {
			if outcome, err = t.Record(ctx, run, s, now); err != nil {
				return err
			}
		}
		return frontier.Settle(ctx, t.Tx, run, v, outcome, now)
	})
	if err == nil && mayGo {
		var isGone bool
		if isGone, err = a.Catalog().IsGone(ctx, v.Item.Ref); isGone {
			outcome = queue.Went
		}
	}
	return outcome, err
}

// sightings are what of a page was seen: nothing where the network failed, or where no page came that is worth keeping.
func sightings(v queue.Visit) []record.Sighting {
	s := record.Sighting{URL: v.Item.URL, At: v.At, Source: site.TimeFetched, Detail: v.Detail, Answer: v.Answer.Head}
	switch v.Look {
	case queue.Read:
		s.Seen, s.Article = queue.SeenPage, v.Article
	case queue.Picture:
		s.Seen = queue.SeenPicture
	case queue.NotModified:
		s.Seen = queue.SeenUnmodified
	case queue.Missing:
		s.Seen = queue.SeenGone
	case queue.Vanished:
		absent := s
		absent.Seen, s.Seen = queue.SeenAbsent, queue.SeenGone
		return []record.Sighting{absent, s}
	case queue.Withheld:
		s.Seen = queue.SeenWithheld
	case queue.Denied:
		s.Seen = queue.SeenRefused
	case queue.Unreadable:
		if !v.Keep {
			return nil
		}
		s.Seen, s.Refusal, s.Detail = queue.SeenPage, v.Detail, ""
	default:
		return nil
	}
	if s.Seen.IsAnew() {
		s.Capture = Capture{ContentType: v.Answer.ContentType, Body: v.Answer.Body}
	}
	return []record.Sighting{s}
}

// Waiting counts the looks that wait for the page which they name.
func (a *Archive) Waiting(ctx context.Context) (int, error) {
	n, err := record.Waiting(ctx, a.db.View())
	return n, db.Fault(a.db.Path(), "count looks that wait", err)
}

// KeepOut keeps out what was removed for good elsewhere and is not here. What is here stays, and is returned.
func (a *Archive) KeepOut(ctx context.Context, stones []catalog.Tombstone) ([]catalog.Tombstone, error) {
	return upkeep.KeepOut(ctx, a.db, stones)
}
