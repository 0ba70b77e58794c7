package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Trouble is what a person was told of that lasts.
type Trouble struct {
	Cause queue.Cause // what it is known by
	Since time.Time
	Told  time.Time // last
	Line  string
}

// Troubles are those that last. One of before causes were recorded is none of them: whether it is over cannot be told,
// and what lasts is told anew.
func (f *Frontier) Troubles(ctx context.Context) ([]Trouble, error) {
	scan := func(row db.Scanner) (t Trouble, err error) {
		var since, told string
		err = row.Scan(&t.Cause.Kind, &t.Cause.Subject, &since, &told, &t.Line)
		t.Since, t.Told = site.ParseStamp(since), site.ParseStamp(told)
		return t, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT cause, subject, since, told, line FROM troubles
		WHERE cause <> '' ORDER BY since, trouble`)
	return all, db.Fault(f.Path(), "read troubles", err)
}

// SaveTrouble keeps what a person was told.
func (f *Frontier) SaveTrouble(ctx context.Context, t Trouble) error {
	return f.Write(ctx, "save trouble", func(ctx context.Context, tr *db.Tx) error {
		return tr.Exec(ctx, `INSERT INTO troubles (trouble, cause, subject, since, told, line) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (trouble) DO UPDATE SET told = excluded.told, line = excluded.line`, t.Cause.String(), t.Cause.Kind,
			t.Cause.Subject, site.Stamp(t.Since), site.Stamp(t.Told), t.Line)
	})
}

// EndTrouble forgets a trouble that is over.
func (f *Frontier) EndTrouble(ctx context.Context, cause queue.Cause) error {
	return f.Write(ctx, "end trouble", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "DELETE FROM troubles WHERE trouble = ?", cause.String())
	})
}

// slowQueue is how far away the next try of a page lies that is tried now and then only: what it fails for is no news.
const slowQueue = 25 * time.Hour

// IsFailing reports whether pages that are tried again within a day could not be read for a cause: a status lasts while
// robots.txt answers with it in place of the pages.
func (f *Frontier) IsFailing(ctx context.Context, cause queue.Cause, now time.Time) (bool, error) {
	_, found, err := db.One[int](ctx, f.View(), `SELECT 1 FROM pages WHERE failing IS NOT NULL AND due <= ?
		AND cause = ? AND subject IN (?, ?) LIMIT 1`, site.Stamp(now.Add(slowQueue)), cause.Kind, cause.Subject,
		queue.Robots+cause.Subject)
	return found, db.Fault(f.Path(), "read queue", err)
}
