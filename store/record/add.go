package record

import (
	"context"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
)

// add adds the row of a sighting, and marks the articles whose history it may change.
func (t *Writer) add(ctx context.Context, a *arrival) error {
	err := t.Exec(ctx, `INSERT INTO sightings (address, at, source, outcome, capture, detail, run)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		a.address, site.Stamp(a.At), string(a.Source), string(a.Seen), a.capture, a.Detail, a.seenBy)
	if err != nil || a.first {
		return err
	}
	if a.capture != 0 {
		if err := t.FollowPage(ctx, a.seenBy, a.address); err != nil {
			return err
		}
	}
	return t.Concern(ctx, a.asked, a.found)
}

// Concern marks the articles whose history a sighting may change: the one that was found, the one that was asked for,
// and those that have answered in its place.
func (t *Writer) Concern(ctx context.Context, asked, found int64) error {
	t.Touch(asked, found)
	if asked == 0 {
		return nil
	}
	others, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT DISTINCT r.article FROM addresses AS a
		JOIN sightings AS s USING (address)
		JOIN readings AS r USING (capture, address) WHERE a.article = ?`, asked)
	t.Touch(others...)
	return err
}
