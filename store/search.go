package store

import (
	"context"
	"iter"
)

// Query is a search for an expression among the articles that a filter admits.
type Query struct {
	Expression
	Filter
}

// Search yields the articles for which an expression holds, the newest first unless the filter says otherwise. The
// index decides. It goes on behind a damaged article as Articles does.
func (a *Archive) Search(ctx context.Context, q Query) iter.Seq2[*Article, error] {
	return until(ctx, a, "search", func(yield func(*Article, error) bool) {
		query, args, err := a.searchQuery(ctx, q)
		if err != nil {
			yield(nil, err)
			return
		}
		for found, err := range a.articles(ctx, "search", query, q.Limit, args...) {
			if !yield(found, err) {
				return
			}
		}
	})
}

// fewHits is how many hits are looked up one by one and sorted then.
const fewHits = 2000

// searchQuery is the statement of a search. Few hits are looked up one by one; many are found faster by going through
// the index that has the order of the results, which the plus sign in front of the condition makes SQLite do.
func (a *Archive) searchQuery(ctx context.Context, q Query) (string, []any, error) {
	c, err := a.conditions(ctx, q)
	where, args := c.where()
	return "SELECT heads.article FROM heads" + where + q.order(), args, err
}

// conditions are those of a query on the table heads.
func (a *Archive) conditions(ctx context.Context, q Query) (conditions, error) {
	c := q.Filter.conditions()
	if !q.IsAny() {
		return c, nil
	}
	found, values := q.Expression.where()
	many, err := a.findsMany(ctx, q.Expression)
	if err != nil {
		return c, err
	}
	if many {
		found = "+" + found
	}
	c.add(found, values...)
	return c, nil
}

// findsMany tells whether the index finds more than is looked up one by one.
func (a *Archive) findsMany(ctx context.Context, e Expression) (bool, error) {
	match := e.match()
	if match == "" {
		return false, nil
	}
	hits, _, err := one[int](ctx, a.at(), "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", match,
		fewHits+1)
	return hits > fewHits, fault(a.Path(), "search", err)
}
