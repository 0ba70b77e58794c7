package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Looked is how much somebody looked at articles in a span of time: that nothing was seen to change says little of
// those that nobody looked at.
type Looked struct {
	Articles int `json:"articles"` // that were known before the span
	Again    int `json:"again"`    // of them, looked at in it
}

// isLook leaves out what only a file's date tells: when somebody looked, nobody wrote down.
const isLook = "s.retraction = 0 AND (SELECT source FROM witnesses WHERE witness = s.witness) <> 'file-time'"

// again are the articles that somebody looked at in a span, and the site had an answer. What is absent from a list was
// not looked at.
const again = `SELECT coalesce(nullif(r.article, 0), a.article) FROM sightings AS s JOIN addresses AS a USING (address)
	LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
	WHERE s.at >= ? AND s.at < ? AND s.outcome IN ('page', 'unmodified', 'gone', 'withheld')
	AND ` + isLook

// Looked counts the articles that a filter admits, and those of them that were looked at from a time on, before
// another; "" for that: until now.
func (a *Catalog) Looked(ctx context.Context, f Filter, since, until string) (l Looked, err error) {
	c := f.conditions()
	c.add("first_seen < ?", since)
	v := a.View()
	where, args := c.where()
	l.Articles, _, err = db.One[int](ctx, v, "SELECT count(*) FROM heads"+where, args...)
	if err != nil || l.Articles == 0 {
		return l, db.Fault(a.Path(), "count looks", err)
	}
	c.add("heads.article IN ("+again+")", since, cmp.Or(until, "~")) // after all times
	where, args = c.where()
	l.Again, _, err = db.One[int](ctx, v, "SELECT count(*) FROM heads"+where, args...)
	return l, db.Fault(a.Path(), "count looks", err)
}

// LastLook is when the site was last looked at, an article or a list, up to a time; "" if it never was.
func (a *Catalog) LastLook(ctx context.Context, until time.Time) (string, error) {
	last, _, err := db.One[string](ctx, a.View(), `SELECT max(
		coalesce((SELECT at FROM sightings AS s WHERE at <= ?1 AND outcome NOT IN ('refused', 'picture') AND `+isLook+`
			ORDER BY at DESC LIMIT 1), ''),
		coalesce((SELECT max(answered) FROM sources WHERE answered <= ?1), ''))`, site.Stamp(until))
	return last, db.Fault(a.Path(), "find last look", err)
}

// LatestLook is LastLook with whose word it is: that of a list is this archive's own.
func (a *Catalog) LatestLook(ctx context.Context, until time.Time) (at string, by Witness, err error) {
	if at, err = a.LastLook(ctx, until); err != nil || at == "" {
		return "", by, err
	}
	v := a.View()
	said, found, err := db.One[sql.NullString](ctx, v, "SELECT "+testified+` FROM sightings AS s JOIN witnesses AS w
		USING (witness)
		WHERE at = ? AND outcome NOT IN ('refused', 'picture') AND `+isLook+nearest, at)
	if err != nil || !found {
		return at, Witness{Kind: record.Fetched}, db.Fault(a.Path(), "find last look", err)
	}
	by, err = witnessesOf(v).of(ctx, said)
	return at, by, db.Fault(a.Path(), "find last look", err)
}
