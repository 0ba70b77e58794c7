package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Settle gives an item its place in the queue after a look at it, of which the outcome says what it meant.
func Settle(ctx context.Context, t *db.Tx, run int64, v queue.Visit, outcome queue.Outcome, now time.Time) error {
	switch {
	case v.Item.Number == 0:
		return settlePicture(ctx, t, v, now)
	case outcome == queue.Removed:
		return t.Exec(ctx, "UPDATE pages SET state = 'gone', due = NULL, last_fetched = ? WHERE page = ?", site.Stamp(now),
			v.Item.Number)
	case v.Detail == "":
		if err := wishFor(ctx, t, v, now); err != nil {
			return err
		}
		return settleRead(ctx, t, v, now)
	case v.Look.IsMissing():
		return settleMissing(ctx, t, v, now)
	}
	return settleFailed(ctx, t, run, v, now)
}

// settleRead closes the account of a page that was read: done, or moved to the page that the article is at.
func settleRead(ctx context.Context, t *db.Tx, v queue.Visit, now time.Time) error {
	number, url := v.Item.Number, v.Item.URL
	if art := v.Article; art != nil {
		if art.URL != "" {
			url = art.URL
		}
		if art.Edition != v.Item.Ref.Edition || art.ID != v.Item.Ref.ID {
			var err error
			if number, err = movePage(ctx, t, v, art.Edition, art.ID, art.URL, now); err != nil {
				return err
			}
		}
	}
	ref, _ := site.ParseURL(url)
	return t.Exec(ctx, `UPDATE pages SET state = 'done', due = ?, attempts = 0, visits = visits + 1, etag = ?,
		last_modified = ?, last_fetched = ?,
		last_error = '', cause = '', subject = '', "read" = 1, missed = 0, missing = NULL, failing = NULL,
		host = CASE ?6 WHEN '' THEN host ELSE ?6 END,
		url = ?7, section_code = ?8, issue = ?9 WHERE page = ?10`, db.NullStamp(v.Again), v.Answer.Validators.ETag,
		v.Answer.Validators.LastModified,
		site.Stamp(now), nil, v.Host, url, ref.SectionCode, site.Day(ref.Date), number)
}

// movePage hands a page's place in the queue to the page that answers for it, and returns that one's number. It
// belongs to the section still that it was listed under.
func movePage(ctx context.Context, t *db.Tx, v queue.Visit, edition, id, url string, now time.Time) (int64, error) {
	err := t.Exec(ctx, `UPDATE pages SET state = 'moved', due = NULL, attempts = 0, visits = visits + 1, last_fetched = ?,
		last_error = '', cause = '', subject = '',
		failing = NULL, missing = NULL WHERE page = ?`, site.Stamp(now), v.Item.Number)
	if err != nil {
		return 0, err
	}
	ref, _ := site.ParseURL(url)
	err = t.Exec(ctx, `INSERT INTO pages (edition, id, url, host, section_code, listed_edition, listed_code, issue, state,
		first_seen, listed)
		SELECT ?1, ?2, ?3, ?4, ?5, listed_edition, listed_code, ?6, 'done', first_seen, listed FROM pages WHERE page = ?7
		ON CONFLICT (edition, id) DO UPDATE SET listed_edition = excluded.listed_edition, listed_code = excluded.listed_code,
			listed = excluded.listed`,
		edition, id, url, site.EditionOf(edition).Host, ref.SectionCode, site.Day(ref.Date), v.Item.Number)
	if err != nil {
		return 0, err
	}
	to, _, err := db.One[int64](ctx, t.View, "SELECT page FROM pages WHERE edition = ? AND id = ?", edition, id)
	if err != nil {
		return 0, err
	}
	err = t.Exec(ctx, `INSERT OR REPLACE INTO listings (page, source, title, time, address, seen)
		SELECT ?, source, title, time, address, seen FROM listings WHERE page = ?`, to, v.Item.Number)
	if err != nil {
		return 0, err
	}
	return to, t.Exec(ctx, "DELETE FROM listings WHERE page = ?", v.Item.Number)
}

// settleMissing notes that the site says that it has no such page. A list may name it at another address: that one is
// asked next.
func settleMissing(ctx context.Context, t *db.Tx, v queue.Visit, now time.Time) error {
	if v.Item.Missing.IsZero() {
		other, err := otherAddress(ctx, t, v.Item)
		if err != nil {
			return err
		}
		if other.ID != "" {
			return t.Exec(ctx, `UPDATE pages SET state = 'queued', due = ?1, visits = visits + 1, last_fetched = ?1,
				last_error = ?2,
				cause = ?7, subject = ?8, missing = ?1,
				missed = 0, url = ?3, section_code = ?4, issue = ?5, listed_code = ?4, etag = '', last_modified = ''
					WHERE page = ?6`,
				site.Stamp(now), v.Detail, other.URL(), other.SectionCode, site.Day(other.Date), v.Item.Number, v.Cause.Kind,
				v.Cause.Subject)
		}
	}
	return t.Exec(ctx, `UPDATE pages SET state = 'gone', due = ?, visits = visits + 1, attempts = attempts + 1 - "read",
		last_fetched = ?2, last_error = ?, cause = ?, subject = ?,
		missing = coalesce(missing, ?2) WHERE page = ?`, db.NullStamp(v.Again), site.Stamp(now), v.Detail, v.Cause.Kind,
		v.Cause.Subject, v.Item.Number)
}

// otherAddress is where a list names a page else than where it was asked for, the latest first; none where none does.
func otherAddress(ctx context.Context, t *db.Tx, p queue.Item) (site.Ref, error) {
	listed, err := db.Collect(ctx, t.View, db.Column[string],
		"SELECT address FROM listings WHERE page = ? ORDER BY seen DESC", p.Number)
	for _, address := range listed {
		ref, ok := site.ParseURL(address)
		isSame := ref.SectionCode == p.Ref.SectionCode && ref.Date == p.Ref.Date
		if ok && ref.Edition == p.Ref.Edition && ref.ID == p.Ref.ID && !isSame {
			return ref, err
		}
	}
	return site.Ref{}, err
}

// settleFailed notes an attempt that gave no article. What the archive holds of it stays.
func settleFailed(ctx context.Context, t *db.Tx, run int64, v queue.Visit, now time.Time) error {
	outcome := "failed"
	if v.Look == queue.Denied {
		outcome = "refused"
	}
	err := t.Exec(ctx, "INSERT INTO failures (run, page, at, outcome, cause, subject, detail) "+
		"VALUES (?, ?, ?, ?, ?, ?, ?)", run, v.Item.Number, site.Stamp(now), outcome, v.Cause.Kind, v.Cause.Subject, v.Detail)
	if err != nil {
		return err
	}
	return t.Exec(ctx, `UPDATE pages SET state = 'queued', due = ?, attempts = attempts + 1, last_fetched = ?2,
		last_error = ?,
		failing = coalesce(failing, ?2), host = CASE ?4 WHEN '' THEN host ELSE ?4 END, cause = ?, subject = ? WHERE page = ?`,
		db.NullStamp(v.Again), site.Stamp(now), v.Detail, v.Host, v.Cause.Kind, v.Cause.Subject, v.Item.Number)
}
