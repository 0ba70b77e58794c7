package store

import (
	"database/sql"
	"time"
)

// Imported counts what an import did.
type Imported struct{ New, Changed, Unchanged int }

// Import keeps articles from saved pages, a batch a transaction. The time is when each was saved: its Again field is not
// used, and an article is taken to have been seen then.
func (a *Archive) Import(batch []Visit, now time.Time) (n Imported, err error) {
	err = a.write("import", func(tx *sql.Tx) error {
		for _, v := range batch {
			seen := now
			if !v.At.IsZero() {
				seen = v.At
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
