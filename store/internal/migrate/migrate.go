package migrate

import (
	"context"
	"fmt"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// OpenUpToDate opens an archive to write, by today's schema.
func OpenUpToDate(ctx context.Context, path string, p db.Patience) (*db.DB, error) {
	return db.OpenWriter(ctx, path, p, BringUpToDate)
}

// BringUpToDate carries out the steps that an archive has not seen, and writes into it what it is.
func BringUpToDate(ctx context.Context, t *db.Tx, steps []string, version int) error {
	return record.Within(ctx, t, func(ctx context.Context, w *record.Writer) error {
		if err := migrate(ctx, w, steps, version); err != nil {
			return err
		}
		return label(ctx, w)
	})
}

func migrate(ctx context.Context, t *record.Writer, steps []string, version int) error {
	for i := version; i < len(steps); i++ {
		if i+1 == db.SightingsStep {
			if err := t.Exec(ctx, db.SetAside); err != nil {
				return err
			}
		}
		if err := t.Exec(ctx, steps[i]); err != nil {
			return err
		}
		if err := carryOn(ctx, t, i+1); err != nil {
			return err
		}
	}
	if version == len(steps) {
		return nil
	}
	if err := rebuild(ctx, t, version); err != nil {
		return err
	}
	return t.Describe(ctx, "schema", fmt.Sprint(len(steps)))
}

// carryOn does what of a step SQL cannot.
func carryOn(ctx context.Context, t *record.Writer, step int) error {
	switch step {
	case db.SightingsStep:
		t.IndexesLater = true // it is of no cutting of texts yet
		return moveSightings(ctx, t)
	case db.WitnessesStep:
		if err := addWitnesses(ctx, t); err != nil {
			return err
		}
		if err := changedRules(ctx, t); err != nil {
			return err
		}
		return t.Exec(ctx, db.DropSightings)
	}
	return nil
}

// rebuild works out what follows, by the tables of today: for all articles of version 1, whose pages are read again,
// else for those that today's rules see otherwise, by what was read.
func rebuild(ctx context.Context, t *record.Writer, version int) error {
	if version >= db.SightingsStep {
		t.AsRead = true
		return t.RebuildTouched(ctx, 0)
	}
	run, _, err := db.One[int64](ctx, t.View, "SELECT coalesce(max(run), 0) FROM runs WHERE command = 'upgrade'")
	if err != nil {
		return err
	}
	if err := t.RebuildTouched(ctx, run); err != nil {
		return err
	}
	return t.Exec(ctx, listedElsewhere)
}

// label writes what this file is into its header, which a copy through .dump lacks, and keeps the index by today's
// folding.
func label(ctx context.Context, t *record.Writer) error {
	schema, _, err := t.About(ctx, "schema")
	if err != nil {
		return err
	}
	id, _, err := db.One[int](ctx, t.View, "PRAGMA application_id")
	if err != nil {
		return err
	}
	if version, _, err := db.One[string](ctx, t.View, "PRAGMA user_version"); err != nil || version != schema ||
		id != db.ApplicationID {
		if err != nil {
			return err
		}
		if err := t.Exec(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %s", db.ApplicationID,
			schema)); err != nil {
			return err
		}
	}
	if err := nameArchive(ctx, t); err != nil {
		return err
	}
	if err := t.RenewFolds(ctx); err != nil {
		return err
	}
	return t.EndDays(ctx, site.DayStamp(time.Now()))
}

// pageBefore is the page that was seen last at an address, up to a time.
func pageBefore(ctx context.Context, v db.View, address int64, at string) (capture int64, err error) {
	capture, _, err = db.One[int64](ctx, v, `SELECT capture FROM sightings WHERE capture <> 0 AND at <= ?2 AND address IN
		(SELECT ?1 UNION SELECT address FROM addresses WHERE article <> 0
			AND article = (SELECT article FROM addresses WHERE address = ?1))
		ORDER BY at DESC, capture LIMIT 1`, address, at)
	return capture, err
}
