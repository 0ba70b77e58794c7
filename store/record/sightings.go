package record

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// SourceMoved vouches for times that an archive of version 1 gave without saying where from.
const SourceMoved site.TimeSource = "archive-v1"

// Sighting is a look at an address.
type Sighting struct {
	URL     string // that was asked for; "" for a saved page that does not tell
	At      time.Time
	Source  site.TimeSource // who vouches for the time
	Seen    queue.Seen
	Detail  string           // of what is no page: HTTP 404
	Capture captures.Capture // the page, of SeenPage; of SeenUnmodified where it is at hand: it is kept if it is not there
	Article *extract.Article // what the rules made of it; nil: nothing
	Refusal string           // then: why
	SHA256  string           // of SeenUnmodified: the page that is still there, if it is known; else the latest one

	Run int64 // that saw it; 0: the one that records it
}

// Record adds sightings, all or none, and returns what each meant.
func Record(ctx context.Context, a *db.DB, run int64, sightings []Sighting, now time.Time) (outcomes []queue.Outcome,
	err error) {
	err = Write(ctx, a, "record what was seen", func(ctx context.Context, t *Writer) error {
		for _, s := range sightings {
			if err := t.Ended(); err != nil {
				return err
			}
			o, err := t.Record(ctx, run, s, now)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, o)
		}
		return nil
	})
	return outcomes, err
}

// Future is how far a clock may be ahead of ours.
const Future = 10 * time.Minute

func (t *Writer) Record(ctx context.Context, run int64, s Sighting, now time.Time) (queue.Outcome, error) {
	if s.At.IsZero() || s.At.Sub(now) > Future {
		return queue.None, fmt.Errorf("a page cannot have been seen at %s; it is %s now", site.Stamp(s.At), site.Stamp(now))
	}
	ref, _ := site.ParseURL(s.URL)
	asked := ident.ArticleNumber(ref.Edition, ref.ID)
	found := captures.Reading{Article: s.Article}.Number()
	if gone, err := t.keptAway(ctx, asked, found); gone || err != nil {
		return queue.Removed, err
	}
	seenBy := cmp.Or(s.Run, run)
	address, isNewAddress, err := SaveAddress(ctx, t.Tx, s.URL, ref, asked)
	if err != nil {
		return queue.None, err
	}
	if found != 0 && (asked == found || asked == 0) && s.Seen == queue.SeenPage {
		if done, err := t.recordFirst(ctx, seenBy, place{address, isNewAddress}, found, s, now); done || err != nil {
			return queue.New, err
		}
	}
	before, err := stateOf(ctx, t.Tx, found)
	if err != nil {
		return queue.None, err
	}
	isNew, err := t.addSighting(ctx, seenBy, address, found, s, now)
	if err != nil {
		return queue.None, err
	}
	if !isNew {
		return queue.Known, nil
	}
	if err := t.Concern(ctx, asked, found); err != nil {
		return queue.None, err
	}
	if err := t.RebuildTouched(ctx, run); err != nil {
		return queue.None, err
	}
	return outcome(ctx, t.Tx, found, before)
}

// addSighting adds a row with what it stands on. It tells whether the sighting is new.
func (t *Writer) addSighting(ctx context.Context, run, address, article int64, s Sighting, now time.Time) (isNew bool, err error) {
	var capture int64
	switch s.Seen {
	case queue.SeenPage:
		capture, isNew, err = t.addPage(ctx, run, address, article, s, now)
		if err != nil || !isNew {
			return false, err
		}
	case queue.SeenUnmodified:
		if capture, err = Unmodified(ctx, t.Tx.View, address, s); err == nil && capture != 0 {
			err = t.readHere(ctx, run, capture, address)
		}
		if err != nil {
			return false, err
		}
		if capture == 0 && s.Capture.Size() > 0 { // what it was unmodified from is not here
			s.Seen, s.Detail = queue.SeenPage, ""
			return t.addSighting(ctx, run, address, article, s, now)
		}
		s.Detail = whichPage(s, capture)
	}
	if isNew, err = putSighting(ctx, t.Tx, run, address, capture, s); err != nil || !isNew || capture == 0 {
		return isNew, err
	}
	return true, t.FollowPage(ctx, run, address)
}

func putSighting(ctx context.Context, t *db.Tx, run, address, capture int64, s Sighting) (isNew bool, err error) {
	n, err := t.Changed(ctx, `INSERT INTO sightings (address, at, source, outcome, capture, detail, run)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, address, site.Stamp(s.At), string(s.Source), string(s.Seen), capture, s.Detail, run)
	return n > 0, err
}

// addPage keeps a page and what was made of it, unless this very sighting is there.
func (t *Writer) addPage(ctx context.Context, run, address, article int64, s Sighting, now time.Time) (capture int64, isNew bool, err error) {
	_, known, err := db.One[int](ctx, t.View, `SELECT 1 FROM sightings
		WHERE address = ? AND at = ? AND source = ? AND outcome = ? AND capture = (SELECT capture FROM captures
			WHERE sha256 = ?)`,
		address, site.Stamp(s.At), string(s.Source), string(s.Seen), s.Capture.Sum())
	if known || err != nil {
		return 0, false, err
	}
	kind := otherPages
	if s.Article != nil {
		kind = s.Article.Edition
	}
	if capture, err = captures.SaveCapture(ctx, t.Tx, &s.Capture, kind, article, now); err != nil {
		return 0, false, err
	}
	if s.Run != 0 { // another archive's reading does not replace ours, which may be of newer rules
		_, found, err := db.One[int](ctx, t.View, "SELECT 1 FROM readings WHERE capture = ? AND address = ? AND article <> 0",
			capture, address)
		if found || err != nil {
			return capture, true, err
		}
	}
	return capture, true, t.SaveReading(ctx, capture, address, run, captures.Reading{Article: s.Article, Refusal: s.Refusal})
}

// otherPages is the kind, as dictionaries have it, of pages that hold no article.
const otherPages = "other"

// addressOf is an address as it is kept: an article's is the canonical one.
func addressOf(url string, ref site.Ref, article int64) string {
	if article != 0 && ref.URL() != "" {
		return ref.URL()
	}
	return url
}

// SaveAddress keeps an address once and returns its number, and whether it was not there.
func SaveAddress(ctx context.Context, t *db.Tx, url string, ref site.Ref, article int64) (number int64, isNew bool, err error) {
	url = addressOf(url, ref, article)
	for number := ident.AddressNumber(url); ; number++ {
		n, err := t.Changed(ctx, "INSERT INTO addresses (address, url, article) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", number,
			url, article)
		if n > 0 || err != nil {
			return number, true, err
		}
		kept, _, err := db.One[string](ctx, t.View, "SELECT url FROM addresses WHERE address = ?", number)
		if kept == url || err != nil {
			return number, false, err
		}
	}
}

// Concern marks the articles whose history a sighting may change: the one that was found, the one that was asked for,
// and those that have answered in its place.
func (t *Writer) Concern(ctx context.Context, asked, found int64) error {
	t.Touch(asked, found)
	if asked == 0 {
		return nil
	}
	others, err := db.Collect(ctx, t.View, db.Single[int64], `SELECT DISTINCT r.article FROM addresses AS a
		JOIN sightings AS s USING (address)
		JOIN readings AS r USING (capture, address) WHERE a.article = ?`, asked)
	t.Touch(others...)
	return err
}

// state is what tells whether a sighting brought something new.
type state struct {
	versions int
	hash     string
}

func stateOf(ctx context.Context, t *db.Tx, article int64) (s state, err error) {
	err = t.Row(ctx, "SELECT count(*), coalesce(group_concat(sha256), '') FROM (SELECT sha256 FROM versions JOIN readings USING (capture, address) WHERE versions.article = ? ORDER BY revision)", article).
		Scan(&s.versions, &s.hash)
	return s, err
}

func outcome(ctx context.Context, t *db.Tx, article int64, before state) (queue.Outcome, error) {
	if article == 0 {
		return queue.None, nil
	}
	after, err := stateOf(ctx, t, article)
	switch {
	case err != nil:
		return queue.None, err
	case before.versions == 0 && after.versions > 0:
		return queue.New, nil
	case before != after:
		return queue.Changed, nil
	}
	return queue.Unchanged, nil
}
