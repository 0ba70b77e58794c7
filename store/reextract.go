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

	hash    string
	fields  string
	capture int64
	address int64
}

// Pages yields every page of the archive with its reading, article by article. It holds one at a time. A page that is
// damaged is a *Damaged error; the others follow.
func (a *Archive) Pages(ctx context.Context) iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		v := a.at(ctx)
		type key struct{ capture, address int64 }
		keys, err := collect(v, func(row scanner) (k key, err error) {
			err = row.Scan(&k.capture, &k.address)
			return k, err
		}, "SELECT capture, address FROM readings ORDER BY article, capture, address")
		if err != nil {
			yield(Kept{}, fault(a.path, "read pages", err))
			return
		}
		for _, k := range keys {
			if ctx.Err() != nil {
				yield(Kept{}, fault(a.path, "read pages", ctx.Err()))
				return
			}
			kept, err := v.kept(k.capture, k.address)
			if isDamage(err) {
				err = &Damaged{a.nameOf(ctx, kept.Article), err}
			}
			if !yield(kept, err) {
				return
			}
		}
	}
}

func (v view) kept(capture, address int64) (k Kept, err error) {
	k = Kept{capture: capture, address: address}
	err = v.row("SELECT article, refusal, sha256, fields FROM readings WHERE capture = ? AND address = ?", capture,
		address).
		Scan(&k.Article, &k.Refusal, &k.hash, &k.fields)
	if err != nil {
		return k, err
	}
	if k.URL, _, err = one[string](v, "SELECT url FROM addresses WHERE address = ?", address); err != nil {
		return k, err
	}
	k.Capture, err = v.capture(capture)
	return k, err
}

// Differs tells whether an article is another than what the page was read as.
func (k Kept) Differs(art *extract.Article) bool { return k.hash != fingerprint(art) }

// Before is what the page was read as; nil where it held no article.
func (a *Archive) Before(ctx context.Context, k Kept) (*extract.Article, error) {
	var data, body string
	if k.Article == 0 {
		return nil, nil
	}
	err := a.at(ctx).row("SELECT fields, body FROM readings JOIN texts USING (text) WHERE capture = ? AND address = ?",
		k.capture, k.address).
		Scan(&data, &body)
	if err != nil {
		return nil, fault(a.path, fmt.Sprintf("read article %d", k.Article), err)
	}
	art, err := articleOf(data, body)
	return &art, fault(a.path, fmt.Sprintf("read article %d", k.Article), err)
}

// Reextract keeps what a program made of a page in place of what another one did, where anything differs. It is no
// change of the article.
func (a *Archive) Reextract(ctx context.Context, run int64, k Kept, art *extract.Article) error {
	if k.hash == fingerprint(art) && k.fields == fieldsOf(art) {
		return nil
	}
	return a.write(ctx, "reextract", func(t *tx) error {
		if err := t.saveReading(k.capture, k.address, run, reading{article: art}); err != nil {
			return err
		}
		return t.rebuildTouched(run)
	})
}
