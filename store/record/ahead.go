package record

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
)

// wasAhead is why looks are set aside until their day comes: a retraction that the program itself makes, and ends.
const wasAhead = "its clock was ahead"

const (
	isAside = "by = 0 AND reason = '" + wasAhead + "' AND archive = (SELECT value FROM about WHERE name = 'archive')"

	// Standing is the condition of looks that nobody has taken back: those that count, and those that are set aside.
	Standing = "(retraction = 0 OR retraction IN (SELECT retraction FROM retractions WHERE " + isAside + "))"
)

// SetAside has looks that are yet to come not count until then.
func (t *Writer) SetAside(ctx context.Context, now time.Time) error {
	after := site.Stamp(now.Add(Future))
	runs, err := db.Collect(ctx, t.View, db.Column[int64],
		"SELECT DISTINCT run FROM sightings WHERE at > ? AND retraction = 0", after)
	if err != nil || len(runs) == 0 {
		return err
	}
	id, err := t.ID(ctx)
	if err != nil {
		return err
	}
	t.AsRead = true // what today's program makes of their pages is no reading of those runs
	for _, run := range runs {
		number, err := Retraction{Archive: id, Run: run, At: site.Stamp(now), Reason: wasAhead}.Save(ctx, t.Tx)
		if err == nil { // it may have been set aside before, and have been taken back since
			err = t.Exec(ctx, "UPDATE retractions SET lifted = NULL, lifted_by = 0 WHERE retraction = ?", number)
		}
		if err == nil {
			err = t.Mark(ctx, run, number, "at > ? AND run = ? AND retraction = 0", after, run)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Recall has looks that were set aside count again once their day has come. By is the run that meets it.
func (t *Writer) Recall(ctx context.Context, by int64, now time.Time) error {
	aside, err := db.Collect(ctx, t.View, db.Column[int64],
		"SELECT retraction FROM retractions WHERE lifted IS NULL AND "+isAside)
	if err != nil {
		return err
	}
	until := site.Stamp(now.Add(Future))
	for _, number := range aside {
		err := t.Mark(ctx, by, 0, "retraction = ? AND retraction <> 0 AND at <= ?", number, until)
		if err == nil {
			err = t.Exec(ctx, `UPDATE retractions SET lifted = ?2, lifted_by = ?3 WHERE retraction = ?1 AND NOT EXISTS
				(SELECT 1 FROM sightings WHERE retraction = ?1 AND retraction <> 0)`, number, site.Stamp(now), by)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
