package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Sources are the accounts of all feeds and lists.
func (f *Frontier) Sources(ctx context.Context) ([]queue.Source, error) {
	scan := func(row db.Scanner) (s queue.Source, err error) {
		var asked, answered, whole, news, alone, since, due string
		var seconds int64
		err = row.Scan(&s.Kind, &s.Edition, &s.Code, &s.URL, &s.Validators.ETag, &s.Validators.LastModified, &asked,
			&answered, &whole, &news,
			&alone, &s.Entries, &s.Reach, &s.Failures, &since, &s.Cause.Kind, &s.Cause.Subject, &s.Fault, &s.Note, &seconds, &due)
		s.Asked, s.Answered, s.Whole, s.News = site.ParseStamp(asked), site.ParseStamp(answered), site.ParseStamp(whole), site.ParseStamp(news)
		s.Alone, s.FailingSince, s.Due = site.ParseStamp(alone), site.ParseStamp(since), site.ParseStamp(due)
		s.Interval = time.Duration(seconds) * time.Second
		return s, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT kind, edition, code, url, etag, last_modified, coalesce(asked, ''),
		coalesce(answered, ''),
		coalesce(whole, ''), coalesce(news, ''), coalesce(alone, ''), entries, reach, failures, coalesce(failing_since, ''),
			cause, subject, fault, note,
		interval, coalesce(due, '') FROM sources`)
	return all, db.Fault(f.Path(), "read sources", err)
}

// SaveSource keeps the account of a feed or list.
func (f *Frontier) SaveSource(ctx context.Context, s queue.Source) error {
	return f.Write(ctx, "save source", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, `INSERT OR REPLACE INTO sources (kind, edition, code, url, etag, last_modified, asked, answered, whole,
			news, alone,
			entries, reach, failures, failing_since, cause, subject, fault, note, interval, due)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.Kind, s.Edition, s.Code, s.URL, s.Validators.ETag, s.Validators.LastModified, db.NullStamp(s.Asked),
			db.NullStamp(s.Answered),
			db.NullStamp(s.Whole), db.NullStamp(s.News), db.NullStamp(s.Alone), s.Entries, s.Reach, s.Failures,
			db.NullStamp(s.FailingSince), s.Cause.Kind, s.Cause.Subject, s.Fault,
			s.Note, int64(s.Interval/time.Second), db.NullStamp(s.Due))
	})
}

// Cover notes that a list that was read at a time names all that a section had on some days. Orders of those days are
// done.
func (f *Frontier) Cover(ctx context.Context, edition, code string, days []string, at time.Time) error {
	return f.Write(ctx, "note coverage", func(ctx context.Context, t *db.Tx) error {
		for _, day := range days {
			err := t.Exec(ctx, `INSERT INTO coverage (edition, code, day, "read") VALUES (?, ?, ?, ?)
				ON CONFLICT (edition, code, day) DO UPDATE SET "read" = max("read", excluded."read")`, edition, code, day,
				site.Stamp(at))
			if err != nil {
				return err
			}
			err = t.Exec(ctx, `UPDATE tasks SET done = ?1, cause = '', subject = '', fault = '' WHERE edition = ?2 AND code = ?3 AND day = ?4 AND done IS NULL
				AND (SELECT made FROM orders WHERE orders.number = tasks.number) <= ?1`, site.Stamp(at), edition, code, day)
			if err != nil {
				return err
			}
		}
		return endOrders(ctx, t, at)
	})
}

// complete is when a day of an edition is over: the daily paper is whole in the morning, instant news at midnight.
func complete(edition, day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, db.Zone)
	if err != nil {
		return time.Time{}
	}
	if edition == site.Daily {
		return t.Add(8*time.Hour + 30*time.Minute)
	}
	return t.AddDate(0, 0, 1)
}

// Uncovered returns the days of a section, from and to included, that no list has covered to their end, nor since a
// run began.
func (f *Frontier) Uncovered(ctx context.Context, edition, code, from, to string, began time.Time) ([]string, error) {
	covered := map[string]time.Time{}
	type row struct{ day, read string }
	scan := func(r db.Scanner) (c row, err error) {
		err = r.Scan(&c.day, &c.read)
		return c, err
	}
	rows, err := db.Collect(ctx, f.View(), scan, `SELECT day, "read" FROM coverage
		WHERE edition = ? AND code = ? AND day BETWEEN ? AND ?`,
		edition, code, from, to)
	if err != nil {
		return nil, db.Fault(f.Path(), "read coverage", err)
	}
	for _, r := range rows {
		covered[r.day] = site.ParseStamp(r.read)
	}
	var open []string
	for day := from; day <= to && len(day) == len(time.DateOnly); day = site.AddDays(day, 1) {
		enough := complete(edition, day)
		if began.Before(enough) {
			enough = began
		}
		if read, ok := covered[day]; !ok || read.Before(enough.Truncate(time.Second)) {
			open = append(open, day)
		}
	}
	return open, nil
}
