package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Capture is a page as served.
type Capture struct {
	ContentType string
	Body        []byte

	packed []byte // by Pack; nil until it is needed
}

// Pack compresses a page ahead of its saving, so that several can be packed at a time.
func (a *Archive) Pack(c Capture) Capture {
	c.packed = a.zip.enc.EncodeAll(c.Body, nil)
	return c
}

// codec packs pages. Its coders are made once; both may be used from several goroutines.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, err
	}
	return &codec{enc, dec}, nil
}

func (c *codec) close() { c.dec.Close() }

// saveCapture keeps a page once, by its hash, and returns its number.
func (a *Archive) saveCapture(tx *sql.Tx, c Capture) (int64, error) {
	sum := sha256.Sum256(c.Body)
	hash := hex.EncodeToString(sum[:])
	var number int64
	err := tx.QueryRow("SELECT capture FROM captures WHERE sha256 = ?", hash).Scan(&number)
	if err != sql.ErrNoRows {
		return number, err
	}
	if c.packed == nil {
		c = a.Pack(c)
	}
	result, err := tx.Exec("INSERT INTO captures (sha256, content_type, bytes, data) VALUES (?, ?, ?, ?)", hash, c.ContentType, len(c.Body), c.packed)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// Capture returns the page that a revision was extracted from.
func (a *Archive) Capture(article int64, revision int) (Capture, error) {
	var c Capture
	var packed []byte
	err := a.db.QueryRow(`SELECT content_type, data FROM captures JOIN revisions USING (capture)
		WHERE article = ? AND revision = ?`, article, revision).Scan(&c.ContentType, &packed)
	if err != nil {
		return c, a.fault("read page", err)
	}
	if c.Body, err = a.zip.dec.DecodeAll(packed, nil); err != nil {
		return c, fmt.Errorf("archive %s: unpack page: %w", a.path, err)
	}
	return c, nil
}
