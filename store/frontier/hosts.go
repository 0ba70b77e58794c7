package frontier

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
)

// LoadRobots returns the robots.txt that was saved for an origin and when.
func (f *Frontier) LoadRobots(ctx context.Context, origin string) (status int, body []byte, at time.Time, ok bool) {
	var when string
	err := f.View().Row(ctx, "SELECT robots_status, robots, robots_at FROM hosts WHERE origin = ?", origin).Scan(&status,
		&body, &when)
	return status, body, site.ParseStamp(when), err == nil && status != 0
}

// SaveRobots keeps the robots.txt of an origin.
func (f *Frontier) SaveRobots(ctx context.Context, origin string, status int, body []byte, at time.Time) error {
	return f.Write(ctx, "save robots.txt", func(ctx context.Context, t *db.Tx) error {
		if body == nil {
			body = []byte{}
		}
		return t.Exec(ctx, `INSERT INTO hosts (origin, robots_status, robots, robots_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (origin)
			DO UPDATE SET robots_status = excluded.robots_status, robots = excluded.robots, robots_at = excluded.robots_at`,
			origin, status, body, site.Stamp(at))
	})
}

// Hosts is what is known of the hosts, by their names.
func (f *Frontier) Hosts(ctx context.Context) ([]queue.Host, error) {
	scan := func(row db.Scanner) (h queue.Host, err error) {
		var wait, since string
		err = row.Scan(&h.Name, &wait, &h.Failures, &h.Misses, &h.Cause.Kind, &h.Cause.Subject, &h.Fault, &since)
		h.Wait, h.Since = site.ParseStamp(wait), site.ParseStamp(since)
		return h, err
	}
	hosts, err := db.Collect(ctx, f.View(), scan, `SELECT origin, wait_until, failures, misses, cause, subject, fault,
		coalesce(since, '')
		FROM hosts
		WHERE origin NOT LIKE '%/%' ORDER BY origin`)
	return hosts, db.Fault(f.Path(), "read hosts", err)
}

// SaveHost keeps what is known of a host.
func (f *Frontier) SaveHost(ctx context.Context, h queue.Host) error {
	return f.Write(ctx, "save host", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, `INSERT INTO hosts (origin, wait_until, failures, misses, cause, subject, fault, since)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin)
			DO UPDATE SET wait_until = excluded.wait_until, failures = excluded.failures, misses = excluded.misses,
				cause = excluded.cause, subject = excluded.subject, fault = excluded.fault, since = excluded.since`,
			h.Name, db.TextStamp(h.Wait), h.Failures, h.Misses, h.Cause.Kind, h.Cause.Subject, h.Fault, db.NullStamp(h.Since))
	})
}

// Spend counts a request to a host.
func (f *Frontier) Spend(ctx context.Context, host string, at time.Time) error {
	return f.Write(ctx, "count request", func(ctx context.Context, t *db.Tx) error {
		return t.Exec(ctx, `INSERT INTO requests (host, day, n, last) VALUES (?, ?, 1, ?)
			ON CONFLICT (host, day) DO UPDATE SET n = n + 1, last = excluded.last`, host, site.DayStamp(at),
			at.In(db.Zone).Format(time.RFC3339Nano))
	})
}

// Spent is how many requests a host has had on the day of a time, and when it was asked last, the zero time for never.
func (f *Frontier) Spent(ctx context.Context, host string, at time.Time) (today int, last time.Time, err error) {
	var when string
	err = f.View().Row(ctx, `SELECT coalesce(sum(n) FILTER (WHERE day = ?2), 0), coalesce(max(last), '') FROM requests
		WHERE host = ?1 AND day >= ?3`, host, site.DayStamp(at), site.DayStamp(at.AddDate(0, 0, -1))).Scan(&today, &when)
	return today, site.ParseStamp(when), db.Fault(f.Path(), "count requests", err)
}
