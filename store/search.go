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

// Search yields the articles for which an expression holds, the newest first unless the filter says otherwise. The index
// decides. It goes on behind a damaged article as Articles does.
func (a *Archive) Search(ctx context.Context, q Query) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
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
	}
}

// fewHits is how many hits are looked up one by one and sorted then.
const fewHits = 2000

// searchQuery is the statement of a search. Few hits are looked up one by one; many are found faster by going through the index
// that has the order of the results, which the plus sign makes SQLite do.
func (a *Archive) searchQuery(ctx context.Context, q Query) (string, []any, error) {
	where, args := q.Filter.where()
	found, values := q.Expression.where()
	if match := q.match(); match != "" {
		hits, _, err := one[int](a.at(ctx), "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", match, fewHits+1)
		if err != nil {
			return "", nil, fault(a.path, "search", err)
		}
		if hits > fewHits {
			found = "+" + found
		}
	}
	if where == "" {
		where = " WHERE " + found
	} else {
		where += " AND " + found
	}
	return "SELECT heads.article FROM heads" + where + q.order(), append(args, values...), nil
}
