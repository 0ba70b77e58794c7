package record

import (
	"context"
	"fmt"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Retraction is somebody's word that looks of a run were wrong.
type Retraction struct {
	Archive    string // whose word
	Run        int64  // by its number there
	At, Reason string
	By         int64 // the run of undo, here; 0: another archive's
}

// IsCredible reports whether a retraction of another archive can be one.
func (r Retraction) IsCredible() bool {
	return !site.ParseStamp(r.At).IsZero() && captures.IsHarmless(r.Reason) && captures.IsHarmless(r.Archive)
}

// Save keeps a retraction once and returns its number.
func (r Retraction) Save(ctx context.Context, t *db.Tx) (int64, error) {
	for number := ident.NumberOf(fmt.Sprint("retraction ", r.Archive, " ", r.Run, " ", r.At, " ", r.Reason)); ; number++ {
		n, err := t.Changed(ctx, `INSERT INTO retractions (retraction, archive, run, at, reason, by) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, number, r.Archive, r.Run, r.At, r.Reason, r.By)
		if n > 0 || err != nil {
			return number, err
		}
		same, _, err := db.One[bool](ctx, t.View, `SELECT archive = ? AND run = ? AND at = ? AND reason = ? AND by = ?
			FROM retractions WHERE retraction = ?`, r.Archive, r.Run, r.At, r.Reason, r.By, number)
		if same || err != nil {
			return number, err
		}
	}
}

// RetractionOf is the retraction with a number.
func RetractionOf(ctx context.Context, v db.View, number int64) (r Retraction, err error) {
	err = v.Row(ctx, "SELECT archive, run, at, reason FROM retractions WHERE retraction = ?",
		number).Scan(&r.Archive, &r.Run, &r.At, &r.Reason)
	return r, err
}

// heed keeps the word of the file that brings a look, that it was taken back where the file was written.
func (t *Writer) heed(ctx context.Context, a *arrival) (err error) {
	if a.TakenBack != nil && a.Witness.Behind != nil && a.TakenBack.IsCredible() {
		a.Retraction, err = a.TakenBack.Save(ctx, t.Tx)
	}
	return err
}

// disputed is what a look meant that counts here although who brings it has taken it back.
func (t *Writer) disputed(ctx context.Context, a *arrival, o queue.Outcome) (queue.Outcome, error) {
	if r := a.TakenBack; r == nil || r.Archive == t.id || !r.IsCredible() {
		return o, nil
	}
	k := a.key()
	counts, _, err := db.One[bool](ctx, t.View, `SELECT EXISTS (SELECT 1 FROM sightings
		WHERE address = ? AND at = ? AND outcome = ? AND capture = ? AND retraction = 0)`, k.Address, k.At, k.Outcome,
		k.Capture)
	if counts {
		o = queue.Disputed
	}
	return o, err
}

// spread has the looks that another archive has taken back not count, whichever file brought them: those which it
// vouches for itself. It reports whether there are any.
func (t *Writer) spread(ctx context.Context, k SightingKey) (bool, error) {
	const same = ` WHERE address = ?1 AND at = ?2 AND outcome = ?3 AND capture = ?4
		AND witness IN (SELECT witness FROM witnesses WHERE behind = (SELECT behind FROM witnesses WHERE witness = ?5))`
	key := []any{k.Address, k.At, k.Outcome, k.Capture, k.Witness}
	taken, _, err := db.One[int64](ctx, t.View, "SELECT coalesce(max(retraction), 0) FROM sightings"+same+
		` AND retraction IN (SELECT retraction FROM retractions WHERE lifted IS NULL AND archive = (SELECT b.archive
		FROM witnesses AS w JOIN witnesses AS b ON b.witness = w.behind WHERE w.witness = ?5))`, key...)
	if taken == 0 || err != nil {
		return false, err
	}
	return true, t.Exec(ctx, "UPDATE sightings SET retraction = ?6"+same+" AND retraction = 0", append(key, taken)...)
}

// Mark has looks not count, by a retraction, or with 0 count again, and works out what follows.
func (t *Writer) Mark(ctx context.Context, by, retraction int64, which string, args ...any) error {
	looks, err := db.Collect(ctx, t.View, ScanKey, "SELECT "+KeyColumns+" FROM sightings AS s WHERE "+which, args...)
	if err != nil {
		return err
	}
	err = t.Exec(ctx, "UPDATE sightings SET retraction = ? WHERE "+which,
		slices.Insert(slices.Clone(args), 0, any(retraction))...)
	if err != nil {
		return err
	}
	return t.follow(ctx, by, looks)
}

// follow works out what follows from looks that begin or cease to count.
func (t *Writer) follow(ctx context.Context, run int64, looks []SightingKey) error {
	addresses, pages := map[int64]bool{}, map[int64]bool{}
	for _, l := range looks {
		if err := t.Ended(); err != nil {
			return err
		}
		if !addresses[l.Address] {
			addresses[l.Address] = true
			if err := t.ConcernAddress(ctx, run, l.Address); err != nil {
				return err
			}
		}
		if !pages[l.Capture] {
			pages[l.Capture] = true
			if err := t.ConcernPage(ctx, l.Capture); err != nil {
				return err
			}
		}
	}
	return t.RebuildTouched(ctx, run)
}
