package frontier

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// A list that says something else than before of that many of its articles, and of half of them at least, says it of
// its own: its times change at every request. The smallest sections have a handful of articles.
const manyChanges = 5

// Add puts listed articles into the queue. A known one becomes due when its list shows another title, time or address
// than before, and when it could not be read so far and a list names it anew.
func (f *Frontier) Add(ctx context.Context, found []queue.Listing, now time.Time) (added queue.Added, err error) {
	err = f.Write(ctx, "add to queue", func(ctx context.Context, t *db.Tx) error {
		var known []news
		said := 0
		for _, l := range found {
			n, err := addListing(ctx, t, l, now)
			if err != nil {
				return err
			}
			if n.isNew {
				added.New = append(added.New, l.Ref)
				continue
			}
			known = append(known, n)
			if n.says {
				said++
			}
		}
		added.Distrust = said >= manyChanges && 2*said >= len(known)
		for _, n := range known {
			due, err := follow(ctx, t, n, !added.Distrust, now)
			if err != nil {
				return err
			}
			if due {
				added.Changed++
			}
		}
		return nil
	})
	return added, err
}

// news is what a listing brought.
type news struct {
	page    int64
	isNew   bool
	ref     site.Ref // where the article is fetched
	listing queue.Listing
	says    bool // another title, time or address than before
	isMoved bool // another address than before
	wakes   bool // a list's first word of it, and it could not be read so far or is at another address
}

func addListing(ctx context.Context, t *db.Tx, l queue.Listing, now time.Time) (news, error) {
	ref, err := ident.Target(ctx, t, l.Ref)
	if err != nil {
		return news{}, err
	}
	if gone, err := ident.IsRemoved(ctx, t.View, ident.ArticleNumber(ref.Edition, ref.ID),
		ident.ArticleNumber(l.Ref.Edition, l.Ref.ID)); gone ||
		err != nil {
		return news{}, err
	}
	inserted, err := t.Changed(ctx, `INSERT INTO pages (edition, id, url, host, section_code, listed_edition, listed_code,
		issue, state, due, first_seen, listed)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?9, ?9, ?10) ON CONFLICT (edition, id) DO NOTHING`,
		ref.Edition, ref.ID, ref.URL(), site.EditionOf(ref.Edition).Host, ref.SectionCode, l.Ref.Edition, l.Ref.SectionCode,
		site.Day(ref.Date), site.Stamp(now), listedAt(l, now))
	if err != nil {
		return news{}, err
	}
	page, _, err := db.One[int64](ctx, t.View, "SELECT page FROM pages WHERE edition = ? AND id = ?", ref.Edition, ref.ID)
	if err != nil {
		return news{}, err
	}
	n := news{page: page, isNew: inserted > 0, ref: ref, listing: l}
	if l.Source == "" {
		return n, nil
	}
	word, isMoved, err := noteListing(ctx, t, page, l, now)
	if err != nil || n.isNew {
		return n, err
	}
	n.says, n.isMoved = word == newWord, isMoved
	if word == firstWord {
		n.wakes, _, err = db.One[bool](ctx, t.View, `SELECT failing IS NOT NULL OR missing IS NOT NULL
			OR ?2 AND (section_code <> ?3 OR issue <> ?4) FROM pages WHERE page = ?1`, page, ref == l.Ref, ref.SectionCode,
			site.Day(ref.Date))
		if err != nil {
			return n, err
		}
	}
	return n, t.Exec(ctx, "UPDATE pages SET listed = ?, missed = 0 WHERE page = ?", site.Stamp(now), page)
}

// follow does what a listing of a known page asks for, and reports whether that made it due. A list that is not
// believed can still say where a page is that could not be read.
func follow(ctx context.Context, t *db.Tx, n news, believed bool, now time.Time) (due bool, err error) {
	if err := takeAddress(ctx, t, n, believed && n.isMoved); err != nil {
		return false, err
	}
	if !n.wakes && !(n.says && believed) {
		return false, nil
	}
	return true, t.Exec(ctx, "UPDATE pages SET due = ?, state = 'queued' WHERE page = ?", site.Stamp(now), n.page)
}

func listedAt(l queue.Listing, now time.Time) any {
	if l.Source == "" {
		return nil
	}
	return site.Stamp(now)
}

// wording is how a list's word of an article differs from what it said before.
type wording int

const (
	sameWord wording = iota
	firstWord
	newWord
)

// noteListing keeps what a list says of an article. It reports whether that is news, and whether the list has moved the
// article. What is damaged says nothing.
func noteListing(ctx context.Context, t *db.Tx, page int64, l queue.Listing, now time.Time) (w wording, isMoved bool,
	err error) {
	var title, at, address string
	err = t.Row(ctx, "SELECT title, time, address FROM listings WHERE page = ? AND source = ?", page,
		l.Source).Scan(&title, &at, &address)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		w = firstWord
	case err != nil:
		return w, false, err
	case l.Title != "" && title != l.Title || at != l.Time:
		w = newWord
	}
	isMoved = address != "" && address != l.Ref.URL()
	if isMoved {
		w = newWord
	}
	return w, isMoved, t.Exec(ctx, `INSERT INTO listings (page, source, title, time, address, seen)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (page, source) DO UPDATE SET title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END,
			time = excluded.time, address = excluded.address, seen = excluded.seen`,
		page, l.Source, l.Title, l.Time, l.Ref.URL(), site.Stamp(now))
}

// takeAddress takes over where a list says that an article is now: when that list has moved it, and when the old
// address leads nowhere.
func takeAddress(ctx context.Context, t *db.Tx, n news, isMoved bool) error {
	ref := n.ref
	if n.isNew || n.page == 0 || ref != n.listing.Ref { // what answers under another identity keeps its own address
		return nil
	}
	return t.Exec(ctx, `UPDATE pages SET url = ?1, section_code = ?2, issue = ?3, listed_edition = ?4, listed_code = ?2,
		due = coalesce(min(due, first_seen), first_seen)
		WHERE page = ?5 AND url <> ?1 AND (?6 OR missing IS NOT NULL OR failing IS NOT NULL)`,
		ref.URL(), ref.SectionCode, site.Day(ref.Date), ref.Edition, n.page, isMoved)
}

// Require makes articles due at once, known or not: those that a person names. It returns where they are fetched.
func (f *Frontier) Require(ctx context.Context, refs []site.Ref, now time.Time) (targets []site.Ref, err error) {
	err = f.Write(ctx, "add to queue", func(ctx context.Context, t *db.Tx) error {
		for _, r := range refs {
			n, err := addListing(ctx, t, queue.Listing{Ref: r}, now)
			if err != nil {
				return err
			}
			if err := takeAddress(ctx, t, n, false); err != nil {
				return err
			}
			ref, err := ident.Target(ctx, t, r)
			if err != nil {
				return err
			}
			err = t.Exec(ctx, "UPDATE pages SET due = ?, state = 'queued', attempts = 0 WHERE edition = ? AND id = ?",
				site.Stamp(now), ref.Edition, ref.ID)
			if err != nil {
				return err
			}
			targets = append(targets, ref)
		}
		return nil
	})
	return targets, err
}

// Of the articles that a list named before, those count that are clearly within its reach: above nine tenths of what
// it names now. Where a third of it or more is missing at once the list is another, not the site.
const (
	reachShare = 9
	maxMissing = 3
)

// Vanished makes the articles due that a source named at its answer before and not now, though it reaches further
// back than they are old. It returns how many. One that another list has named in between may have been moved there:
// its absence says nothing.
func (f *Frontier) Vanished(ctx context.Context, source string, named []queue.Listing, now time.Time) (n int,
	err error) {
	if len(named) < maxMissing {
		return 0, nil
	}
	err = f.Write(ctx, "look for what is missing", func(ctx context.Context, t *db.Tx) error {
		least, _, err := db.One[string](ctx, t.View, `SELECT id FROM listings JOIN pages USING (page) WHERE source = ?
			AND seen = ?
			ORDER BY id DESC LIMIT 1 OFFSET ?`, source, site.Stamp(now), len(named)*reachShare/10)
		if err != nil || least == "" {
			return err
		}
		before, _, err := db.One[string](ctx, t.View,
			"SELECT coalesce(max(seen), '') FROM listings WHERE source = ? AND seen < ?", source, site.Stamp(now))
		if err != nil || before == "" {
			return err
		}
		pages, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT page FROM listings JOIN pages USING (page)
			WHERE source = ? AND seen = ? AND pages.id > ? AND missed = 0`, source, before, least)
		if err != nil || len(pages)*maxMissing > len(named) {
			return err
		}
		n = len(pages)
		for _, page := range pages {
			err := t.Exec(ctx, `UPDATE pages SET due = ?1, missed = NOT EXISTS (SELECT 1 FROM listings
				WHERE listings.page = ?2 AND source <> ?3 AND seen > ?4)
				WHERE page = ?2 AND state <> 'moved'`, site.Stamp(now), page, source, before)
			if err != nil {
				return err
			}
			if err := t.Exec(ctx, "UPDATE listings SET seen = '' WHERE page = ? AND source = ?", page, source); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}
