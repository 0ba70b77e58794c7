package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// newestDue are the newest of the pictures that became due at the same time, each found by the index: an order makes
// hundreds of thousands due at once.
const newestDue = `WITH RECURSIVE times (due) AS (
		SELECT min(due) FROM wanted WHERE due BETWEEN ?1 AND ?2
		UNION ALL SELECT (SELECT min(due) FROM wanted WHERE due > times.due AND due <= ?2) FROM times WHERE due IS NOT NULL)
	SELECT url, attempts, visits, etag, last_modified, published, coalesce(missing, '') FROM wanted WHERE url IN (
		SELECT (SELECT url FROM wanted WHERE due = times.due ORDER BY published DESC LIMIT 1) FROM times)
	ORDER BY attempts > 0, published DESC, url LIMIT 1`

// NextPicture is the picture that is to be fetched next of those that are due since a time: untroubled ones first, then
// that of the newest article; nil where none is due.
func (f *Frontier) NextPicture(ctx context.Context, since, now time.Time) (*queue.Item, error) {
	scan := func(row db.Scanner) (p queue.Item, err error) {
		var published, missing string
		p.Host = site.PictureHost
		err = row.Scan(&p.URL, &p.Attempts, &p.Visits, &p.Validators.ETag, &p.Validators.LastModified, &published, &missing)
		p.Listed, _ = time.ParseInLocation(time.DateOnly, published[:min(len(published), len(time.DateOnly))], site.Zone)
		p.Missing = site.ParseStamp(missing)
		return p, err
	}
	next, err := db.Collect(ctx, f.View(), scan, newestDue, site.Stamp(since), site.Stamp(now))
	if len(next) == 0 || err != nil {
		return nil, db.Fault(f.Path(), "read queue", err)
	}
	return &next[0], nil
}

// DuePictures counts the pictures that are due, and of the others those that could not be read so far.
func (f *Frontier) DuePictures(ctx context.Context, now time.Time) (due, failing int, err error) {
	err = f.View().Row(ctx, `SELECT (SELECT count(*) FROM wanted WHERE due <= ?1),
		(SELECT count(*) FROM wanted WHERE due > ?1 AND failing IS NOT NULL)`, site.Stamp(now)).Scan(&due, &failing)
	return due, failing, db.Fault(f.Path(), "read queue", err)
}

// LatePictures counts those of the last days before a time that were to be fetched a day before it, and were not asked
// for.
func (f *Frontier) LatePictures(ctx context.Context, before time.Time) (int, error) {
	n, _, err := db.One[int](ctx, f.View(), `SELECT count(*) FROM wanted INDEXED BY wanted_due
		WHERE due <= ? AND asked IS NULL AND published >= ?`, site.Stamp(before.AddDate(0, 0, -1)),
		site.DayStamp(before.AddDate(0, 0, -3)))
	return n, db.Fault(f.Path(), "read queue", err)
}

// settlePicture gives a picture its place in the queue after a look at it. One that was read has none.
func settlePicture(ctx context.Context, t *db.Tx, v queue.Visit, now time.Time) error {
	url, at := v.Item.URL, site.Stamp(now)
	switch {
	case v.Detail == "":
		return t.Exec(ctx, `UPDATE wanted SET due = NULL, attempts = 0, visits = visits + 1, etag = ?, last_modified = ?,
			asked = ?, failing = NULL, missing = NULL, cause = '', subject = '', detail = '' WHERE url = ?`,
			v.Answer.Validators.ETag, v.Answer.Validators.LastModified, at, url)
	case v.Look.IsMissing():
		return t.Exec(ctx, `UPDATE wanted SET due = ?, attempts = attempts + 1, visits = visits + 1, asked = ?2,
			failing = NULL, missing = coalesce(missing, ?2), cause = ?, subject = ?, detail = ? WHERE url = ?`,
			db.NullStamp(v.Again), at, v.Cause.Kind, v.Cause.Subject, v.Detail, url)
	}
	return t.Exec(ctx, `UPDATE wanted SET due = ?, attempts = attempts + 1, asked = ?2, failing = coalesce(failing, ?2),
		cause = ?, subject = ?, detail = ? WHERE url = ?`, db.NullStamp(v.Again), at, v.Cause.Kind, v.Cause.Subject,
		v.Detail, url)
}
