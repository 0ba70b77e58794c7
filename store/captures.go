package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Capture is a page as served.
type Capture struct {
	ContentType string
	Body        []byte

	hash   string  // by sum; "" until it is needed
	packed *packed // by Pack; nil until it is needed
}

// sum is the hash of the page. Pages are large: it is worked out once.
func (c *Capture) sum() string {
	if c.hash == "" {
		c.hash = hashOf(c.Body)
	}
	return c.hash
}

// Pack compresses the page of an edition's article ahead of its saving, so that several can be packed at a time.
// Without a dictionary in use yet it leaves the page to the saving, which makes one.
func (a *Archive) Pack(c Capture, edition string) Capture {
	if a.zip.has(edition) {
		p := a.zip.pack(edition, c.Body)
		c.packed = &p
	}
	return c
}

// saveCapture keeps a page once, by its hash, and returns its number. A page of an article that has one already is
// packed with that one.
func (t *tx) saveCapture(ctx context.Context, c *Capture, edition string, article int64, now time.Time) (int64, error) {
	number, _, err := t.captureOf(ctx, c.sum())
	if err != nil {
		return 0, err
	}
	return t.keepCapture(ctx, number, c, edition, article, now)
}

// keepCapture keeps a page, or its content type where it is there, under a number: of the types that a page came with
// the last in the order of bytes, whichever came first. None is the least, and one that names a character set is more
// than the same without.
func (t *tx) keepCapture(ctx context.Context, number int64, c *Capture, edition string, article int64, now time.Time) (int64, error) {
	if number == 0 {
		return t.addCapture(ctx, c, edition, article, now)
	}
	return number, t.exec(ctx, "UPDATE captures SET content_type = ?1 WHERE capture = ?2 AND content_type < ?1", c.ContentType,
		number)
}

func (v view) captureOf(ctx context.Context, hash string) (number int64, found bool, err error) {
	return one[int64](ctx, v, "SELECT capture FROM captures WHERE sha256 = ?", hash)
}

func (t *tx) addCapture(ctx context.Context, c *Capture, edition string, article int64, now time.Time) (int64, error) {
	if len(c.Body) > pageMost {
		return 0, fmt.Errorf("a page of %d bytes is larger than any", len(c.Body))
	}
	hash := c.sum()
	p, err := t.packFor(ctx, c, edition, article, now)
	if err != nil {
		return 0, err
	}
	for number := numberOf("capture " + hash); ; number++ { // the first that is free
		n, err := t.changed(ctx, `INSERT INTO captures (capture, sha256, content_type, bytes, dictionary, base, data)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (capture) DO NOTHING`,
			number, hash, c.ContentType, len(c.Body), nullNumber(p.dictionary), nullNumber(p.base), p.data)
		if n > 0 || err != nil {
			return number, err
		}
	}
}

// smallPage is what packing with another page gains nothing for: it has no chrome to share.
const smallPage = 1 << 10

func (t *tx) packFor(ctx context.Context, c *Capture, edition string, article int64, now time.Time) (packed, error) {
	if len(c.Body) < smallPage {
		return packed{data: t.zip.enc.EncodeAll(c.Body, nil)}, nil
	}
	base, found, err := one[int64](ctx, t.view, `SELECT captures.capture FROM readings JOIN captures USING (capture)
		WHERE article = ? AND article <> 0 AND base IS NULL ORDER BY captures.capture LIMIT 1`, article)
	if err != nil {
		return packed{}, err
	}
	if found {
		if first, err := t.load(ctx, base, false); err == nil { // a damaged one is no help
			return packBased(base, first.Body, c.Body)
		}
	}
	if err := t.renewDictionary(ctx, edition, c.Body, now); err != nil {
		return packed{}, err
	}
	if c.packed != nil {
		return *c.packed, nil
	}
	return t.zip.pack(edition, c.Body), nil
}

func nullNumber(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n != 0} }

func (v view) capture(ctx context.Context, number int64) (Capture, error) {
	return v.load(ctx, number, true)
}

// load reads a page. What a page is packed with is not itself packed with another one.
func (v view) load(ctx context.Context, number int64, mayHaveBase bool) (c Capture, err error) {
	var p packed
	var hash string
	var size int
	err = v.row(ctx, `SELECT sha256, content_type, bytes, coalesce(dictionary, 0), coalesce(base, 0), data FROM captures
		WHERE capture = ?`, number).
		Scan(&hash, &c.ContentType, &size, &p.dictionary, &p.base, &p.data)
	if errors.Is(err, sql.ErrNoRows) {
		return c, damagedf("page %d is missing", number)
	}
	if err != nil {
		return c, err
	}
	if p.base != 0 && !mayHaveBase {
		return c, damagedf("page %d is packed with another one, although one is packed with it", number)
	}
	if c.Body, err = v.unpack(ctx, p); err != nil {
		return c, damagedf("page %d cannot be unpacked: %w", number, err)
	}
	if hashOf(c.Body) != hash {
		return c, damagedf("page %d is not the one that was kept: its hash differs", number)
	}
	if len(c.Body) != size {
		return c, damagedf("page %d has %d bytes, not %d as it says", number, len(c.Body), size)
	}
	return c, nil
}

// HasPage tells whether a page, by the bytes as served, is in the archive already.
func (a *Archive) HasPage(ctx context.Context, body []byte) (bool, error) {
	_, found, err := one[int](ctx, a.at(), "SELECT 1 FROM captures WHERE sha256 = ?", hashOf(body))
	return found, fault(a.Path(), "look for page", err)
}
