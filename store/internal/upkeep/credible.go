package upkeep

import (
	"context"
	"slices"
	"time"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// What another archive says enters here by merge, and stays. What cannot be what it says it is, whoever wrote it, stays
// out: one row, named as damaged; a reading is made again of its page.

// Distrust is an error where a look of another archive, or of a damaged one, cannot be one.
func Distrust(s *record.Sighting, now time.Time) error {
	var what string
	switch {
	case s.At.IsZero():
		what = "its time is none"
	case s.At.Sub(now) > record.Future:
		what = "its time is yet to come: " + site.Stamp(s.At)
	case !s.Witness.IsCredible():
		what = "nobody vouches for its time"
	case !slices.Contains([]queue.Seen{queue.SeenPage, queue.SeenPicture, queue.SeenUnmodified, queue.SeenGone,
		queue.SeenAbsent, queue.SeenRefused, queue.SeenWithheld}, s.Seen):
		what = "nothing was seen"
	case s.URL != "" && !captures.IsAddress(s.URL):
		what = "its address is none"
	case s.SHA256 != "" && !captures.IsHash(s.SHA256):
		what = "its hash is none"
	case len(s.Detail) > captures.LongestDetail || len(s.Refusal) > captures.LongestDetail:
		what = "it is too long"
	}
	if what != "" {
		return db.Damagedf("a look at %.80q: %s", s.URL, what)
	}
	if !captures.IsHarmless(s.Capture.ContentType) {
		s.Capture.ContentType = ""
	}
	return nil
}

// credibleRemovals are the tombstones that name an article and a time.
func credibleRemovals(ctx context.Context, d *db.DB) ([]catalog.Tombstone, error) {
	all, err := catalog.New(d).Removals(ctx)
	return slices.DeleteFunc(all, func(t catalog.Tombstone) bool {
		return !site.IsID(t.ID) || !captures.IsCode(t.Edition) || site.ParseStamp(t.At).IsZero() ||
			!captures.IsHarmless(t.Reason)
	}), err
}
