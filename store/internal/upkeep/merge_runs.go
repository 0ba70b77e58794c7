package upkeep

import (
	"context"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// mergeRuns keeps the other archive's runs, as that one's, and returns the numbers that they have here: what was read
// from pages refers to them.
func mergeRuns(ctx context.Context, d *db.DB, other *db.DB, id string) (map[int64]int64, error) {
	theirs, err := db.Collect(ctx, other.View(), scanTheirRun, `SELECT run, archive, theirs, command, version, started,
		ended, status, new, changed, unchanged, gone, excerpt, failed, refused, looks FROM runs ORDER BY run`)
	if err != nil {
		return nil, db.Fault(other.Path(), "read runs", err)
	}
	numbers := map[int64]int64{}
	err = d.Write(ctx, "merge runs", func(ctx context.Context, t *db.Tx) error {
		for _, r := range theirs {
			if r.archive == "" {
				r.archive, r.theirs = id, r.number
			}
			number, err := mergeRun(ctx, t, r)
			if err != nil {
				return err
			}
			numbers[r.number] = number
		}
		return nil
	})
	return numbers, err
}

// theirRun is a run of another archive.
type theirRun struct {
	number, theirs                     int64
	archive, command, version, started string
	ended, status                      any
	counts                             [8]int64
}

func scanTheirRun(row db.Scanner) (r theirRun, err error) {
	targets := []any{&r.number, &r.archive, &r.theirs, &r.command, &r.version, &r.started, &r.ended, &r.status}
	for i := range r.counts {
		targets = append(targets, &r.counts[i])
	}
	err = row.Scan(targets...)
	r.archive = captures.CredibleText(r.archive)
	r.command, r.version = captures.CredibleText(r.command), captures.CredibleText(r.version)
	return r, err
}

func mergeRun(ctx context.Context, t *db.Tx, r theirRun) (int64, error) {
	number, found, err := db.One[int64](ctx, t.View, `SELECT run FROM runs WHERE archive = ? AND theirs = ? AND started = ?
		AND status IS ?`, r.archive, r.theirs, r.started, r.status)
	if found || err != nil {
		return number, err
	}
	values := []any{r.archive, r.theirs, r.command, r.version, r.started, r.ended, r.status}
	for _, n := range r.counts {
		values = append(values, n)
	}
	return t.Insert(ctx, `INSERT INTO runs (archive, theirs, command, version, started, ended, status, new, changed,
		unchanged, gone, excerpt, failed, refused, looks) VALUES (`+catalog.Marks(len(values))+")", values...)
}
