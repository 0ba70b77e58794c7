package verify

import (
	"context"
	"database/sql"

	"mingpao/extract/told"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// readings checks that every page has been read, and every reading can be.
func (c *Checker) readings(ctx context.Context) error {
	err := c.each(ctx, `SELECT capture FROM sightings WHERE capture <> 0 AND NOT EXISTS
		(SELECT 1 FROM readings WHERE readings.capture = sightings.capture AND readings.address = sightings.address)
		AND capture NOT IN (SELECT capture FROM pictures)`,
		func(n int64) error {
			return c.ofArticles(ctx, n, told.Errorf("page %d was seen, but nothing says what it was read as", n))
		})
	if err != nil {
		return err
	}
	err = c.each(ctx, `SELECT capture FROM readings WHERE NOT EXISTS
		(SELECT 1 FROM sightings WHERE sightings.capture = readings.capture AND sightings.address = readings.address)
		UNION ALL SELECT capture FROM pictures WHERE NOT EXISTS
		(SELECT 1 FROM sightings WHERE sightings.capture = pictures.capture)`,
		func(n int64) error {
			return c.ofArticles(ctx, n, told.Errorf("page or picture %d was read, but no sighting has it", n))
		})
	if err != nil {
		return err
	}
	type key struct{ capture, address int64 }
	keys, err := db.Collect(ctx, c.View, func(row db.Scanner) (k key, err error) {
		err = row.Scan(&k.capture, &k.address)
		return k, err
	}, "SELECT capture, address FROM readings WHERE article <> 0")
	if err != nil {
		return err
	}
	for _, k := range keys {
		if c.ended || ctx.Err() != nil {
			return ctx.Err()
		}
		if !c.share.has(k.capture) {
			continue
		}
		if err := Reading(ctx, c.View, k.capture, k.address); err != nil {
			c.find(c.ofArticles(ctx, k.capture, told.Errorf("page %d: %w", k.capture, err)))
		}
	}
	return nil
}

// Reading checks that what a page was read as is what was kept.
func Reading(ctx context.Context, v db.View, capture, address int64) error {
	var hash, fields string
	var body sql.NullString
	err := v.Row(ctx, `SELECT sha256, fields, body FROM readings LEFT JOIN texts USING (text)
		WHERE capture = ? AND address = ?`, capture, address).Scan(&hash, &fields, &body)
	if err == nil && !body.Valid {
		err = db.Damagedf("the text of page %d is missing", capture)
	}
	if err != nil {
		return err
	}
	art, err := captures.ArticleOf(fields, body.String)
	if err != nil {
		return err
	}
	if captures.Fingerprint(&art) != hash {
		return db.Damagedf("what it was read as is not what was kept: its hash differs")
	}
	return nil
}
