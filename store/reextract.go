package store

import (
	"context"
	"fmt"
	"iter"

	"mingpao/extract"
)

// Kept is a page that an article was read from, or that no program could read yet.
type Kept struct {
	Article int64 // 0: none
	URL     string
	Refusal string // why the page held no article
	Capture Capture
	Key     PageKey

	hash   string
	fields string
}

// Pages yields every page of the archive with its reading, article by article. It holds one at a time. A page that is
// damaged is a *Damaged error; the others follow.
func (a *Archive) Pages(ctx context.Context) iter.Seq2[Kept, error] {
	return until(ctx, a, "read pages", func(yield func(Kept, error) bool) {
		v := a.at()
		keys, err := collect(ctx, v, func(row scanner) (k PageKey, err error) {
			err = row.Scan(&k.capture, &k.address)
			return k, err
		}, "SELECT capture, address FROM readings ORDER BY article, capture, address")
		if err != nil {
			yield(Kept{}, fault(a.Path(), "read pages", err))
			return
		}
		for _, k := range keys {
			kept, err := v.kept(ctx, k)
			if isDamage(err) {
				err = &Damaged{a.nameOf(ctx, kept.Article), err}
			}
			if !yield(kept, err) {
				return
			}
		}
	})
}

func (v view) kept(ctx context.Context, key PageKey) (k Kept, err error) {
	k.Key = key
	err = v.row(ctx, "SELECT article, refusal, sha256, fields FROM readings WHERE capture = ? AND address = ?", key.capture,
		key.address).Scan(&k.Article, &k.Refusal, &k.hash, &k.fields)
	if err != nil {
		return k, err
	}
	if k.URL, _, err = one[string](ctx, v, "SELECT url FROM addresses WHERE address = ?", key.address); err != nil {
		return k, err
	}
	k.Capture, err = v.capture(ctx, key.capture)
	return k, err
}

// Differs tells whether an article is another than what the page was read as.
func (k Kept) Differs(art *extract.Article) bool { return k.hash != fingerprint(art) }

// Before is what the page was read as; nil where it held no article, or its text is lost.
func (a *Archive) Before(ctx context.Context, k Kept) (*extract.Article, error) {
	if k.Article == 0 {
		return nil, nil
	}
	before, err := a.at().before(ctx, k.Key)
	return before, fault(a.Path(), fmt.Sprintf("read article %d", k.Article), err)
}

// Reextract keeps what a program made of a page in place of what another one did, where anything differs. It is no
// change of the article. Pages of its article that another program read are read again with it, lest they differ by the
// rules alone: those that are another article to a reader now are returned.
func (a *Archive) Reextract(ctx context.Context, run int64, k Kept, art *extract.Article) (others []Rewritten, err error) {
	if k.hash == fingerprint(art) && k.fields == fieldsOf(art) {
		return nil, nil
	}
	err = a.record(ctx, "reextract", func(ctx context.Context, t *writer) error {
		t.rewritten = func(r Rewritten) { others = append(others, r) }
		if err := t.saveReading(ctx, k.Key.capture, k.Key.address, run, reading{article: art}); err != nil {
			return err
		}
		return t.rebuildTouched(ctx, run)
	})
	if err != nil {
		return nil, err
	}
	return others, nil
}
