package upkeep

import (
	"context"
	"fmt"

	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Another archive may take back what it has said: its looks here count no longer, and count again where it has changed
// its mind. It has no say in what others saw.

// retract has the looks that the other archive vouches for count here as they do there.
func (m *merge) retract(ctx context.Context, run int64, keys []record.SightingKey) error {
	if m.id == m.theirID { // a copy of ours
		return nil
	}
	return record.Write(ctx, m.here, "merge retractions", func(ctx context.Context, t *record.Writer) error {
		marked, err := m.marked(ctx, t.View)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if k.Retraction != 0 {
				if err := m.takeBack(ctx, t, run, k, marked); err != nil {
					return err
				}
			}
		}
		for k := range marked { // no longer taken back there
			own, _, err := db.One[int64](ctx, t.View, `SELECT retraction FROM retractions WHERE run = ? AND archive = ?
				AND lifted IS NULL`, k.Run, m.id)
			if err == nil {
				err = markOne(ctx, t, run, k, own)
			}
			if err != nil {
				return err
			}
		}
		return t.RebuildTouched(ctx, run)
	})
}

// marked are the looks here that the other archive had taken back at an earlier merge.
func (m *merge) marked(ctx context.Context, v db.View) (map[record.SightingKey]bool, error) {
	keys, err := db.Collect(ctx, v, record.ScanKey, "SELECT "+record.KeyColumns+` FROM sightings AS s
		JOIN witnesses AS w USING (witness) JOIN retractions AS r USING (retraction)
		WHERE s.retraction <> 0 AND w.kind = 'archive' AND w.archive = ? AND r.archive <> ?`, m.theirID, m.id)
	marked := make(map[record.SightingKey]bool, len(keys))
	for _, k := range keys {
		marked[k] = true
	}
	return marked, err
}

// takeBack marks a look here that the other archive has taken back. By the word of others, and by ours, it counts on.
func (m *merge) takeBack(ctx context.Context, t *record.Writer, run int64, theirs record.SightingKey,
	marked map[record.SightingKey]bool) error {
	r, number, err := m.retraction(ctx, t, theirs.Retraction)
	if err != nil || number == 0 {
		return err
	}
	here, witness, err := m.lookHere(ctx, t.View, theirs)
	counts := false
	for _, k := range here {
		counts = counts || k.Witness != witness && k.Retraction == 0
		delete(marked, k)
		if k.Witness != witness || k.Retraction == number {
			continue
		}
		if err := markOne(ctx, t, run, k, number); err != nil {
			return err
		}
	}
	if counts {
		m.disputed[r]++
	}
	if db.IsDamage(err) { // it was named when it was to be brought
		return nil
	}
	return err
}

// lookHere is a look of the other archive, as it is kept here by the word of that one, whose number is returned, and of
// others: one that found a page as before may have found another one
// here, and one that waits for its page there, by its hash or by another look, may have it here.
func (m *merge) lookHere(ctx context.Context, v db.View, theirs record.SightingKey) (here []record.SightingKey,
	witness int64, err error) {
	s, err := Bare(ctx, m.from, theirs)
	if err != nil {
		return nil, 0, err
	}
	page, err := record.FindOriginal(ctx, v, &s)
	if err != nil {
		return nil, 0, err
	}
	here, err = db.Collect(ctx, v, record.ScanKey, "SELECT "+record.KeyColumns+` FROM addresses AS a
		JOIN sightings AS s USING (address) LEFT JOIN captures AS c USING (capture)
		WHERE a.url = ?1 AND a.address BETWEEN ?2 AND ?2 + 15 AND s.at = ?3 AND s.outcome = ?4 AND CASE
			WHEN ?5 <> 0 THEN s.capture = ?5 WHEN ?7 = ?8 THEN s.detail = ?8
			ELSE coalesce(c.sha256, '') = ?6 OR s.capture = 0 AND s.detail = ?9 || ?6 END`, s.URL,
		ident.AddressNumber(s.URL), theirs.At, string(s.Seen), page, s.SHA256, theirs.Detail, record.AsBefore, record.OfPage)
	return here, m.hears(theirs.Witness, s.Witness).chain[0], err
}

// retraction keeps a retraction of the other archive, and returns its number here; 0 of one that cannot be one.
func (m *merge) retraction(ctx context.Context, t *record.Writer, theirs int64) (r record.Retraction, here int64,
	err error) {
	r, err = record.RetractionOf(ctx, m.from, theirs)
	if err == nil && r.Archive != m.id && r.IsCredible() {
		here, err = r.Save(ctx, t.Tx)
	}
	return r, here, err
}

// markOne has a look not count, by a retraction, or with 0 count again.
func markOne(ctx context.Context, t *record.Writer, run int64, k record.SightingKey, retraction int64) error {
	err := t.Exec(ctx, `UPDATE sightings SET retraction = ? WHERE address = ? AND at = ? AND witness = ? AND outcome = ?
		AND capture = ?`, retraction, k.Address, k.At, k.Witness, k.Outcome, k.Capture)
	if err != nil {
		return fmt.Errorf("a look at %s: %w", k.At, err)
	}
	if err := t.ConcernAddress(ctx, run, k.Address); err != nil {
		return err
	}
	return t.ConcernPage(ctx, k.Capture)
}
