package store

import (
	"context"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// Visit is a fetch of a page of the queue.
type Visit struct {
	Run          int64
	Page         Page // the address asked for; the article may be another's, which makes an alias
	Article      *extract.Article
	Capture      Capture
	ETag         string
	LastModified string
	Again        time.Time // when to look again; the zero time: never
}

// sighting is what a visit at a time saw.
func (v Visit) sighting(seen Seen, now time.Time) Sighting {
	return Sighting{URL: v.Page.URL, At: now, Source: site.TimeFetched, Seen: seen}
}

// Save keeps an article that was fetched, and the page's place in the queue.
func (a *Archive) Save(ctx context.Context, v Visit, now time.Time) (outcome Outcome, err error) {
	err = a.write(ctx, "save article", func(t *tx) error {
		s := v.sighting(SeenPage, now)
		s.Article, s.Capture = v.Article, v.Capture
		if outcome, err = t.record(v.Run, s, now); err != nil {
			return err
		}
		return t.settle(v, now)
	})
	return outcome, err
}

// Touch notes that a page has not changed since it was last read, by the site's own word.
func (a *Archive) Touch(ctx context.Context, v Visit, now time.Time) error {
	return a.write(ctx, "note visit", func(t *tx) error {
		if _, err := t.record(v.Run, v.sighting(SeenUnmodified, now), now); err != nil {
			return err
		}
		return t.exec(`UPDATE pages SET state = 'done', due = ?, attempts = 0, visits = visits + 1, last_fetched = ?, last_error = ''
			WHERE page = ?`, nullStamp(v.Again), stamp(now), v.Page.Number)
	})
}

// Gone notes that the site no longer has a page. The article's text stays.
func (a *Archive) Gone(ctx context.Context, p Page, run int64, detail string, again, now time.Time) error {
	return a.write(ctx, "note gone", func(t *tx) error {
		s := Visit{Page: p}.sighting(SeenGone, now)
		s.Detail = detail
		if _, err := t.record(run, s, now); err != nil {
			return err
		}
		return t.exec("UPDATE pages SET state = 'gone', due = ?, visits = visits + 1, last_fetched = ?, last_error = ? WHERE page = ?",
			nullStamp(again), stamp(now), detail, p.Number)
	})
}

// settle closes the page's account: done, or moved to the page that the article is at.
func (t *tx) settle(v Visit, now time.Time) error {
	number := v.Page.Number
	if art := v.Article; art.Edition != v.Page.Ref.Edition || art.ID != v.Page.Ref.ID {
		var err error
		if number, err = t.movePage(v, now); err != nil {
			return err
		}
	}
	return t.exec(`UPDATE pages SET state = 'done', due = ?, attempts = 0, visits = visits + 1, etag = ?, last_modified = ?,
		last_fetched = ?, last_error = '' WHERE page = ?`, nullStamp(v.Again), v.ETag, v.LastModified, stamp(now), number)
}

// movePage hands a page's place in the queue to the page that answers for it, and returns that one's number.
func (t *tx) movePage(v Visit, now time.Time) (int64, error) {
	art := v.Article
	err := t.exec(`UPDATE pages SET state = 'moved', due = NULL, attempts = 0, visits = visits + 1, last_fetched = ?, last_error = ''
		WHERE page = ?`, stamp(now), v.Page.Number)
	if err != nil {
		return 0, err
	}
	ref, _ := site.ParseURL(art.URL)
	err = t.exec(`INSERT INTO pages (edition, id, url, section_code, issue, state, first_seen) VALUES (?, ?, ?, ?, ?, 'done', ?)
		ON CONFLICT (edition, id) DO NOTHING`, art.Edition, art.ID, art.URL, art.SectionCode, issue(ref.Date), stamp(now))
	if err != nil {
		return 0, err
	}
	to, _, err := one[int64](t.view, "SELECT page FROM pages WHERE edition = ? AND id = ?", art.Edition, art.ID)
	if err != nil {
		return 0, err
	}
	err = t.exec(`INSERT OR REPLACE INTO listings (page, source, title, time) SELECT ?, source, title, time FROM listings WHERE page = ?`,
		to, v.Page.Number)
	if err != nil {
		return 0, err
	}
	return to, t.exec("DELETE FROM listings WHERE page = ?", v.Page.Number)
}
