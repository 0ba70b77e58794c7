package store

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"mingpao/extract"
)

// Kept is an article with the page that its latest version was extracted from.
type Kept struct {
	Number  int64
	URL     string
	Hash    string // of the latest version's fields
	Capture Capture
}

// Pages yields every article's page, in the order of the archive. It holds one at a time.
func (a *Archive) Pages() iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		for last := int64(0); ; {
			k, err := a.pageAfter(last)
			if errors.Is(err, sql.ErrNoRows) {
				return
			}
			if !yield(k, err) || err != nil {
				return
			}
			last = k.Number
		}
	}
}

func (a *Archive) pageAfter(number int64) (Kept, error) {
	var k Kept
	var p packed
	err := a.db.QueryRow(`SELECT article, url, revisions.sha256, content_type, coalesce(dictionary, 0), data FROM articles JOIN revisions USING (article, revision) JOIN captures USING (capture)
		WHERE article > ? ORDER BY article LIMIT 1`, number).Scan(&k.Number, &k.URL, &k.Hash, &k.Capture.ContentType, &p.dictionary, &p.data)
	if errors.Is(err, sql.ErrNoRows) {
		return k, err
	}
	if err != nil {
		return k, a.fault("read pages", err)
	}
	if k.Capture.Body, err = a.unpack(p); err != nil {
		return k, fmt.Errorf("archive %s: unpack the page of article %d: %w", a.path, k.Number, err)
	}
	return k, nil
}

// Differs tells whether an article is another version than the kept one.
func (k Kept) Differs(art *extract.Article) bool { return k.Hash != fingerprint(art) }

// Reextract makes what today's rules say of an article's page its latest version, as a revision marked as such.
func (a *Archive) Reextract(k Kept, art *extract.Article, now time.Time) error {
	return a.write("reextract", func(tx *sql.Tx) error {
		var revision int
		var capture int64
		var seen string
		err := tx.QueryRow("SELECT articles.revision, capture, last_seen FROM articles JOIN revisions USING (article, revision) WHERE article = ?", k.Number).Scan(&revision, &capture, &seen)
		if err != nil {
			return err
		}
		if err := replaceArticle(tx, k.Number, revision+1, Reextracted, art, capture, now); err != nil {
			return err
		}
		_, err = tx.Exec("UPDATE articles SET last_seen = ? WHERE article = ?", seen, k.Number)
		return err
	})
}
