package upkeep

import (
	"context"
	"time"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// Claim is what an archive says that its seal of a day is. Who copies its looks has a seal of his own.
type Claim struct {
	Archive string `json:"archive"`
	Day     string `json:"day"`
	SHA256  string `json:"sha256"`
	Run     int64  `json:"run,omitempty"` // that heard it; 0: it is the archive's own
}

// isCredible reports whether a claim of another archive can be one.
func (c Claim) isCredible() bool {
	_, err := time.Parse(time.DateOnly, c.Day)
	return err == nil && c.Archive != "" && c.Archive == record.ShortName(c.Archive) && captures.IsHash(c.SHA256)
}

// mostClaims is how many claims are handed on: archives hear of a few others.
const mostClaims = 1000

// Claims are the latest seal of an archive, if a day has been sealed, and those that it has heard of from others.
func Claims(ctx context.Context, d *db.DB) ([]Claim, error) {
	all, err := db.Collect(ctx, d.View(), func(row db.Scanner) (c Claim, err error) {
		err = row.Scan(&c.Archive, &c.Day, &c.SHA256, &c.Run)
		return c, err
	}, `SELECT * FROM (SELECT value, day, sha256, 0 FROM seals JOIN about ON name = 'archive' WHERE sha256 IS NOT NULL
			ORDER BY day DESC LIMIT 1)
		UNION ALL SELECT archive, day, sha256, run FROM claimed_seals LIMIT ?`, mostClaims)
	return all, db.Fault(d.Path(), "read seals", err)
}

// Hear keeps what others say of their seals, with the run that heard it. What is said of this archive's own is not
// kept.
func Hear(ctx context.Context, d *db.DB, run int64, claims []Claim) error {
	if len(claims) == 0 {
		return nil
	}
	return d.Write(ctx, "keep seals of others", func(ctx context.Context, t *db.Tx) error {
		id, err := t.ArchiveID(ctx)
		if err != nil {
			return err
		}
		for _, c := range claims {
			if c.Archive == id || !c.isCredible() {
				continue
			}
			const keep = "INSERT INTO claimed_seals (archive, day, sha256, run) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
			if err := t.Exec(ctx, keep, c.Archive, c.Day, c.SHA256, run); err != nil {
				return err
			}
		}
		return nil
	})
}
