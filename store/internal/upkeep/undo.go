package upkeep

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Undone is what taking a run back means.
type Undone struct {
	Run     int64
	Command string // what the run was: crawl, import, merge, undo
	Started string
	Looks   int  // that count no longer, or again
	Again   bool // the run had taken another one back: its looks count again

	lifts int64 // the retraction that is lifted; 0: one is made
	of    int64 // the run whose looks are meant
}

// PlanUndo is what Undo would do.
func PlanUndo(ctx context.Context, d *db.DB, run int64) (Undone, error) {
	u, err := planUndo(ctx, d.View(), run)
	return u, db.Fault(d.Path(), fmt.Sprintf("take back run %d", run), err)
}

func planUndo(ctx context.Context, v db.View, run int64) (u Undone, err error) {
	u = Undone{Run: run, of: run}
	var archive string
	err = v.Row(ctx, "SELECT command, started, archive FROM runs WHERE run = ?", run).Scan(&u.Command,
		&u.Started, &archive)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return u, errors.New("there is no such run; mingpao runs lists them")
	case err == nil && archive != "":
		err = errors.New("it is another archive's; take back the merge that brought it")
	case err == nil && u.Command == "undo":
		err = u.findRetraction(ctx, v)
	}
	if err != nil {
		return u, err
	}
	if u.lifts != 0 {
		u.Looks, _, err = db.One[int](ctx, v,
			"SELECT count(*) FROM sightings WHERE retraction = ? AND retraction <> 0", u.lifts)
		return u, err
	}
	u.Looks, _, err = db.One[int](ctx, v, "SELECT count(*) FROM sightings WHERE run = ? AND "+record.Standing, u.of)
	if err == nil && u.Looks == 0 {
		err = errors.New("none of its looks counts: it took none in, or was taken back; mingpao runs says which")
	}
	return u, err
}

// findRetraction finds what an earlier undo did: it took a run back, or it lifted what another one had done.
func (u *Undone) findRetraction(ctx context.Context, v db.View) error {
	err := v.Row(ctx, "SELECT retraction, run FROM retractions WHERE by = ? AND lifted IS NULL",
		u.Run).Scan(&u.lifts, &u.of)
	if errors.Is(err, sql.ErrNoRows) {
		err = v.Row(ctx, "SELECT run FROM retractions WHERE lifted_by = ?", u.Run).Scan(&u.of)
		if errors.Is(err, sql.ErrNoRows) {
			return errors.New("what it did was undone; mingpao runs says by which")
		}
		return err
	}
	u.Again = err == nil
	return err
}

// Undo takes back a run: the looks that it took in are kept, marked, and count no longer, and all that follows from
// looks is worked out again. The undo of an undo has them count again. By is the run that does it.
func Undo(ctx context.Context, d *db.DB, by, run int64, reason string, now time.Time) (u Undone, err error) {
	err = record.Write(ctx, d, fmt.Sprintf("take back run %d", run), func(ctx context.Context, t *record.Writer) error {
		if u, err = planUndo(ctx, t.View, run); err != nil {
			return err
		}
		if u.lifts != 0 {
			return lift(ctx, t, u.lifts, by, now)
		}
		id, err := t.ID(ctx)
		if err != nil {
			return err
		}
		r := record.Retraction{Archive: id, Run: u.of, At: site.Stamp(now), Reason: reason, By: by}
		number, err := r.Save(ctx, t.Tx)
		if err != nil {
			return err
		}
		return t.Mark(ctx, by, number, "run = ? AND "+record.Standing, u.of)
	})
	return u, err
}

// lift ends a retraction: its looks count again.
func lift(ctx context.Context, t *record.Writer, number, by int64, now time.Time) error {
	if err := t.Exec(ctx, "UPDATE retractions SET lifted = ?, lifted_by = ? WHERE retraction = ?", site.Stamp(now), by,
		number); err != nil {
		return err
	}
	if err := t.Mark(ctx, by, 0, "retraction = ? AND retraction <> 0", number); err != nil {
		return err
	}
	return t.SetAside(ctx, now)
}
