package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// LoadRobots returns the robots.txt that was saved for an origin and when.
func (a *Archive) LoadRobots(ctx context.Context, origin string) (status int, body []byte, at time.Time, ok bool) {
	var when string
	err := a.at(ctx).row("SELECT robots_status, robots, robots_at FROM hosts WHERE origin = ?", origin).Scan(&status, &body, &when)
	return status, body, parseStamp(when), err == nil && status != 0
}

// SaveRobots keeps the robots.txt of an origin.
func (a *Archive) SaveRobots(ctx context.Context, origin string, status int, body []byte, at time.Time) error {
	return a.write(ctx, "save robots.txt", func(t *tx) error {
		if body == nil {
			body = []byte{}
		}
		err := t.exec(`INSERT INTO hosts (origin, robots_status, robots, robots_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (origin) DO UPDATE SET robots_status = excluded.robots_status, robots = excluded.robots, robots_at = excluded.robots_at`,
			origin, status, body, stamp(at))
		return err
	})
}

// Wait keeps until when a host has asked not to be visited. The name is the host's, without a scheme.
func (a *Archive) Wait(ctx context.Context, host string, until time.Time) error {
	return a.write(ctx, "save wait", func(t *tx) error {
		err := t.exec(`INSERT INTO hosts (origin, wait_until) VALUES (?, ?)
			ON CONFLICT (origin) DO UPDATE SET wait_until = excluded.wait_until`, host, stamp(until))
		return err
	})
}

// Waiting is until when a host has asked not to be visited, the zero time if it has not.
func (a *Archive) Waiting(ctx context.Context, host string) (time.Time, error) {
	var until string
	err := a.at(ctx).row("SELECT wait_until FROM hosts WHERE origin = ?", host).Scan(&until)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return parseStamp(until), fault(a.path, "read wait", err)
}
