package record

import (
	"context"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// add adds the row of a sighting, and marks the articles whose history it may change.
func (t *Writer) add(ctx context.Context, a *arrival) error {
	answer, err := saveAnswer(ctx, t.Tx, a.Answer)
	if err != nil {
		return err
	}
	n, err := t.Changed(ctx, `INSERT INTO sightings (address, at, witness, outcome, capture, detail, record, taken_in, run,
		retraction, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, a.address, site.Stamp(a.At),
		a.witness, string(a.Seen), a.capture, a.Detail, a.Sighting.Record, a.TakenIn, a.run, a.Retraction, answer)
	t.added[a.run] += int(n)
	if err == nil {
		err = t.open(ctx, a.TakenIn)
	}
	if err != nil {
		return err
	}
	if err := t.follows(ctx, a); a.first || err != nil {
		return err
	}
	if a.capture != 0 {
		if err := t.FollowPage(ctx, a.readBy, a.address); err != nil {
			return err
		}
	}
	if err := t.ConcernPage(ctx, a.capture); err != nil {
		return err
	}
	return t.Concern(ctx, a.asked, a.found)
}

// follows has a look share what others have said of it, and looks that waited for its page follow it.
func (t *Writer) follows(ctx context.Context, a *arrival) error {
	if a.Witness.Behind != nil {
		taken, err := t.spread(ctx, a.key())
		if err != nil {
			return err
		}
		a.first = a.first && !taken
	}
	if a.Seen == queue.SeenUnmodified && a.capture == 0 && t.waits > 0 {
		t.waits++
	}
	if !a.Seen.IsAnew() {
		return nil
	}
	followed, err := t.followOriginal(ctx, a.readBy, a.URL, a.asked, a.found)
	if !followed || err != nil {
		return err
	}
	a.first = false
	return t.dropReturned(ctx, a)
}

// key is that of a look's row.
func (a *arrival) key() SightingKey {
	return SightingKey{Address: a.address, At: site.Stamp(a.At), Witness: a.witness, Outcome: string(a.Seen),
		Capture: a.capture}
}

// dropReturned drops a look that came home with the page which ours had waited for: it is the same look.
func (t *Writer) dropReturned(ctx context.Context, a *arrival) error {
	known, err := t.isKnown(ctx, a, false, a.Witness.Behind.Chain()...)
	if !known || err != nil {
		return err
	}
	t.added[a.run]--
	return t.Exec(ctx, "DELETE FROM sightings"+ThisLook, a.key().Values()...)
}

// ConcernAddress marks the articles that looks at an address may concern, after some of them have begun or ceased to
// count; what found a page unmodified follows them.
func (t *Writer) ConcernAddress(ctx context.Context, run, address int64) error {
	found, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT DISTINCT article FROM sightings
		JOIN readings USING (capture, address) WHERE sightings.address = ?`, address)
	if err != nil {
		return err
	}
	t.Touch(found...)
	if err := t.FollowPage(ctx, run, address); err != nil {
		return err
	}
	asked, _, err := db.One[int64](ctx, t.View, "SELECT article FROM addresses WHERE address = ?", address)
	if err != nil {
		return err
	}
	return t.Concern(ctx, asked, 0)
}

// ConcernPage marks the articles whose addresses answered with a page: where a file's date was all that told when, it
// may give way, and another page is what they last answered with.
func (t *Writer) ConcernPage(ctx context.Context, capture int64) error {
	if capture == 0 {
		return nil
	}
	asked, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT DISTINCT article FROM sightings
		JOIN addresses USING (address) WHERE capture = ? AND article <> 0`, capture)
	for _, n := range asked {
		if err := t.Concern(ctx, n, 0); err != nil {
			return err
		}
	}
	return err
}

// Concern marks the articles whose history a sighting may change: the one that was found, the one that was asked for,
// and those that have answered in its place.
func (t *Writer) Concern(ctx context.Context, asked, found int64) error {
	t.Touch(asked, found)
	if asked == 0 {
		return nil
	}
	others, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT DISTINCT r.article FROM addresses AS a
		JOIN sightings AS s USING (address)
		JOIN readings AS r USING (capture, address) WHERE a.article = ?`, asked)
	t.Touch(others...)
	return err
}
