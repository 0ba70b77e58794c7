package frontier

import (
	"context"
	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"strings"
	"time"
)

// Trouble is what a person was told of that lasts.
type Trouble struct {
	Name  string // what it is known by
	Since time.Time
	Told  time.Time // last
	Line  string
}

// Troubles are those that last.
func (a *Frontier) Troubles(ctx context.Context) ([]Trouble, error) {
	scan := func(row db.Scanner) (t Trouble, err error) {
		var since, told string
		err = row.Scan(&t.Name, &since, &told, &t.Line)
		t.Since, t.Told = site.ParseStamp(since), site.ParseStamp(told)
		return t, err
	}
	all, err := db.Collect(ctx, a.At(), scan, "SELECT trouble, since, told, line FROM troubles ORDER BY since, trouble")
	return all, db.Fault(a.Path(), "read troubles", err)
}

// SaveTrouble keeps what a person was told.
func (a *Frontier) SaveTrouble(ctx context.Context, t Trouble) error {
	return a.Write(ctx, "save trouble", func(ctx context.Context, tr *db.Tx) error {
		return tr.Exec(ctx, `INSERT INTO troubles (trouble, since, told, line) VALUES (?, ?, ?, ?)
			ON CONFLICT (trouble) DO UPDATE SET told = excluded.told, line = excluded.line`, t.Name, site.Stamp(t.Since),
			site.Stamp(t.Told), t.Line)
	})
}

// EndTrouble forgets a trouble that is over.
func (a *Frontier) EndTrouble(ctx context.Context, name string) error {
	return a.Write(ctx, "end trouble", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, "DELETE FROM troubles WHERE trouble = ?", name)
	})
}

// slowQueue is how far away the next try of a page lies that is tried now and then only: what it fails for is no news.
const slowQueue = 25 * time.Hour

// IsFailing tells whether pages that are tried again within a day could not be read for a reason. The dots in it
// stand for anything.
func (a *Frontier) IsFailing(ctx context.Context, reason string, now time.Time) (bool, error) {
	pattern := "%" + strings.ReplaceAll(reason, "…", "%") + "%"
	_, found, err := db.One[int](ctx, a.At(), `SELECT 1 FROM pages WHERE failing IS NOT NULL AND due <= ?
		AND last_error LIKE ? LIMIT 1`,
		site.Stamp(now.Add(slowQueue)), pattern)
	return found, db.Fault(a.Path(), "read queue", err)
}
