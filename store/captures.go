package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"
)

// Capture is a page as served.
type Capture struct {
	ContentType string
	Body        []byte

	packed *packed // by Pack; nil until it is needed
}

// Pack compresses the page of an edition's article ahead of its saving, so that several can be packed at a time. Without a
// dictionary in use yet it leaves the page to the saving, which makes one.
func (a *Archive) Pack(c Capture, edition string) Capture {
	if a.zip.has(edition) {
		p := a.zip.pack(edition, c.Body)
		c.packed = &p
	}
	return c
}

// saveCapture keeps a page once, by its hash, and returns its number.
func (a *Archive) saveCapture(tx *sql.Tx, c Capture, edition string, now time.Time) (int64, error) {
	hash := hashOf(c.Body)
	var number int64
	err := tx.QueryRow("SELECT capture FROM captures WHERE sha256 = ?", hash).Scan(&number)
	if err != sql.ErrNoRows {
		return number, err
	}
	if err := a.renewDictionary(tx, edition, c.Body, now); err != nil {
		return 0, err
	}
	if c.packed == nil {
		p := a.zip.pack(edition, c.Body)
		c.packed = &p
	}
	result, err := tx.Exec("INSERT INTO captures (sha256, content_type, bytes, dictionary, data) VALUES (?, ?, ?, ?, ?)", hash, c.ContentType, len(c.Body),
		sql.NullInt64{Int64: c.packed.dictionary, Valid: c.packed.dictionary != 0}, c.packed.data)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// hashOf is how pages and versions are known again.
func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Capture returns the page that a revision was extracted from.
func (a *Archive) Capture(article int64, revision int) (Capture, error) {
	var c Capture
	var p packed
	err := a.db.QueryRow(`SELECT content_type, coalesce(dictionary, 0), data FROM captures JOIN revisions USING (capture)
		WHERE article = ? AND revision = ?`, article, revision).Scan(&c.ContentType, &p.dictionary, &p.data)
	if err != nil {
		return c, a.fault("read page", err)
	}
	if c.Body, err = a.unpack(p); err != nil {
		return c, fmt.Errorf("archive %s: unpack page: %w", a.path, err)
	}
	return c, nil
}
