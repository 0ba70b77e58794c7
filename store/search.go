package store

import (
	"fmt"
	"iter"
)

// Query is a search for an expression among the articles that a filter admits.
type Query struct {
	Expression
	Filter
}

// Search yields the articles for which an expression holds, the newest first unless the filter says otherwise. The index decides.
func (a *Archive) Search(q Query) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		query, args, err := a.searchQuery(q)
		if err != nil {
			yield(nil, err)
			return
		}
		for found, err := range a.articles(query, args...) {
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
func (a *Archive) searchQuery(q Query) (string, []any, error) {
	where, args := q.Filter.where()
	found, values := q.Expression.where()
	if match := q.match(); match != "" {
		var hits int
		if err := a.db.QueryRow("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", match, fewHits+1).Scan(&hits); err != nil {
			return "", nil, a.fault("search", err)
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
	query, args := "SELECT "+articleColumns+" FROM articles"+where+q.order(), append(args, values...)
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	return query, args, nil
}

// Number returns the article with a number.
func (a *Archive) Number(number int64) (*Article, error) {
	found, err := scanArticle(a.db.QueryRow("SELECT "+articleColumns+" FROM articles WHERE article = ?", number))
	if err != nil {
		return nil, a.fault(fmt.Sprintf("read article %d", number), err)
	}
	return found, nil
}

// Optimize brings the index into its smallest and fastest form.
func (a *Archive) Optimize() error {
	_, err := a.db.Exec("INSERT INTO search (search) VALUES ('optimize')")
	return a.fault("optimize", err)
}
