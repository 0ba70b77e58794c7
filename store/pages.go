package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"mingpao/extract/site"
)

// Listing is an article as a feed, a list or a page names it.
type Listing struct {
	Ref    site.Ref
	Source string // which list: a change of title or time within one list means another look
	Title  string
	Time   string
}

// Page is an address to fetch.
type Page struct {
	Number       int64
	Ref          site.Ref
	URL          string
	Attempts     int // failures in a row
	Visits       int // answers so far
	ETag         string
	LastModified string
	FirstSeen    time.Time
}

// Add puts listed articles into the queue and returns how many are new. One that is known becomes due at once when its list
// shows another title or time than before.
func (a *Archive) Add(ctx context.Context, listings []Listing, now time.Time) (added int, err error) {
	err = a.write(ctx, "add to queue", func(t *tx) error {
		for _, l := range listings {
			isNew, err := t.addListing(l, now)
			if err != nil {
				return err
			}
			if isNew {
				added++
			}
		}
		return nil
	})
	return added, err
}

func (t *tx) addListing(l Listing, now time.Time) (bool, error) {
	ref, err := t.target(l.Ref)
	if err != nil {
		return false, err
	}
	if gone, err := t.isRemoved(articleNumber(ref.Edition, ref.ID), articleNumber(l.Ref.Edition, l.Ref.ID)); gone || err != nil {
		return false, err
	}
	n, err := t.changed(`INSERT INTO pages (edition, id, url, section_code, issue, state, due, first_seen)
		VALUES (?, ?, ?, ?, ?, 'queued', ?, ?) ON CONFLICT (edition, id) DO NOTHING`,
		ref.Edition, ref.ID, ref.URL(), ref.SectionCode, issue(ref.Date), stamp(now), stamp(now))
	if err != nil {
		return false, err
	}
	if l.Source == "" {
		return n > 0, nil
	}
	if n > 0 {
		return true, t.noteListing(ref, l)
	}
	var before Listing
	err = t.row("SELECT title, time FROM listings JOIN pages USING (page) WHERE edition = ? AND id = ? AND source = ?",
		ref.Edition, ref.ID, l.Source).Scan(&before.Title, &before.Time)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, t.noteListing(ref, l)
	case err != nil || before.Title == l.Title && before.Time == l.Time:
		return false, err
	}
	if err := t.exec("UPDATE pages SET due = ?, state = 'queued' WHERE edition = ? AND id = ?", stamp(now), ref.Edition, ref.ID); err != nil {
		return false, err
	}
	return false, t.noteListing(ref, l)
}

// target is where an article is fetched: an alias leads to the page that answers for it.
func (t *tx) target(ref site.Ref) (site.Ref, error) {
	var url string
	err := t.row(`SELECT heads.url FROM aliases JOIN heads USING (article) WHERE aliases.edition = ? AND aliases.id = ?`,
		ref.Edition, ref.ID).Scan(&url)
	if errors.Is(err, sql.ErrNoRows) {
		return ref, nil
	}
	if other, ok := site.ParseURL(url); ok {
		ref = other
	}
	return ref, err
}

func (t *tx) noteListing(ref site.Ref, l Listing) error {
	err := t.exec(`INSERT INTO listings (page, source, title, time) SELECT page, ?, ?, ? FROM pages WHERE edition = ? AND id = ?
		ON CONFLICT (page, source) DO UPDATE SET title = excluded.title, time = excluded.time`,
		l.Source, l.Title, l.Time, ref.Edition, ref.ID)
	return err
}

// Require makes articles due at once, known or not: those that a person names. It returns where they are fetched.
func (a *Archive) Require(ctx context.Context, refs []site.Ref, now time.Time) (targets []site.Ref, err error) {
	err = a.write(ctx, "add to queue", func(t *tx) error {
		for _, r := range refs {
			if _, err := t.addListing(Listing{Ref: r}, now); err != nil {
				return err
			}
			ref, err := t.target(r)
			if err != nil {
				return err
			}
			if err := t.exec("UPDATE pages SET due = ?, state = 'queued', attempts = 0 WHERE edition = ? AND id = ?", stamp(now), ref.Edition, ref.ID); err != nil {
				return err
			}
			targets = append(targets, ref)
		}
		return nil
	})
	return targets, err
}

// Want narrows the queue. The zero value wants everything.
type Want struct {
	Sections []site.Section // none: all
	From, To string         // issue dates, 2025-12-03; "" is open
	IDs      []string       // none: all
}

// Next is the page that has been due for longest, newest issue first; nil where none is. Hosts that are to be left alone are
// passed over by their editions.
func (a *Archive) Next(ctx context.Context, w Want, skip []string, now time.Time) (*Page, error) {
	where, args := w.where("pages.")
	for _, e := range skip {
		where += " AND edition <> ?"
		args = append(args, e)
	}
	row := a.at(ctx).row(`SELECT page, edition, id, url, section_code, issue, attempts, visits, etag, last_modified, first_seen FROM pages INDEXED BY pages_next
		WHERE due <= ?`+where+` ORDER BY attempts, issue DESC, page LIMIT 1`, append([]any{stamp(now)}, args...)...)
	var p Page
	var first, date string
	err := row.Scan(&p.Number, &p.Ref.Edition, &p.Ref.ID, &p.URL, &p.Ref.SectionCode, &date, &p.Attempts, &p.Visits, &p.ETag, &p.LastModified, &first)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if ref, ok := site.ParseURL(p.URL); ok {
		p.Ref = ref
	}
	p.FirstSeen = parseStamp(first)
	return &p, fault(a.path, "read queue", err)
}

// OldestListed is the oldest issue, as 20251203, among the pages that a feed or list has named and whose issue lies at most so
// many days before the newest; "" where none is.
func (a *Archive) OldestListed(ctx context.Context, days int) (string, error) {
	var oldest string
	err := a.at(ctx).row(`WITH listed AS (SELECT issue FROM pages WHERE page IN (SELECT page FROM listings))
		SELECT coalesce(min(issue), '') FROM listed WHERE issue >= (SELECT date(max(issue), ?) FROM listed)`, fmt.Sprintf("-%d days", days)).Scan(&oldest)
	return strings.ReplaceAll(oldest, "-", ""), fault(a.path, "read queue", err)
}

// Due counts the pages that are due.
func (a *Archive) Due(ctx context.Context, w Want, now time.Time) (n int, err error) {
	where, args := w.where("pages.")
	err = a.at(ctx).row("SELECT count(*) FROM pages WHERE due <= ?"+where, append([]any{stamp(now)}, args...)...).Scan(&n)
	return n, fault(a.path, "read queue", err)
}

func (w Want) where(table string) (string, []any) {
	var where string
	var args []any
	either := func(n int, one string) {
		where += " AND ("
		for i := range n {
			if i > 0 {
				where += " OR "
			}
			where += one
		}
		where += ")"
	}
	if len(w.Sections) > 0 {
		either(len(w.Sections), table+"edition = ? AND "+table+"section_code = ?")
		for _, s := range w.Sections {
			args = append(args, s.Edition, s.Code)
		}
	}
	if len(w.IDs) > 0 {
		either(len(w.IDs), table+"id = ?")
		for _, id := range w.IDs {
			args = append(args, id)
		}
	}
	if w.From != "" {
		where += " AND " + table + "issue >= ?"
		args = append(args, w.From)
	}
	if w.To != "" {
		where += " AND " + table + "issue <= ?"
		args = append(args, w.To)
	}
	return where, args
}

// Failure is an attempt that gave no article.
type Failure struct {
	Run     int64
	Refused bool      // the host said no; a failure otherwise
	Detail  string    // why
	Again   time.Time // when to try again; the zero time: never
}

// Fail notes an attempt that gave no article. What the archive holds of it stays.
func (a *Archive) Fail(ctx context.Context, p Page, f Failure, now time.Time) error {
	state, outcome := "failed", "failed"
	if !f.Again.IsZero() {
		state = "queued"
	}
	if f.Refused {
		outcome = "refused"
	}
	return a.write(ctx, "note failure", func(t *tx) error {
		err := t.exec("UPDATE pages SET state = ?, due = ?, attempts = attempts + 1, last_fetched = ?, last_error = ? WHERE page = ?",
			state, nullStamp(f.Again), stamp(now), f.Detail, p.Number)
		if err != nil {
			return err
		}
		return t.exec("INSERT INTO failures (run, page, at, outcome, detail) VALUES (?, ?, ?, ?, ?)",
			f.Run, p.Number, stamp(now), outcome, f.Detail)
	})
}

// Source is what is remembered of a feed or list, for a conditional request.
func (a *Archive) Source(ctx context.Context, url string) (etag, lastModified string, err error) {
	err = a.at(ctx).row("SELECT etag, last_modified FROM sources WHERE url = ?", url).Scan(&etag, &lastModified)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", nil
	}
	return etag, lastModified, fault(a.path, "read source", err)
}

// SaveSource remembers a feed or list that has been read.
func (a *Archive) SaveSource(ctx context.Context, url, etag, lastModified string, now time.Time) error {
	return a.write(ctx, "save source", func(t *tx) error {
		err := t.exec(`INSERT INTO sources (url, etag, last_modified, fetched) VALUES (?, ?, ?, ?)
			ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, fetched = excluded.fetched`,
			url, etag, lastModified, stamp(now))
		return err
	})
}

// issue is 2025-12-03 of 20251203.
func issue(date string) string {
	if len(date) != 8 {
		return date
	}
	return date[:4] + "-" + date[4:6] + "-" + date[6:]
}
