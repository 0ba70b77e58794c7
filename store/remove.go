package store

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"mingpao/extract/site"
)

// Tombstone stands where an article was removed for good.
type Tombstone struct {
	Edition string `json:"edition"`
	ID      string `json:"id"`
	At      string `json:"at"`
	Reason  string `json:"reason"`
}

// Removals lists what was removed, the latest first.
func (a *Archive) Removals(ctx context.Context) ([]Tombstone, error) {
	all, err := collect(a.at(ctx), func(row scanner) (t Tombstone, err error) {
		err = row.Scan(&t.Edition, &t.ID, &t.At, &t.Reason)
		return t, err
	}, "SELECT edition, id, at, reason FROM removed ORDER BY at DESC, article")
	return all, fault(a.path, "read removals", err)
}

// isRemoved tells that one of the articles was removed for good.
func (v view) isRemoved(articles ...int64) (bool, error) {
	for i, n := range articles {
		if n == 0 || slices.Contains(articles[:i], n) {
			continue
		}
		if _, found, err := one[int](v, "SELECT 1 FROM removed WHERE article = ?", n); found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// keptAway is isRemoved for those who remove nothing: in most archives nothing ever was.
func (t *tx) keptAway(articles ...int64) (bool, error) {
	if t.removals == 0 {
		n, _, err := one[int](t.view, "SELECT count(*) FROM removed")
		if err != nil {
			return false, err
		}
		t.removals = n + 1
	}
	if t.removals == 1 {
		return false, nil
	}
	return t.isRemoved(articles...)
}

// Remove removes articles for good: texts, versions, pages, sightings, index, and what other pages were packed with
// that held them. A tombstone keeps each from coming back. The file is written anew, so that no freed byte of it is
// left.
func (a *Archive) Remove(ctx context.Context, refs []site.Ref, reason string, now time.Time) error {
	if _, err := a.db.ExecContext(ctx, "PRAGMA secure_delete = ON"); err != nil {
		return fault(a.path, "remove", err)
	}
	err := a.write(ctx, "remove", func(t *tx) error {
		for _, r := range refs {
			if err := t.remove(r, reason, now); err != nil {
				return fmt.Errorf("article %s: %w", r.ID, err)
			}
		}
		return t.removeVanished(reason, now)
	})
	if err != nil {
		return err
	}
	a.zip.forget() // a dictionary in use may be one that was made anew
	return a.Vacuum(ctx)
}

// removeVanished works out the articles that lost pages. One that has none left was the same bytes under another
// address: it is removed for good, too.
func (t *tx) removeVanished(reason string, now time.Time) error {
	lost := slices.Sorted(maps.Keys(t.touched))
	if err := t.rebuildTouched(0); err != nil {
		return err
	}
	for _, article := range lost {
		_, kept, err := one[int](t.view, "SELECT 1 FROM heads WHERE article = ? UNION ALL SELECT 1 FROM removed WHERE article = ?1", article)
		if err != nil {
			return err
		}
		if kept {
			continue
		}
		url, _, err := one[string](t.view, "SELECT url FROM addresses WHERE article = ?", article)
		if err != nil {
			return err
		}
		if err := t.entomb(article, identityOf(article, url), reason, now); err != nil {
			return err
		}
	}
	return nil
}

// entomb leaves a tombstone, which keeps an article from coming back.
func (t *tx) entomb(article int64, ref site.Ref, reason string, now time.Time) error {
	return t.exec("INSERT OR REPLACE INTO removed (article, edition, id, at, reason) VALUES (?, ?, ?, ?, ?)",
		article, ref.Edition, ref.ID, stamp(now), reason)
}

func (t *tx) remove(ref site.Ref, reason string, now time.Time) error {
	article := articleNumber(ref.Edition, ref.ID)
	aliases, err := t.aliasesOf(article)
	if err != nil {
		return err
	}
	pages, err := collect(t.view, single[int64], "SELECT DISTINCT capture FROM readings WHERE article = ?", article)
	if err != nil {
		return err
	}
	if err := t.writeDerived(article, derived{}, indexText{}); err != nil { // while the index can still read the text
		return err
	}
	if err := t.removePages(pages); err != nil {
		return err
	}
	for _, other := range aliases {
		if err := t.forgetAddress(other.number, identityOf(other.number, other.url)); err != nil {
			return err
		}
	}
	if err := t.forgetAddress(article, ref); err != nil {
		return err
	}
	return t.entomb(article, ref, reason, now)
}

// forgetAddress drops what is known of the addresses that name an article: what was seen there, what lists said, the
// queue. Lists may name an article that nobody has looked at yet.
func (t *tx) forgetAddress(article int64, ref site.Ref) error {
	orphans, err := collect(t.view, single[int64], `SELECT DISTINCT capture FROM sightings JOIN addresses USING (address)
		WHERE article = ? AND capture <> 0`, article)
	if err != nil {
		return err
	}
	if err := t.removePages(orphans); err != nil {
		return err
	}
	if err := t.exec("DELETE FROM sightings WHERE address IN (SELECT address FROM addresses WHERE article = ?)",
		article); err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM failures WHERE page IN (SELECT page FROM pages WHERE edition = ? AND id = ?)",
		"DELETE FROM listings WHERE page IN (SELECT page FROM pages WHERE edition = ? AND id = ?)",
		"DELETE FROM pages WHERE edition = ? AND id = ?",
	} {
		if err := t.exec(statement, ref.Edition, ref.ID); err != nil {
			return err
		}
	}
	return nil
}

// removePages removes pages with all that was read from them. Pages that were packed with them, or with a dictionary
// that holds them, are packed anew.
func (t *tx) removePages(captures []int64) error {
	for _, n := range captures {
		gone, err := t.capture(n)
		if err != nil && !isDamage(err) {
			return err
		}
		if err := t.dropReadings(n); err != nil {
			return err
		}
		if err := t.repack("base = ?", n); err != nil {
			return err
		}
		if err := t.exec("DELETE FROM sightings WHERE capture = ?", n); err != nil {
			return err
		}
		if err := t.exec("DELETE FROM captures WHERE capture = ?", n); err != nil {
			return err
		}
		if err := t.dropDictionaries(gone.Body); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) dropReadings(capture int64) error {
	texts, err := collect(t.view, single[int64], "SELECT text FROM readings WHERE capture = ? AND text IS NOT NULL",
		capture)
	if err != nil {
		return err
	}
	articles, err := collect(t.view, single[int64], "SELECT article FROM readings WHERE capture = ?", capture)
	if err != nil {
		return err
	}
	t.orphans = append(t.orphans, texts...)
	t.touch(articles...)
	return t.exec("DELETE FROM readings WHERE capture = ?", capture)
}

// dropDictionaries removes the dictionaries that hold a page, and those that cannot be read; of a page that is
// damaged, and so not known, all of them.
func (t *tx) dropDictionaries(page []byte) error {
	all, err := collect(t.view, single[int64], "SELECT dictionary FROM dictionaries")
	if err != nil {
		return err
	}
	for _, n := range all {
		text, err := t.dictionaryText(n)
		if isTrouble(err) {
			return err
		}
		if err == nil && !bytes.Contains(text, page) { // a damaged one may still hold it, and opens nothing
			continue
		}
		if err := t.repack("dictionary = ?", n); err != nil {
			return err
		}
		if err := t.exec("DELETE FROM dictionaries WHERE dictionary = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// repack packs pages without anything else.
func (t *tx) repack(where string, number int64) error {
	pages, err := collect(t.view, single[int64], "SELECT capture FROM captures WHERE "+where, number)
	if err != nil {
		return err
	}
	for _, n := range pages {
		c, err := t.capture(n)
		if isDamage(err) { // lost already; what it needs must go all the same
			if err := t.exec("UPDATE captures SET dictionary = NULL, base = NULL, data = x'' WHERE capture = ?", n); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		err = t.exec("UPDATE captures SET dictionary = NULL, base = NULL, data = ? WHERE capture = ?",
			t.zip.enc.EncodeAll(c.Body, nil), n)
		if err != nil {
			return err
		}
	}
	return nil
}

// RemovedArticles is how many articles were removed for good.
func (a *Archive) RemovedArticles(ctx context.Context) (int, error) {
	n, _, err := one[int](a.at(ctx), "SELECT count(*) FROM removed")
	return n, fault(a.path, "read removals", err)
}
