package upkeep

import (
	"context"
	"fmt"
	"iter"

	"mingpao/extract"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Kept is a page that an article was read from, or that no program could read yet.
type Kept struct {
	Article int64 // 0: none
	URL     string
	Refusal string // why the page held no article
	Capture captures.Capture
	Key     captures.PageKey

	hash   string
	fields string
}

// Pages yields every page of the archive with its reading, article by article. It holds one at a time. A page that is
// damaged is a *Damaged error; the others follow.
func Pages(ctx context.Context, d *db.DB) iter.Seq2[Kept, error] {
	return db.Until(ctx, d, "read pages", func(yield func(Kept, error) bool) {
		v := d.View()
		keys, err := db.Collect(ctx, v, func(row db.Scanner) (k captures.PageKey, err error) {
			err = row.Scan(&k.Capture, &k.Address)
			return k, err
		}, "SELECT capture, address FROM readings ORDER BY article, capture, address")
		if err != nil {
			yield(Kept{}, db.Fault(d.Path(), "read pages", err))
			return
		}
		for _, k := range keys {
			kept, err := kept(ctx, v, k)
			if db.IsDamage(err) {
				err = &db.Damaged{Article: catalog.New(d).NameOf(ctx, kept.Article), Err: err}
			}
			if !yield(kept, err) {
				return
			}
		}
	})
}

func kept(ctx context.Context, v db.View, key captures.PageKey) (k Kept, err error) {
	k.Key = key
	err = v.Row(ctx, "SELECT article, refusal, sha256, fields FROM readings WHERE capture = ? AND address = ?",
		key.Capture, key.Address).Scan(&k.Article, &k.Refusal, &k.hash, &k.fields)
	if err != nil {
		return k, err
	}
	if k.URL, _, err = db.One[string](ctx, v, "SELECT url FROM addresses WHERE address = ?", key.Address); err != nil {
		return k, err
	}
	k.Capture, err = captures.Load(ctx, v, key.Capture)
	return k, err
}

// Differs reports whether an article is another than what the page was read as.
func (k Kept) Differs(art *extract.Article) bool { return k.hash != captures.Fingerprint(art) }

// Before is what the page was read as; nil where it held no article, or its text is lost.
func Before(ctx context.Context, d *db.DB, k Kept) (*extract.Article, error) {
	if k.Article == 0 {
		return nil, nil
	}
	before, err := captures.ReadAs(ctx, d.View(), k.Key)
	return before, db.Fault(d.Path(), fmt.Sprintf("read article %d", k.Article), err)
}

// Reextract keeps what a program made of a page in place of what another one did, where anything differs. It is no
// change of the article. Pages of its article that another program read are read again with it, lest they differ by the
// rules alone: those that are another article to a reader now are returned.
func Reextract(ctx context.Context, d *db.DB, run int64, k Kept, art *extract.Article) (
	others []record.Rewritten, err error) {
	if k.hash == captures.Fingerprint(art) && k.fields == captures.FieldsOf(art) {
		return nil, nil
	}
	err = record.Write(ctx, d, "reextract", func(ctx context.Context, t *record.Writer) error {
		_, isSeen, err := db.One[int](ctx, t.View, "SELECT 1 FROM sightings WHERE address = ? AND +capture = ? LIMIT 1",
			k.Key.Address, k.Key.Capture) // by the table itself: an index may hold what is lost
		if !isSeen || err != nil { // its look is lost: what is kept of the article is all there is
			return err
		}
		t.Rewritten = func(r record.Rewritten) { others = append(others, r) }
		if err := t.SaveReading(ctx, k.Key.Capture, k.Key.Address, run, captures.Reading{Article: art}); err != nil {
			return err
		}
		return t.RebuildTouched(ctx, run)
	})
	if err != nil {
		return nil, err
	}
	return others, nil
}
