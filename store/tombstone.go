package store

import "context"

// Tombstone stands where an article was removed for good.
type Tombstone struct {
	Edition string `json:"edition"`
	ID      string `json:"id"`
	At      string `json:"at"`
	Reason  string `json:"reason"`
}

// Removals lists what was removed, the latest first.
func (a *Archive) Removals(ctx context.Context) ([]Tombstone, error) {
	all, err := collect(ctx, a.at(), scanTombstone, "SELECT edition, id, at, reason FROM removed ORDER BY at DESC, article")
	return all, fault(a.Path(), "read removals", err)
}

func scanTombstone(row scanner) (t Tombstone, err error) {
	err = row.Scan(&t.Edition, &t.ID, &t.At, &t.Reason)
	return t, err
}

// RemovedArticles is how many articles were removed for good.
func (a *Archive) RemovedArticles(ctx context.Context) (int, error) {
	n, _, err := one[int](ctx, a.at(), "SELECT count(*) FROM removed")
	return n, fault(a.Path(), "read removals", err)
}
