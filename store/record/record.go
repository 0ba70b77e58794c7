package record

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Record adds sightings, all or none, and returns what each meant.
func Record(ctx context.Context, d *db.DB, run int64, sightings []Sighting, now time.Time) (outcomes []queue.Outcome,
	err error) {
	err = Write(ctx, d, "record what was seen", func(ctx context.Context, t *Writer) error {
		for _, s := range sightings {
			if err := t.Ended(); err != nil {
				return err
			}
			o, err := t.Record(ctx, run, s, now)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, o)
		}
		return nil
	})
	return outcomes, err
}

// Future is how far a clock may be ahead of ours.
const Future = 10 * time.Minute

// arrival is a sighting on its way into the archive, with its numbers there.
type arrival struct {
	Sighting
	ref     site.Ref // what its address names
	run     int64    // that takes it in
	readBy  int64    // the run whose program read its page
	witness int64
	address int64
	capture int64 // the page; 0: none, or none yet
	asked   int64 // the article that the address names; 0: none
	found   int64 // the article on the page; 0: none
	isSaved bool  // it was in an archive that was damaged, and keeps its day
	again   bool  // the look names the page, which is here
	first   bool  // nothing in the archive bears on that article yet: all that follows is known without a look at it

	reading reading // of the first
}

// arriving is a sighting that a run takes in, unless it cannot be one.
func arriving(run int64, s Sighting, now time.Time) (*arrival, error) {
	if s.At.IsZero() || s.At.Sub(now) > Future {
		return nil, fmt.Errorf("a page cannot have been seen at %s; it is %s now", site.Stamp(s.At), site.Stamp(now))
	}
	if s.Seen == queue.SeenPicture && !s.IsOfPicture() {
		return nil, fmt.Errorf("%.80q is not the address of a picture", s.URL)
	}
	ref, _ := site.ParseURL(s.URL)
	isSaved := s.TakenIn != ""
	s.TakenIn = cmp.Or(s.TakenIn, site.DayStamp(now))
	return &arrival{Sighting: s, ref: ref, isSaved: isSaved, run: cmp.Or(s.Run, run), readBy: cmp.Or(s.ReadBy, s.Run, run),
		asked: ident.ArticleNumber(ref.Edition, ref.ID), found: captures.Reading{Article: s.Article}.Number()}, nil
}

// Record adds a sighting: it is identified, its page is kept, and its row added; then what follows is worked out.
func (t *Writer) Record(ctx context.Context, run int64, s Sighting, now time.Time) (queue.Outcome, error) {
	a, err := arriving(run, s, now)
	if err != nil {
		return queue.None, err
	}
	if out, err := t.keptOut(ctx, a.asked, a.found); out || err != nil {
		return queue.Removed, err
	}
	if err := t.testify(ctx, &a.Sighting); err != nil {
		return queue.None, err
	}
	known, err := t.identify(ctx, a)
	if err != nil {
		return queue.None, err
	}
	if known {
		return t.disputed(ctx, a, queue.Known)
	}
	if a.again {
		if a.found, err = t.readAt(ctx, a.readBy, a.capture, a.address); err != nil {
			return queue.None, err
		}
	}
	before, err := stateOf(ctx, t.Tx, a)
	if err != nil {
		return queue.None, err
	}
	if err := t.keep(ctx, a, now); err != nil {
		return queue.None, err
	}
	if err := t.add(ctx, a); err != nil {
		return queue.None, err
	}
	if a.first {
		return queue.New, t.rebuildFirst(ctx, a)
	}
	if err := t.RebuildTouched(ctx, run); err != nil {
		return queue.None, err
	}
	o, err := outcome(ctx, t.Tx, a, before)
	if err != nil {
		return o, err
	}
	return t.disputed(ctx, a, o)
}

// state shows whether a sighting brought something new.
type state struct {
	versions int
	hash     string
	undated  bool // only files' dates tell when its page was seen
}

func stateOf(ctx context.Context, t *db.Tx, a *arrival) (s state, err error) {
	if a.first || a.found == 0 {
		return s, nil
	}
	s.undated, _, err = db.One[bool](ctx, t.View, `SELECT coalesce(min(source = ?), 0) FROM readings AS r
		JOIN sightings AS s USING (capture, address) JOIN witnesses USING (witness)
		WHERE r.article = ? AND s.capture = ? AND outcome = ? AND retraction = 0`,
		string(site.TimeFile), a.found, a.capture, string(queue.SeenPage))
	if err != nil {
		return s, err
	}
	err = t.Row(ctx, `SELECT count(*), coalesce(group_concat(sha256), '') FROM (SELECT sha256 FROM versions
		JOIN readings USING (capture, address) WHERE versions.article = ? ORDER BY revision)`, a.found).
		Scan(&s.versions, &s.hash)
	return s, err
}

func outcome(ctx context.Context, t *db.Tx, a *arrival, before state) (queue.Outcome, error) {
	if a.found == 0 {
		return queue.None, nil
	}
	after, err := stateOf(ctx, t, a)
	switch {
	case err != nil:
		return queue.None, err
	case before.versions == 0 && after.versions > 0:
		return queue.New, nil
	case before.versions != after.versions || before.hash != after.hash:
		return queue.Changed, nil
	case before.undated && !after.undated:
		return queue.Corrected, nil
	}
	return queue.Unchanged, nil
}
