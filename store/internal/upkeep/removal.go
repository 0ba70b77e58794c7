package upkeep

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Removal is what the removal of an article takes away.
type Removal struct {
	Ref      site.Ref
	Title    string // "" where the archive holds no version of it
	Versions int
	Looks    int
	Pages    int                // that were stored and go
	Pictures int                // that no other article shows, and go
	Bytes    int64              // of these
	Aliases  []site.Ref         // identities that led to it, and of which nothing else was ever seen: they go with it
	Sharing  []site.Ref         // articles whose looks need one of its pages: these stay, and the page
	Before   *catalog.Tombstone // it was removed before; nil: it was not

	number   int64
	names    []int64 // the article and its aliases
	looks    []record.SightingKey
	captures []int64
	sharing  []int64
	pictures shown
}

// IsHere reports whether the archive holds anything of the article.
func (r Removal) IsHere() bool { return r.Title != "" || r.Looks > 0 }

// PlanRemoval is what Remove would take away, of each article.
func PlanRemoval(ctx context.Context, d *db.DB, refs []site.Ref) (all []Removal, err error) {
	for _, ref := range refs {
		r, err := planOf(ctx, d.View(), ref, refs)
		if err != nil {
			return nil, db.Fault(d.Path(), "look for what a removal takes away", err)
		}
		all = append(all, r)
	}
	return all, nil
}

// planOf works out what goes with an article: looks that found it, looks at its address that found nothing else, and
// the pages that no other article's look needs. It goes with others: what only they show goes, too.
func planOf(ctx context.Context, v db.View, ref site.Ref, with []site.Ref) (r Removal, err error) {
	r = Removal{Ref: ref, number: ident.ArticleNumber(ref.Edition, ref.ID)}
	if r.Before, err = tombstone(ctx, v, r.number); err != nil {
		return r, err
	}
	err = v.Row(ctx, "SELECT title, revision FROM heads WHERE article = ?", r.number).Scan(&r.Title, &r.Versions)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return r, err
	}
	if err := addNames(ctx, v, &r); err != nil {
		return r, err
	}
	if r.looks, err = looksOf(ctx, v, r.number, r.names); err != nil {
		return r, err
	}
	r.Looks = len(r.looks)
	if err = addPages(ctx, v, &r); err == nil {
		err = addPictures(ctx, v, &r, with)
	}
	r.Pages = len(r.captures)
	return r, err
}

func tombstone(ctx context.Context, v db.View, article int64) (*catalog.Tombstone, error) {
	t, err := catalog.ScanTombstone(v.Row(ctx, "SELECT edition, id, at, reason FROM removed WHERE article = ?", article))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &t, err
}

// addNames adds the identities that go with an article: those that led to it and have no looks of their own.
func addNames(ctx context.Context, v db.View, r *Removal) error {
	r.names = []int64{r.number}
	aliases, err := ident.AliasesOf(ctx, v, r.number)
	if err != nil {
		return err
	}
	for _, a := range aliases {
		_, isOwn, err := db.One[int](ctx, v, "SELECT 1 FROM readings WHERE article = ? LIMIT 1", a.Number)
		if err != nil {
			return err
		}
		if !isOwn {
			r.names = append(r.names, a.Number)
			r.Aliases = append(r.Aliases, ident.IdentityOf(a.Number, a.Url))
		}
	}
	return nil
}

// looksOf are the looks that found an article, and those at the addresses of its names that found no other.
func looksOf(ctx context.Context, v db.View, article int64, names []int64) ([]record.SightingKey, error) {
	looks, err := db.Collect(ctx, v, record.ScanKey, "SELECT "+record.KeyColumns+`
		FROM readings AS r JOIN sightings AS s USING (capture, address) WHERE r.article = ?`, article)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		others, err := db.Collect(ctx, v, record.ScanKey, "SELECT "+record.KeyColumns+`
			FROM addresses AS a JOIN sightings AS s USING (address)
			LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
			WHERE a.article = ? AND coalesce(r.article, 0) = 0`, name)
		if err != nil {
			return nil, err
		}
		looks = append(looks, others...)
	}
	namers, err := namersOf(ctx, v, names)
	for _, l := range namers {
		if !slices.Contains(looks, l) {
			looks = append(looks, l)
		}
	}
	return looks, err
}

// namersOf are the looks that name an address of an article as the one where their page is, as records of web archives
// do: they hold the address.
func namersOf(ctx context.Context, v db.View, names []int64) ([]record.SightingKey, error) {
	all, err := db.Collect(ctx, v, record.ScanKey,
		"SELECT "+record.KeyColumns+" FROM sightings AS s WHERE detail >= 'of ' AND detail < 'of!'")
	return slices.DeleteFunc(all, func(k record.SightingKey) bool {
		o, _ := record.OriginalOf(k.Detail)
		ref, known := site.ParseURL(o.URL)
		return !known || !slices.Contains(names, ident.ArticleNumber(ref.Edition, ref.ID))
	}), err
}

// addPages adds the pages of the looks that no one else needs, and the articles that need the others.
func addPages(ctx context.Context, v db.View, r *Removal) error {
	met := map[int64]bool{0: true}
	for _, l := range r.looks {
		if met[l.Capture] {
			continue
		}
		met[l.Capture] = true
		others, err := db.Collect(ctx, v, db.Column[int64], `SELECT DISTINCT r.article FROM sightings AS s
			JOIN readings AS r USING (capture, address) WHERE s.capture = ? AND r.article NOT IN (0, ?)`, l.Capture, r.number)
		if err != nil {
			return err
		}
		if len(others) == 0 {
			r.captures = append(r.captures, l.Capture)
			continue
		}
		r.sharing = append(r.sharing, others...)
	}
	slices.Sort(r.sharing)
	for _, n := range slices.Compact(r.sharing) {
		url, _, err := db.One[string](ctx, v, "SELECT url FROM addresses WHERE article = ? LIMIT 1", n)
		if err != nil {
			return err
		}
		r.Sharing = append(r.Sharing, ident.IdentityOf(n, url))
	}
	return nil
}
