package record

import (
	"context"
	"strings"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// The detail of a look that found a page unmodified says which one. It is worked out again when pages come in late.
const (
	AsBefore = "as before" // the latest one before the look, whatever that is
	OfPage   = "sha256 "   // this one, which is not here yet
)

// sameArticle are an address and the others of the article that it names.
const sameArticle = `(SELECT ?1 UNION SELECT address FROM addresses WHERE article <> 0
	AND article = (SELECT article FROM addresses WHERE address = ?1))`

// whichPage is that detail; "" where the look names the page and it is here.
func whichPage(s Sighting, capture int64) string {
	switch {
	case s.Detail == AsBefore || s.SHA256 == "":
		return AsBefore
	case capture == 0:
		return OfPage + s.SHA256
	}
	return ""
}

// Unmodified is the page that a look found still there: the one that the sighting names, else the latest before it; 0
// where that is not known yet.
func Unmodified(ctx context.Context, v db.View, address int64, s Sighting) (capture int64, err error) {
	if s.SHA256 != "" && s.Detail != AsBefore {
		capture, _, err = captures.CaptureOf(ctx, v, s.SHA256)
		return capture, err
	}
	capture, _, err = db.One[int64](ctx, v, `SELECT capture FROM sightings
		WHERE address IN `+sameArticle+` AND capture <> 0 AND at <= ?2
		AND detail <> ?3 AND retraction = 0 ORDER BY at DESC, capture LIMIT 1`, address, site.Stamp(s.At), AsBefore)
	return capture, err
}

// FollowPage works out anew which page the looks at an article's addresses found unmodified, after another one has
// come in.
func (t *Writer) FollowPage(ctx context.Context, run, address int64) error {
	looks, err := db.Collect(ctx, t.View, ScanKey, "SELECT "+KeyColumns+` FROM sightings AS s
		WHERE address IN `+sameArticle+` AND outcome = 'unmodified' AND detail <> ''`, address)
	if err != nil {
		return err
	}
	for _, k := range looks {
		if err := t.followLook(ctx, run, k); err != nil {
			return err
		}
	}
	return nil
}

func (t *Writer) followLook(ctx context.Context, run int64, k SightingKey) error {
	if _, waits := OriginalOf(k.Detail); waits {
		return nil
	}
	s := Sighting{At: site.ParseStamp(k.At), Detail: k.Detail}
	s.SHA256, _ = strings.CutPrefix(k.Detail, OfPage)
	capture, err := Unmodified(ctx, t.Tx.View, k.Address, s)
	if err != nil || capture == k.Capture || capture == 0 && k.Detail != AsBefore {
		return err
	}
	found := k
	found.Capture = capture
	if err := t.MakeRoom(ctx, found); err != nil {
		return err
	}
	err = t.Exec(ctx, `UPDATE OR REPLACE sightings SET capture = ?, detail = ?`+ThisLook,
		append([]any{capture, whichPage(s, capture)}, k.Values()...)...)
	if err != nil {
		return err
	}
	if err := t.DropUnseen(ctx, k.Capture, k.Address); err != nil {
		return err
	}
	if capture == 0 { // what it found unmodified was taken back
		return nil
	}
	return t.readAndTouch(ctx, run, capture, k.Address)
}
