package store

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"

	"mingpao/extract/site"
)

// Sightings yields what was seen of the articles that a filter takes, in the order of its times, with the bytes of
// its page. The zero filter takes all, pages without an article included. It holds one at a time, reads the archive as
// it was when it began, and goes on after a page that is damaged, which is a *Damaged error.
func (a *Archive) Sightings(ctx context.Context, f Filter) iter.Seq2[Sighting, error] {
	const op = "read sightings"
	return until(ctx, a, op, func(yield func(Sighting, error) bool) {
		err := a.still(ctx, func(v view) error {
			query, args := sightingsQuery(f)
			for k, err := range each(ctx, v, scanKey, query, args...) {
				if err != nil {
					return err
				}
				if !yield(v.sighting(ctx, k)) {
					return nil
				}
			}
			return nil
		})
		if err != nil {
			yield(Sighting{}, fault(a.Path(), op, err))
		}
	})
}

// sighting is a row with what it refers to.
func (v view) sighting(ctx context.Context, k sightingKey) (Sighting, error) {
	s, err := v.bare(ctx, k)
	if err == nil {
		err = v.fill(ctx, &s, k)
	}
	if err == nil && s.Seen == SeenUnmodified && k.capture != 0 {
		s.Capture, err = v.capture(ctx, k.capture)
	}
	if isDamage(err) {
		return s, &Damaged{cmp.Or(s.URL, fmt.Sprint("of address ", k.address)) + " at " + k.at, err}
	}
	return s, fault(v.path, "read sightings", err)
}

func sightingsQuery(f Filter) (query string, args []any) {
	query = "SELECT s.address, s.at, s.source, s.outcome, s.capture, s.detail, s.run FROM sightings AS s"
	const order = " ORDER BY s.at, s.address, s.source, s.outcome, s.capture" // an index has it: nothing is sorted
	where, args := f.where()
	if where == "" {
		return query + order, nil
	}
	articles := "(SELECT article FROM heads" + where + ")"
	query += ` JOIN addresses AS a USING (address)
		LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
		WHERE a.article IN ` + articles + " OR r.article IN " + articles + order
	return query, append(args[:len(args):len(args)], args...)
}

// bare is a sighting without its page.
func (v view) bare(ctx context.Context, k sightingKey) (s Sighting, err error) {
	s = Sighting{At: site.ParseStamp(k.at), Source: site.TimeSource(k.source), Seen: Seen(k.outcome), Detail: k.detail}
	var found bool
	s.URL, found, err = one[string](ctx, v, "SELECT url FROM addresses WHERE address = ?", k.address)
	if err == nil && !found {
		err = damagedf("the address of a sighting at %s is missing", k.at)
	}
	if err != nil {
		return s, err
	}
	if sha, waits := strings.CutPrefix(k.detail, ofPage); waits && s.Seen == SeenUnmodified {
		s.SHA256 = sha
	}
	if k.capture != 0 {
		s.SHA256, _, err = one[string](ctx, v, "SELECT sha256 FROM captures WHERE capture = ?", k.capture)
	}
	return s, err
}

// fill adds the page, and what it was read as.
func (v view) fill(ctx context.Context, s *Sighting, k sightingKey) (err error) {
	if s.Seen != SeenPage {
		return nil
	}
	if s.Capture, err = v.capture(ctx, k.capture); err != nil {
		return err
	}
	s.Article, s.Refusal, err = v.readingOf(ctx, k.capture, k.address)
	return err
}
