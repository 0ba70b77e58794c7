package upkeep

import (
	"context"
	"fmt"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Another archive may take back what it has said: its looks here count no longer, and count again where it has changed its
// mind. It has no say in what others saw.

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

// takeBack marks a look here that the other archive has taken back.
func (m *merge) takeBack(ctx context.Context, t *record.Writer, run int64, theirs record.SightingKey,
	marked map[record.SightingKey]bool) error {
	number, err := m.retraction(ctx, t, theirs.Retraction)
	if err != nil || number == 0 {
		return err
	}
	here, err := m.lookHere(ctx, t.View, theirs)
	for _, k := range here {
		delete(marked, k)
		if k.Retraction == number {
			continue
		}
		if err := markOne(ctx, t, run, k, number); err != nil {
			return err
		}
	}
	if db.IsDamage(err) { // it was named when it was to be brought
		return nil
	}
	return err
}

// lookHere is a look of the other archive, as it is kept here: one that found a page as before may have found another one
// here, and one that waits for its page there, by its hash or by another look, may have it here.
func (m *merge) lookHere(ctx context.Context, v db.View, theirs record.SightingKey) ([]record.SightingKey, error) {
	s, err := Bare(ctx, m.from, theirs)
	if err != nil {
		return nil, err
	}
	page, err := record.FindOriginal(ctx, v, &s)
	if err != nil {
		return nil, err
	}
	return db.Collect(ctx, v, record.ScanKey, "SELECT "+record.KeyColumns+` FROM addresses AS a
		JOIN sightings AS s USING (address) LEFT JOIN captures AS c USING (capture)
		WHERE a.url = ?1 AND a.address BETWEEN ?2 AND ?2 + 15 AND s.at = ?3 AND s.witness = ?4 AND s.outcome = ?5 AND CASE
			WHEN ?10 <> 0 THEN s.capture = ?10 WHEN ?7 = ?8 THEN s.detail = ?8
			ELSE coalesce(c.sha256, '') = ?6 OR s.capture = 0 AND s.detail = ?9 || ?6 END`, s.URL,
		ident.AddressNumber(s.URL), theirs.At, m.hears(theirs.Witness, s.Witness).number, string(s.Seen), s.SHA256,
		theirs.Detail, record.AsBefore, record.OfPage, page)
}

// retraction keeps a retraction of the other archive, and returns its number here; 0 of one that cannot be one.
func (m *merge) retraction(ctx context.Context, t *record.Writer, theirs int64) (int64, error) {
	r, err := record.RetractionOf(ctx, m.from, theirs)
	if err != nil {
		return 0, err
	}
	if r.Archive == m.id || !r.IsCredible() {
		return 0, nil
	}
	return r.Save(ctx, t.Tx)
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

// Retracted is what another archive has taken back of looks that this one saw itself: they count here.
type Retracted struct {
	At, Reason string
	Looks      int
}

// DisputedLooks are those that another archive has from this one, and has taken back. Its word does not bind ours.
func DisputedLooks(ctx context.Context, d *db.DB, other *db.DB) (all []Retracted, err error) {
	id, err := d.View().ArchiveID(ctx)
	if err != nil {
		return nil, db.Fault(d.Path(), "read archive's id", err)
	}
	scan := func(row db.Scanner) (r Retracted, err error) {
		err = row.Scan(&r.At, &r.Reason, &r.Looks)
		r.Reason = captures.CredibleText(r.Reason)
		return r, err
	}
	all, err = db.Collect(ctx, other.View(), scan, `WITH RECURSIVE ours (witness) AS (
			SELECT witness FROM witnesses WHERE archive = ?1
			UNION SELECT w.witness FROM witnesses AS w JOIN ours ON w.behind = ours.witness)
		SELECT r.at, r.reason, count(*) FROM sightings JOIN retractions AS r USING (retraction)
		WHERE retraction <> 0 AND r.archive <> ?1 AND witness IN (SELECT witness FROM ours) GROUP BY retraction ORDER BY r.at`, id)
	return all, db.Fault(other.Path(), "read retractions", err)
}
