package store

import (
	"context"
	"mingpao/extract/site"
	"slices"
)

// alias is another identity that answers with an article.
type alias struct {
	number int64
	url    string
	seen   string
}

func numbers(aliases []alias) []int64 {
	all := make([]int64, len(aliases))
	for i, a := range aliases {
		all[i] = a.number
	}
	return all
}

// aliasesOf are the identities that last answered with an article, and from which the site leads to it. A page that was
// served or kept at another's address by mistake makes none.
func (v view) aliasesOf(ctx context.Context, article int64) ([]alias, error) {
	scan := func(row scanner) (a alias, err error) {
		err = row.Scan(&a.number, &a.url, &a.seen)
		return a, err
	}
	asked, err := collect(ctx, v, scan, `SELECT a.article, min(a.url), min(s.at) FROM readings AS r
		JOIN sightings AS s USING (capture, address)
		JOIN addresses AS a USING (address) WHERE r.article = ?1 AND a.article NOT IN (0, ?1) GROUP BY a.article
			ORDER BY a.article`, article)
	if err != nil {
		return nil, err
	}
	var own []alias
	for _, a := range asked {
		if !identityOf(a.number, a.url).LeadsTo(identityOf(article, "")) {
			continue
		}
		target, _, err := one[int64](ctx, v, `SELECT r.article FROM addresses AS a JOIN sightings AS s USING (address)
			JOIN readings AS r USING (capture, address) WHERE a.article = ? AND r.article <> 0
				ORDER BY s.at DESC, r.sha256 LIMIT 1`, a.number)
		if err != nil {
			return nil, err
		}
		if target == article {
			own = append(own, a)
		}
	}
	return own, nil
}

// target is where an article is fetched: an alias leads to the page that answers for it.
func (t *tx) target(ctx context.Context, ref site.Ref) (site.Ref, error) {
	url, found, err := one[string](ctx, t.view, `SELECT json_extract(fields, '$.url') FROM aliases JOIN heads USING (article)
		JOIN readings USING (capture, address)
		WHERE aliases.edition = ? AND aliases.id = ?`, ref.Edition, ref.ID)
	if other, ok := site.ParseURL(url); found && ok {
		ref = other
	}
	return ref, err
}

// isRemoved tells that one of the articles was removed for good.
func (v view) isRemoved(ctx context.Context, articles ...int64) (bool, error) {
	for i, n := range articles {
		if n == 0 || slices.Contains(articles[:i], n) {
			continue
		}
		if _, found, err := one[int](ctx, v, "SELECT 1 FROM removed WHERE article = ?", n); found || err != nil {
			return found, err
		}
	}
	return false, nil
}
