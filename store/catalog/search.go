package catalog

import (
	"context"
	"iter"

	"mingpao/store/internal/db"
	"mingpao/store/search"
)

// Query is a search for an expression among the articles that a filter admits.
type Query struct {
	search.Expression
	Filter
}

// Search yields the articles for which an expression holds, the newest first unless the filter says otherwise. The
// index decides. It goes on after a damaged article as Articles does.
func (a *Catalog) Search(ctx context.Context, q Query) iter.Seq2[*Article, error] {
	return db.Until(ctx, a.DB, "search", func(yield func(*Article, error) bool) {
		query, args, err := a.searchQuery(ctx, q)
		if err != nil {
			yield(nil, err)
			return
		}
		for found, err := range a.articles(ctx, "search", q.Filter, query, args...) {
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
func (a *Catalog) searchQuery(ctx context.Context, q Query) (string, []any, error) {
	c, err := a.conditions(ctx, q)
	where, args := c.where()
	return "SELECT heads.article FROM heads" + where + q.order(), args, err
}

// conditions are those of a query on the table heads.
func (a *Catalog) conditions(ctx context.Context, q Query) (conditions, error) {
	c := q.Filter.conditions()
	if !q.IsAny() {
		return c, nil
	}
	found, values := whereExpression(q.Expression)
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

// findsMany reports whether the index finds more than is looked up one by one.
func (a *Catalog) findsMany(ctx context.Context, e search.Expression) (bool, error) {
	match := e.Match()
	if match == "" {
		return false, nil
	}
	hits, _, err := db.One[int](ctx, a.View(),
		"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", match, fewHits+1)
	return hits > fewHits, db.Fault(a.Path(), "search", err)
}
