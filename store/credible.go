package store

import (
	"context"
	"slices"

	"mingpao/extract/site"
)

// What another archive says enters here by merge, and stays. What cannot be what it says it is, whoever wrote it, stays
// out: one row, named as damaged; a reading is made again of its page.

// distrust is an error where a look of another archive cannot be one.
func (s *Sighting) distrust() error {
	var what string
	switch {
	case s.At.IsZero():
		what = "its time is none"
	case !isCode(string(s.Source)):
		what = "nobody vouches for its time"
	case !slices.Contains([]Seen{SeenPage, SeenUnmodified, SeenGone, SeenAbsent, SeenRefused}, s.Seen):
		what = "nothing was seen"
	case s.URL != "" && !isAddress(s.URL):
		what = "its address is none"
	case s.SHA256 != "" && !isHash(s.SHA256):
		what = "its hash is none"
	case len(s.Detail) > longestDetail || len(s.Refusal) > longestDetail:
		what = "it is too long"
	}
	if what != "" {
		return damagedf("a look at %.80q: %s", s.URL, what)
	}
	if !isHarmless(s.Capture.ContentType) {
		s.Capture.ContentType = ""
	}
	return nil
}

// credibleRemovals are the tombstones that name an article and a time.
func (a *Archive) credibleRemovals(ctx context.Context) ([]Tombstone, error) {
	all, err := a.Removals(ctx)
	return slices.DeleteFunc(all, func(t Tombstone) bool {
		return !site.IsID(t.ID) || !isCode(t.Edition) || site.ParseStamp(t.At).IsZero() || !isHarmless(t.Reason)
	}), err
}
