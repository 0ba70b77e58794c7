package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// Follow is a standing question.
type Follow struct {
	Number int64
	Said   string // JSON: the query and its filters
	Added  string
	Told   int64 // the run up to which what was taken in was told
}

// Follows are the standing questions, in the order in which they were added.
func (f *Frontier) Follows(ctx context.Context) ([]Follow, error) {
	scan := func(row db.Scanner) (one Follow, err error) {
		err = row.Scan(&one.Number, &one.Said, &one.Added, &one.Told)
		return one, err
	}
	all, err := db.Collect(ctx, f.View(), scan, "SELECT follow, said, added, told FROM follows ORDER BY follow")
	return all, db.Fault(f.Path(), "read what is followed", err)
}

// Follow adds a standing question and reports whether it is new. What the archive holds already is no news.
func (f *Frontier) Follow(ctx context.Context, said string, now time.Time) (isNew bool, err error) {
	err = f.Write(ctx, "follow", func(ctx context.Context, t *db.Tx) error {
		n, err := t.Changed(ctx, `INSERT INTO follows (said, added, told)
			VALUES (?, ?, (SELECT coalesce(max(run), 0) FROM runs WHERE archive = '')) ON CONFLICT DO NOTHING`, said,
			site.Stamp(now))
		isNew = n > 0
		return err
	})
	return isNew, err
}

// Unfollow takes a standing question away and reports whether it was there.
func (f *Frontier) Unfollow(ctx context.Context, number int64) (wasThere bool, err error) {
	err = f.Write(ctx, "follow no more", func(ctx context.Context, t *db.Tx) error {
		n, err := t.Changed(ctx, "DELETE FROM follows WHERE follow = ?", number)
		wasThere = n > 0
		return err
	})
	return wasThere, err
}

// TakenIn is the last run that has taken in all that it will: it has ended, or another has begun since, which only one
// at a time can.
func (f *Frontier) TakenIn(ctx context.Context) (int64, error) {
	run, _, err := db.One[int64](ctx, f.View(), `SELECT coalesce(max(run), 0) FROM runs WHERE archive = ''
		AND (ended IS NOT NULL OR run < (SELECT max(run) FROM runs WHERE archive = ''))`)
	return run, db.Fault(f.Path(), "read runs", err)
}

// Tell notes that what was taken in up to a run was told to those who ask some questions.
func (f *Frontier) Tell(ctx context.Context, through int64, follows []Follow) error {
	numbers := make([]int64, len(follows))
	for i, one := range follows {
		numbers[i] = one.Number
	}
	return f.Write(ctx, "note what was told", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "UPDATE follows SET told = max(told, ?) WHERE follow IN (SELECT value FROM json_each(?))", through,
			captures.List(numbers))
	})
}
