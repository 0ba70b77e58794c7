package record

import (
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"net/url"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Original is how a look that found a page again names the look that found it first. Records of web archives do so in
// place of the page: the two may come in on different days, in either order.
type Original struct {
	URL        string    // where
	At         time.Time // when; zero: it does not say
	Digest     string    // of the page: an algorithm, a colon, hexadecimal; "": it does not say
	Unmodified bool      // the site said that nothing had changed; else it sent the page once more
}

// named begins the detail of a look that waits for such a page. The address comes first: an index finds those that wait
// for a page there.
const named = "of "

// Detail is the original as the detail of a look that waits for it.
func (o Original) Detail() string {
	at, kind := "", queue.SeenPage
	if !o.At.IsZero() {
		at = site.Stamp(o.At)
	}
	if o.Unmodified {
		kind = queue.SeenUnmodified
	}
	return named + strings.Join([]string{keptURL(o.URL), at, o.Digest, string(kind)}, " ")
}

// OriginalOf is the original that a detail names.
func OriginalOf(detail string) (o Original, ok bool) {
	rest, ok := strings.CutPrefix(detail, named)
	parts := strings.Split(rest, " ")
	if !ok || len(parts) != 4 {
		return o, false
	}
	o = Original{URL: parts[0], At: site.ParseStamp(parts[1]), Digest: parts[2],
		Unmodified: parts[3] == string(queue.SeenUnmodified)}
	return o, o.URL != "" && (o.Digest != "" || !o.At.IsZero())
}

// Naming makes a look one that found an original again. An archive of ours may have noted which in words of its own.
func (s Sighting) Naming(o Original, noted string) Sighting {
	s.Seen, s.Detail = queue.SeenUnmodified, o.Detail()
	sum, isPage := strings.CutPrefix(noted, OfPage)
	_, isNamed := OriginalOf(noted)
	switch {
	case isPage && captures.IsHash(sum):
		s.SHA256, s.Detail = sum, ""
	case isNamed:
		s.Detail = noted
	case noted == AsBefore || o.Unmodified && o.At.IsZero() && o.Digest == "":
		s.Detail = AsBefore
	}
	return s
}

// keptURL is an address as it is kept, without spaces.
func keptURL(address string) string {
	ref, _ := site.ParseURL(address)
	return strings.ReplaceAll(addressOf(address, ref, ident.ArticleNumber(ref.Edition, ref.ID)), " ", url.PathEscape(" "))
}

// find returns the page that an original is, 0 where it is not here yet: the one with its digest, else the one that was
// seen at its address and time, whose bytes were packed when the digest was taken. An article's addresses are one.
func (o Original) find(ctx context.Context, v db.View) (capture int64, err error) {
	algorithm, sum, _ := strings.Cut(o.Digest, ":")
	if algorithm == "sha256" {
		if capture, found, err := captures.CaptureOf(ctx, v, sum); found || err != nil {
			return capture, err
		}
	}
	const seenThere = `capture FROM sightings WHERE outcome IN ('page', 'picture') AND capture <> 0
		AND address IN (SELECT address
		FROM addresses WHERE address BETWEEN ?1 AND ?1 + 15 AND url = ?2 OR article = ?3 AND article <> 0)`
	ref, _ := site.ParseURL(o.URL)
	place := []any{ident.AddressNumber(o.URL), o.URL, ident.ArticleNumber(ref.Edition, ref.ID)}
	there, err := db.Collect(ctx, v, db.Column[int64], "SELECT "+seenThere+
		" UNION SELECT capture FROM readings WHERE article = ?3 AND article <> 0 ORDER BY capture", place...)
	if err != nil {
		return 0, err
	}
	for _, number := range there {
		if is, err := o.is(ctx, v, number); is || err != nil {
			return number, err
		}
	}
	if o.At.IsZero() {
		return 0, nil
	}
	capture, _, err = db.One[int64](ctx, v, "SELECT "+seenThere+" AND at = ?4 ORDER BY capture LIMIT 1",
		append(place, site.Stamp(o.At))...)
	return capture, err
}

// digests are the algorithms that web archives use. Here they only tell pages of one address apart.
var digests = map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha256": sha256.New}

// is reports whether a page has the digest. A damaged one has none.
func (o Original) is(ctx context.Context, v db.View, capture int64) (bool, error) {
	algorithm, sum, _ := strings.Cut(o.Digest, ":")
	newHash, known := digests[algorithm]
	if !known {
		return false, nil
	}
	c, err := captures.Load(ctx, v, capture)
	if err != nil {
		if db.IsDamage(err) {
			err = nil
		}
		return false, err
	}
	h := newHash()
	h.Write(c.Body)
	return hex.EncodeToString(h.Sum(nil)) == sum, nil
}

// FindOriginal makes a look that names the page which it found again one of that page, if it is here.
func FindOriginal(ctx context.Context, v db.View, s *Sighting) (capture int64, err error) {
	o, ok := OriginalOf(s.Detail)
	if !ok || s.Seen != queue.SeenUnmodified {
		return 0, nil
	}
	if capture, err = o.find(ctx, v); capture == 0 || err != nil {
		return 0, err
	}
	if is, err := isOf(ctx, v, s.URL, capture); !is || err != nil {
		return 0, err
	}
	s.Detail = ""
	if !o.Unmodified {
		s.Seen = s.anew()
	}
	return capture, nil
}

// haveWaits reports whether any look waits for a page. In most archives none does.
func (t *Writer) haveWaits(ctx context.Context) (bool, error) {
	if t.waits == 0 {
		n, err := Waiting(ctx, t.View)
		if err != nil {
			return false, err
		}
		t.waits = n + 1
	}
	return t.waits > 1, nil
}

// Waiting counts the looks that wait for the page which they found.
func Waiting(ctx context.Context, v db.View) (n int, err error) {
	n, _, err = db.One[int](ctx, v, "SELECT count(*)"+waiting)
	return n, err
}

// waiting are the looks that wait.
const waiting = " FROM sightings AS s WHERE outcome = 'unmodified' AND capture = 0"

// isOf reports whether a page may stand at an address: that of another article may not.
func isOf(ctx context.Context, v db.View, url string, capture int64) (bool, error) {
	asked, known := site.ParseURL(url)
	elsewhere, read, err := db.One[int64](ctx, v,
		"SELECT address FROM readings WHERE capture = ? AND article <> 0 LIMIT 1", capture)
	if !known || !read || err != nil {
		return err == nil, err
	}
	art, _, err := captures.ReadingOf(ctx, v, capture, elsewhere)
	if err != nil || art == nil {
		return false, err
	}
	return asked.LeadsTo(site.Ref{Edition: art.Edition, ID: art.ID}), nil
}

// followOriginal turns the looks that waited for a page at an address, or of an article, into looks at it, and reports
// whether there were any.
func (t *Writer) followOriginal(ctx context.Context, run int64, url string, asked, found int64) (followed bool,
	err error) {
	waits, err := t.haveWaits(ctx)
	if !waits || err != nil {
		return false, err
	}
	there := named + keptURL(url)
	looks, err := db.Collect(ctx, t.View, ScanKey, "SELECT "+KeyColumns+waiting+` AND detail >= ?1 AND detail < ?2
		UNION SELECT `+KeyColumns+waiting+` AND address IN (SELECT address FROM addresses WHERE article IN (?3, ?4)
			AND article <> 0)
			AND detail GLOB ?5`, there+" ", there+"!", asked, found, named+"*")
	if err != nil {
		return false, err
	}
	for _, k := range looks {
		s := Sighting{Seen: queue.SeenUnmodified, Detail: k.Detail}
		var asked int64
		if err := t.Row(ctx, "SELECT url, article FROM addresses WHERE address = ?", k.Address).Scan(&s.URL,
			&asked); err != nil {
			return followed, err
		}
		capture, err := FindOriginal(ctx, t.View, &s)
		if err != nil {
			return followed, err
		}
		if capture != 0 {
			followed = true
			if err := t.settle(ctx, run, k, s, capture, asked); err != nil {
				return followed, err
			}
		}
	}
	return followed, nil
}

// settle writes of a look which page it found. Others may have waited for that.
func (t *Writer) settle(ctx context.Context, run int64, k SightingKey, s Sighting, capture, asked int64) error {
	sealed, err := t.isSealed(ctx, k.TakenIn)
	if err != nil {
		return err
	}
	if sealed { // it says for good what it named
		s.Detail = k.Detail
	}
	before := k
	k.Outcome, k.Capture = string(s.Seen), capture
	if err := t.MakeRoom(ctx, k); err != nil {
		return err
	}
	err = t.Exec(ctx, `UPDATE OR REPLACE sightings SET outcome = ?, capture = ?, detail = ?`+ThisLook,
		append([]any{k.Outcome, k.Capture, s.Detail}, before.Values()...)...)
	if err != nil {
		return err
	}
	if _, err := t.spread(ctx, k); err != nil {
		return err
	}
	found, err := t.readAt(ctx, run, capture, k.Address)
	if err != nil {
		return err
	}
	if err := t.FollowPage(ctx, run, k.Address); err != nil {
		return err
	}
	if s.Seen.IsAnew() {
		if _, err := t.followOriginal(ctx, run, s.URL, asked, found); err != nil {
			return err
		}
	}
	if err := t.ConcernPage(ctx, capture); err != nil {
		return err
	}
	return t.Concern(ctx, asked, found)
}
