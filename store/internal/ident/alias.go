package ident

import (
	"context"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
)

// Alias is another identity that answers with an article.
type Alias struct {
	Number int64
	Url    string
	Seen   string
}

func Numbers(aliases []Alias) []int64 {
	all := make([]int64, len(aliases))
	for i, a := range aliases {
		all[i] = a.Number
	}
	return all
}

// counts is the condition of looks s at pages that were read as r, by witnesses w, that count: they were not taken
// back, and where their time is only a file's date, no other was recorded of the page.
const counts = ` s.retraction = 0 AND NOT (w.source = 'file-time' AND s.outcome = 'page' AND EXISTS (SELECT 1
	FROM sightings AS other JOIN readings AS same USING (capture, address)
	JOIN witnesses AS who ON who.witness = other.witness
	WHERE other.capture = s.capture AND same.article = r.article AND other.outcome = 'page' AND other.retraction = 0
		AND who.source <> 'file-time')) `

// AliasesOf are the identities that last answered with an article, and from which the site leads to it. A page that was
// served or kept at another's address by mistake makes none.
func AliasesOf(ctx context.Context, v db.View, article int64) ([]Alias, error) {
	scan := func(row db.Scanner) (a Alias, err error) {
		err = row.Scan(&a.Number, &a.Url, &a.Seen)
		return a, err
	}
	asked, err := db.Collect(ctx, v, scan, `SELECT a.article, min(a.url), min(s.at) FROM readings AS r
		JOIN sightings AS s USING (capture, address)
		JOIN addresses AS a USING (address) JOIN witnesses AS w USING (witness)
		WHERE r.article = ?1 AND a.article NOT IN (0, ?1) AND`+counts+`GROUP BY a.article ORDER BY a.article`, article)
	if err != nil {
		return nil, err
	}
	var own []Alias
	for _, a := range asked {
		if !IdentityOf(a.Number, a.Url).LeadsTo(IdentityOf(article, "")) {
			continue
		}
		target, _, err := db.One[int64](ctx, v, `SELECT r.article FROM addresses AS a JOIN sightings AS s USING (address)
			JOIN readings AS r USING (capture, address) JOIN witnesses AS w USING (witness)
			WHERE a.article = ? AND r.article <> 0 AND`+counts+`ORDER BY s.at DESC, r.sha256 LIMIT 1`, a.Number)
		if err != nil {
			return nil, err
		}
		if target == article {
			own = append(own, a)
		}
	}
	return own, nil
}

// Target is where an article is fetched: an alias leads to the page that answers for it.
func Target(ctx context.Context, t *db.Tx, ref site.Ref) (site.Ref, error) {
	url, found, err := db.One[string](ctx, t.View, `SELECT json_extract(fields, '$.url') FROM aliases
		JOIN heads USING (article)
		JOIN readings USING (capture, address)
		WHERE aliases.edition = ? AND aliases.id = ?`, ref.Edition, ref.ID)
	if other, ok := site.ParseURL(url); found && ok {
		ref = other
	}
	return ref, err
}

// IsRemoved reports whether one of the articles was removed for good.
func IsRemoved(ctx context.Context, v db.View, articles ...int64) (bool, error) {
	for i, n := range articles {
		if n == 0 || slices.Contains(articles[:i], n) {
			continue
		}
		if _, found, err := db.One[int](ctx, v, "SELECT 1 FROM removed WHERE article = ?", n); found || err != nil {
			return found, err
		}
	}
	return false, nil
}
