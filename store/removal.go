package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"mingpao/extract/site"
)

// Removal is what the removal of an article takes away.
type Removal struct {
	Ref      site.Ref
	Title    string // "" where the archive holds no version of it
	Versions int
	Looks    int
	Pages    int        // that were stored and go
	Aliases  []site.Ref // identities that led to it, and of which nothing else was ever seen: they go with it
	Sharing  []site.Ref // articles whose looks need one of its pages: these stay, and the page
	Before   *Tombstone // it was removed before; nil: it was not

	number   int64
	names    []int64 // the article and its aliases
	looks    []sightingKey
	captures []int64
	sharing  []int64
}

// IsHere reports whether the archive holds anything of the article.
func (r Removal) IsHere() bool { return r.Title != "" || r.Looks > 0 }

// PlanRemoval is what Remove would take away, of each article.
func (a *Archive) PlanRemoval(ctx context.Context, refs []site.Ref) (all []Removal, err error) {
	for _, ref := range refs {
		r, err := a.at().removal(ctx, ref)
		if err != nil {
			return nil, fault(a.Path(), "look for what a removal takes away", err)
		}
		all = append(all, r)
	}
	return all, nil
}

// removal works out what goes with an article: looks that found it, looks at its address that found nothing else, and
// the pages that no other article's look needs.
func (v view) removal(ctx context.Context, ref site.Ref) (r Removal, err error) {
	r = Removal{Ref: ref, number: articleNumber(ref.Edition, ref.ID)}
	if r.Before, err = v.tombstone(ctx, r.number); err != nil {
		return r, err
	}
	err = v.row(ctx, "SELECT title, revision FROM heads WHERE article = ?", r.number).Scan(&r.Title, &r.Versions)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return r, err
	}
	if err := v.addNames(ctx, &r); err != nil {
		return r, err
	}
	if r.looks, err = v.looksOf(ctx, r.number, r.names); err != nil {
		return r, err
	}
	r.Looks = len(r.looks)
	err = v.addPages(ctx, &r)
	r.Pages = len(r.captures)
	return r, err
}

func (v view) tombstone(ctx context.Context, article int64) (*Tombstone, error) {
	t, err := scanTombstone(v.row(ctx, "SELECT edition, id, at, reason FROM removed WHERE article = ?", article))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &t, err
}

// addNames adds the identities that go with an article: those that led to it and have no looks of their own.
func (v view) addNames(ctx context.Context, r *Removal) error {
	r.names = []int64{r.number}
	aliases, err := v.aliasesOf(ctx, r.number)
	if err != nil {
		return err
	}
	for _, a := range aliases {
		_, isOwn, err := one[int](ctx, v, "SELECT 1 FROM readings WHERE article = ? LIMIT 1", a.number)
		if err != nil {
			return err
		}
		if !isOwn {
			r.names = append(r.names, a.number)
			r.Aliases = append(r.Aliases, identityOf(a.number, a.url))
		}
	}
	return nil
}

// looksOf are the looks that found an article, and those at the addresses of its names that found no other.
func (v view) looksOf(ctx context.Context, article int64, names []int64) ([]sightingKey, error) {
	looks, err := collect(ctx, v, scanKey, `SELECT s.address, at, source, outcome, s.capture, detail, s.run
		FROM readings AS r JOIN sightings AS s USING (capture, address) WHERE r.article = ?`, article)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		others, err := collect(ctx, v, scanKey, `SELECT s.address, at, source, outcome, s.capture, detail, s.run
			FROM addresses AS a JOIN sightings AS s USING (address)
			LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
			WHERE a.article = ? AND coalesce(r.article, 0) = 0`, name)
		if err != nil {
			return nil, err
		}
		looks = append(looks, others...)
	}
	return looks, nil
}

// addPages adds the pages of the looks that nobody else needs, and the articles that need the others.
func (v view) addPages(ctx context.Context, r *Removal) error {
	met := map[int64]bool{0: true}
	for _, l := range r.looks {
		if met[l.capture] {
			continue
		}
		met[l.capture] = true
		others, err := collect(ctx, v, single[int64], `SELECT DISTINCT r.article FROM sightings AS s
			JOIN readings AS r USING (capture, address) WHERE s.capture = ? AND r.article NOT IN (0, ?)`, l.capture, r.number)
		if err != nil {
			return err
		}
		if len(others) == 0 {
			r.captures = append(r.captures, l.capture)
			continue
		}
		r.sharing = append(r.sharing, others...)
	}
	slices.Sort(r.sharing)
	for _, n := range slices.Compact(r.sharing) {
		url, _, err := one[string](ctx, v, "SELECT url FROM addresses WHERE article = ? LIMIT 1", n)
		if err != nil {
			return err
		}
		r.Sharing = append(r.Sharing, identityOf(n, url))
	}
	return nil
}
