package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// Sources are the accounts of all feeds and lists, with what a person has said of them: of some that is all there is.
func (f *Frontier) Sources(ctx context.Context) ([]queue.Source, error) {
	all, err := db.Collect(ctx, f.View(), scanSource, `SELECT kind, edition, code, coalesce(url, ''), coalesce(etag, ''),
		coalesce(last_modified, ''), coalesce(asked, ''), coalesce(answered, ''), coalesce(whole, ''), coalesce(news, ''),
		coalesce(alone, ''), coalesce(entries, 0), coalesce(reach, ''), coalesce(followed, ''), coalesce(shows, ''),
		coalesce(newest, ''),
		coalesce(through, ''), coalesce(hour, 0), coalesce(pause, 0), coalesce(learned, ''), coalesce(late, ''),
		coalesce(failures, 0), coalesce(failing_since, ''), coalesce(cause, ''), coalesce(subject, ''), coalesce(fault, ''),
		coalesce(note, ''), coalesce(interval, 0), coalesce(due, ''),
		coalesce(address, ''), coalesce(name, ''), coalesce(off, 0), coalesce(quiet, '')
		FROM sources FULL JOIN choices USING (kind, edition, code)`)
	return all, db.Fault(f.Path(), "read sources", err)
}

func scanSource(row db.Scanner) (s queue.Source, err error) {
	var asked, answered, whole, news, alone, followed, newest, through, learned, late, since, due string
	var hour, pause, interval int64
	err = row.Scan(&s.Kind, &s.Edition, &s.Code, &s.URL, &s.Validators.ETag, &s.Validators.LastModified, &asked, &answered,
		&whole, &news, &alone, &s.Entries, &s.Reach, &followed, &s.Shows, &newest, &through, &hour, &pause, &learned, &late,
		&s.Failures, &since, &s.Cause.Kind, &s.Cause.Subject, &s.Fault, &s.Note, &interval, &due,
		&s.Choice.Address, &s.Choice.Name, &s.Choice.IsOff, &s.Choice.Quiet)
	s.Asked, s.Answered, s.Whole = site.ParseStamp(asked), site.ParseStamp(answered), site.ParseStamp(whole)
	s.News, s.Alone, s.Newest = site.ParseStamp(news), site.ParseStamp(alone), site.ParseStamp(newest)
	s.Through, s.Learned, s.Late = site.ParseStamp(through), site.ParseStamp(learned), site.ParseStamp(late)
	s.Followed = site.ParseStamp(followed)
	s.FailingSince, s.Due = site.ParseStamp(since), site.ParseStamp(due)
	s.Usual = site.Usual{Hour: time.Duration(hour) * time.Second, Pause: time.Duration(pause) * time.Second}
	s.Interval = time.Duration(interval) * time.Second
	return s, err
}

// SaveSource keeps the account of a feed or list. What a person has said of it stays.
func (f *Frontier) SaveSource(ctx context.Context, s queue.Source) error {
	return f.Write(ctx, "save source", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, `INSERT OR REPLACE INTO sources (kind, edition, code, url, etag, last_modified, asked, answered,
			whole,
			news, alone, entries, reach, followed, shows, newest, through, hour, pause, learned, late, failures, failing_since,
			cause,
			subject, fault, note, interval, due)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.Kind, s.Edition, s.Code, s.URL, s.Validators.ETag, s.Validators.LastModified, db.NullStamp(s.Asked),
			db.NullStamp(s.Answered), db.NullStamp(s.Whole), db.NullStamp(s.News), db.NullStamp(s.Alone), s.Entries, s.Reach,
			db.NullStamp(s.Followed), s.Shows, db.NullStamp(s.Newest), db.NullStamp(s.Through), int64(s.Usual.Hour/time.Second),
			int64(s.Usual.Pause/time.Second), db.NullStamp(s.Learned), db.NullStamp(s.Late), s.Failures,
			db.NullStamp(s.FailingSince), s.Cause.Kind, s.Cause.Subject, s.Fault, s.Note, int64(s.Interval/time.Second),
			db.NullStamp(s.Due))
	})
}

// NamedBy are the articles that a list has named since a time.
func (f *Frontier) NamedBy(ctx context.Context, source string, since time.Time) ([]queue.Named, error) {
	scan := func(row db.Scanner) (n queue.Named, err error) {
		var first string
		err = row.Scan(&n.ID, &n.Issue, &first)
		n.FirstSeen = site.ParseStamp(first)
		return n, err
	}
	all, err := db.Collect(ctx, f.View(), scan, `SELECT id, issue, first_seen FROM listings JOIN pages USING (page)
		WHERE source = ? AND seen >= ?`, source, site.Stamp(since))
	return all, db.Fault(f.Path(), "read listings", err)
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
			err = t.Exec(ctx, `UPDATE tasks SET done = ?1, cause = '', subject = '', fault = '' WHERE edition = ?2 AND code = ?3
				AND day = ?4 AND done IS NULL
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
		WHERE edition = ?1 AND code = ?2 AND day BETWEEN ?3 AND ?4
		UNION ALL SELECT day, '9999-12-31T00:00:00+08:00' FROM calendar WHERE ?1 = ?5 AND day BETWEEN ?3 AND ?4`,
		edition, code, from, to, site.Daily)
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

// IsSilent reports whether all of a section's days, from and to included, are covered and no article of them is known.
func (f *Frontier) IsSilent(ctx context.Context, edition, code, from, to string, began time.Time) (bool, error) {
	open, err := f.Uncovered(ctx, edition, code, from, to, began)
	if err != nil || len(open) > 0 {
		return false, err
	}
	_, found, err := db.One[int](ctx, f.View(), `SELECT 1 FROM pages WHERE listed_edition = ? AND listed_code = ?
		AND issue BETWEEN ? AND ? AND state <> 'moved' LIMIT 1`, edition, code, from, to)
	return !found, db.Fault(f.Path(), "read queue", err)
}
