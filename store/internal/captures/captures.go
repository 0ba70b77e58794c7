package captures

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/pack"
)

// Capture is a page or a picture as served.
type Capture struct {
	ContentType string
	Body        []byte

	hash   string       // by Sum; "" until it is needed
	packed *pack.Packed // by Pack, in place of the body; nil until then
	size   int          // of the body that was packed
}

// Sum is the hash of the page. Pages are large: it is worked out once.
func (c *Capture) Sum() string {
	if c.hash == "" {
		c.hash = ident.HashOf(c.Body)
	}
	return c.hash
}

// Pack compresses the page of an edition's article ahead of its saving, so that several can be packed at a time, and
// drops its bytes: what waits to be written is a tenth of them. Without a dictionary in use yet it leaves the page to
// the saving, which makes one.
func Pack(d *db.DB, c Capture, edition string) Capture {
	if len(c.Body) >= smallPage && len(c.Body) <= pack.PageMost && d.Zip.Has(edition) {
		c.Sum()
		p := d.Zip.Pack(edition, c.Body)
		c.packed, c.size, c.Body = &p, len(c.Body), nil
	}
	return c
}

// Size is the size of the page in bytes.
func (c *Capture) Size() int { return max(c.size, len(c.Body)) }

// Held is how many bytes of memory hold the page.
func (c *Capture) Held() int {
	if c.packed != nil {
		return len(c.packed.Data)
	}
	return len(c.Body)
}

// open is the page as served, also after it was packed.
func (c *Capture) open(ctx context.Context, v db.View) ([]byte, error) {
	if c.packed == nil {
		return c.Body, nil
	}
	return unpack(ctx, v, *c.packed)
}

// KeepCapture keeps a page, or its content type where it is there, under a number: of the types that a page came with
// the last in the order of bytes, whichever came first. None is the least, and one that names a character set is more
// than the same without.
func KeepCapture(ctx context.Context, t *db.Tx, number int64, c *Capture, edition string, article int64,
	now time.Time) (int64, error) {
	if number == 0 {
		return addCapture(ctx, t, c, edition, article, now)
	}
	return number, keepType(ctx, t, number, c.ContentType)
}

func keepType(ctx context.Context, t *db.Tx, number int64, contentType string) error {
	return t.Exec(ctx, "UPDATE captures SET content_type = ?1 WHERE capture = ?2 AND content_type < ?1",
		contentType, number)
}

func CaptureOf(ctx context.Context, v db.View, hash string) (number int64, found bool, err error) {
	return db.One[int64](ctx, v, "SELECT capture FROM captures WHERE sha256 = ?", hash)
}

func addCapture(ctx context.Context, t *db.Tx, c *Capture, edition string, article int64,
	now time.Time) (int64, error) {
	if c.Size() > pack.PageMost {
		return 0, fmt.Errorf("a page of %d bytes is larger than any", c.Size())
	}
	p, err := packFor(ctx, t, c, edition, article, now)
	if err != nil {
		return 0, err
	}
	return addPacked(ctx, t, c, p)
}

// addPacked adds a capture as it is packed, and returns the number that it gets.
func addPacked(ctx context.Context, t *db.Tx, c *Capture, p pack.Packed) (int64, error) {
	hash := c.Sum()
	for number := ident.NumberOf("capture " + hash); ; number++ { // the first that is free
		n, err := t.Changed(ctx, `INSERT INTO captures (capture, sha256, content_type, bytes, dictionary, base, data)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (capture) DO NOTHING`,
			number, hash, c.ContentType, c.Size(), NullNumber(p.Dictionary), NullNumber(p.Base), p.Data)
		if n > 0 || err != nil {
			return number, err
		}
	}
}

// smallPage is what packing with another page gains nothing for: it has no chrome to share.
const smallPage = 1 << 10

func packFor(ctx context.Context, t *db.Tx, c *Capture, edition string, article int64,
	now time.Time) (pack.Packed, error) {
	if c.Size() < smallPage {
		return pack.Packed{Data: t.Zip.Enc.EncodeAll(c.Body, nil)}, nil
	}
	base, found, err := db.One[int64](ctx, t.View, `SELECT captures.capture FROM readings JOIN captures USING (capture)
		WHERE article = ? AND article <> 0 AND base IS NULL ORDER BY captures.capture LIMIT 1`, article)
	if err != nil {
		return pack.Packed{}, err
	}
	if found {
		if first, err := load(ctx, t.View, base, false); err == nil { // a damaged one is no help
			return packBased(ctx, t, base, first.Body, c)
		}
	}
	if err := renewDictionary(ctx, t, edition, c, now); err != nil {
		return pack.Packed{}, err
	}
	if c.packed != nil {
		return *c.packed, nil
	}
	return t.Zip.Pack(edition, c.Body), nil
}

func packBased(ctx context.Context, t *db.Tx, base int64, text []byte, c *Capture) (pack.Packed, error) {
	body, err := c.open(ctx, t.View)
	if err != nil {
		return pack.Packed{}, err
	}
	return t.Zip.PackBased(base, text, body)
}

func NullNumber(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n != 0} }

func Load(ctx context.Context, v db.View, number int64) (Capture, error) {
	return load(ctx, v, number, true)
}

// load reads a page. What a page is packed with is not itself packed with another one.
func load(ctx context.Context, v db.View, number int64, mayHaveBase bool) (c Capture, err error) {
	var p pack.Packed
	var hash string
	var size int
	err = v.Row(ctx, `SELECT sha256, content_type, bytes, coalesce(dictionary, 0), coalesce(base, 0), data FROM captures
		WHERE capture = ?`, number).
		Scan(&hash, &c.ContentType, &size, &p.Dictionary, &p.Base, &p.Data)
	if errors.Is(err, sql.ErrNoRows) {
		return c, db.Damagedf("page %d is missing", number)
	}
	if err != nil {
		return c, err
	}
	if p.Base != 0 && !mayHaveBase {
		return c, db.Damagedf("page %d is packed with another one, although one is packed with it", number)
	}
	if c.Body, err = unpack(ctx, v, p); err != nil {
		return c, db.Damagedf("page %d cannot be unpacked: %w", number, err)
	}
	if ident.HashOf(c.Body) != hash {
		return c, db.Damagedf("page %d is not the one that was kept: its hash differs", number)
	}
	if len(c.Body) != size {
		return c, db.Damagedf("page %d has %d bytes, not %d as it says", number, len(c.Body), size)
	}
	return c, nil
}
