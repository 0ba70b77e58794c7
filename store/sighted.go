package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"mingpao/extract/site"
)

// Sightings yields what was seen of the articles that a filter takes, in the order of its times, with the bytes of
// its page. The zero filter takes all, pages without an article included. It holds one at a time, and goes on behind
// a page that is damaged, which is a *Damaged error.
func (a *Archive) Sightings(ctx context.Context, f Filter) iter.Seq2[Sighting, error] {
	return func(yield func(Sighting, error) bool) {
		v := a.at(ctx)
		query, args := sightingsQuery(f)
		keys, err := collect(v, scanKey, query, args...)
		if err != nil {
			yield(Sighting{}, fault(a.path, "read sightings", err))
			return
		}
		for _, k := range keys {
			s, err := v.bare(k)
			if err == nil {
				err = v.fill(&s, k)
			}
			if err == nil && s.Seen == SeenUnmodified && k.capture != 0 {
				s.Capture, err = v.capture(k.capture)
			}
			if isDamage(err) {
				err = &Damaged{cmp.Or(s.URL, fmt.Sprint("of address ", k.address)) + " at " + k.at, err}
			}
			if !yield(s, err) || ctx.Err() != nil {
				return
			}
		}
	}
}

func sightingsQuery(f Filter) (query string, args []any) {
	query = "SELECT s.address, s.at, s.source, s.outcome, s.capture, s.detail, s.run FROM sightings AS s"
	const order = " ORDER BY s.at, s.address, s.source, s.capture"
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
func (v view) bare(k sightingKey) (s Sighting, err error) {
	s = Sighting{At: parseStamp(k.at), Source: site.TimeSource(k.source), Seen: Seen(k.outcome), Detail: k.detail}
	var found bool
	s.URL, found, err = one[string](v, "SELECT url FROM addresses WHERE address = ?", k.address)
	if err != nil || !found {
		return s, errors.Join(err, damagedf("the address of a sighting at %s is missing", k.at))
	}
	if sha, waits := strings.CutPrefix(k.detail, ofPage); waits && s.Seen == SeenUnmodified {
		s.SHA256 = sha
	}
	if k.capture != 0 {
		s.SHA256, _, err = one[string](v, "SELECT sha256 FROM captures WHERE capture = ?", k.capture)
	}
	return s, err
}

// fill adds the page, and what it was read as.
func (v view) fill(s *Sighting, k sightingKey) (err error) {
	if s.Seen != SeenPage {
		return nil
	}
	if s.Capture, err = v.capture(k.capture); err != nil {
		return err
	}
	s.Article, s.Refusal, err = v.readingOf(k.capture, k.address)
	return err
}
