package store

import (
	"database/sql"
	"errors"
	"time"

	"mingpao/extract"
)

// Imported counts what an import did. Older are versions from before the one that the archive holds: they are left out.
type Imported struct{ New, Changed, Unchanged, Older int }

// HasPage tells whether a page, by the bytes as served, is in the archive already.
func (a *Archive) HasPage(body []byte) (bool, error) {
	var n int
	err := a.db.QueryRow("SELECT count(*) FROM captures WHERE sha256 = ?", hashOf(body)).Scan(&n)
	return n > 0, a.fault("import", err)
}

// Import keeps articles from saved pages, a batch a transaction. At is when a page was saved, and so when its article was seen.
func (a *Archive) Import(batch []Visit, now time.Time) (n Imported, err error) {
	err = a.write("import", func(tx *sql.Tx) error {
		for _, v := range batch {
			seen := now
			if !v.At.IsZero() {
				seen = v.At
			}
			older, err := isOlder(tx, v.Article, seen)
			if err != nil {
				return err
			}
			if older {
				n.Older++
				continue
			}
			article, outcome, err := a.saveArticle(tx, v.Article, v.Capture, seen)
			if err != nil {
				return err
			}
			if ref := v.Page.Ref; ref.ID != "" && (ref.ID != v.Article.ID || ref.Edition != v.Article.Edition) {
				if err := saveAlias(tx, ref, article, seen); err != nil {
					return err
				}
			}
			switch outcome {
			case New:
				n.New++
			case Changed:
				n.Changed++
			default:
				n.Unchanged++
			}
		}
		return nil
	})
	return n, err
}

// isOlder tells that the archive holds a version that was seen after a time.
func isOlder(tx *sql.Tx, art *extract.Article, seen time.Time) (bool, error) {
	var changed string
	err := tx.QueryRow("SELECT changed FROM articles WHERE edition = ? AND id = ?", art.Edition, art.ID).Scan(&changed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return changed > stamp(seen), err
}
