package catalog

import (
	"context"
	"fmt"

	"mingpao/store/internal/db"
)

// Tombstone marks an article that was removed for good.
type Tombstone struct {
	Edition string `json:"edition"`
	ID      string `json:"id"`
	At      string `json:"at"`
	Reason  string `json:"reason"`
}

// Removed is the error of an article that was removed for good: there is none, and why.
type Removed struct{ Tombstone }

func (r *Removed) Error() string {
	return fmt.Sprintf("article %s %s was removed for good on %.10s", r.Edition, r.ID, r.At)
}

// Unwrap makes it one of an article that is not known.
func (r *Removed) Unwrap() error { return db.ErrUnknown }

// Removals lists what was removed, the latest first.
func (a *Catalog) Removals(ctx context.Context) ([]Tombstone, error) {
	all, err := db.Collect(ctx, a.View(), ScanTombstone,
		"SELECT edition, id, at, reason FROM removed ORDER BY at DESC, article")
	return all, db.Fault(a.Path(), "read removals", err)
}

func ScanTombstone(row db.Scanner) (t Tombstone, err error) {
	err = row.Scan(&t.Edition, &t.ID, &t.At, &t.Reason)
	return t, err
}

// RemovedArticles is how many articles were removed for good.
func (a *Catalog) RemovedArticles(ctx context.Context) (int, error) {
	n, _, err := db.One[int](ctx, a.View(), "SELECT count(*) FROM removed")
	return n, db.Fault(a.Path(), "read removals", err)
}
