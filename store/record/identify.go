package record

import (
	"cmp"
	"context"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// keptOut is isRemoved for those who remove nothing: in most archives nothing ever was.
func (t *Writer) keptOut(ctx context.Context, articles ...int64) (bool, error) {
	if t.removals == 0 {
		n, _, err := db.One[int](ctx, t.View, "SELECT count(*) FROM removed")
		if err != nil {
			return false, err
		}
		t.removals = n + 1
	}
	if t.removals == 1 {
		return false, nil
	}
	return ident.IsRemoved(ctx, t.Tx.View, articles...)
}

// identify finds the numbers of a sighting: of its address, and of its page, if that is here. It reports whether the
// very sighting is here already.
func (t *Writer) identify(ctx context.Context, a *arrival) (known bool, err error) {
	var isNew bool
	if a.address, isNew, err = SaveAddress(ctx, t.Tx, a.URL, a.ref, a.asked); err != nil {
		return false, err
	}
	if err := identifyPage(ctx, t.View, a); err != nil {
		return false, err
	}
	if known, err = t.isKnown(ctx, a, isNew, a.Witness.Behind.Chain()...); known || err != nil {
		return known, err
	}
	if a.witness, err = t.SaveWitness(ctx, a.Witness); err != nil {
		return false, err
	}
	if known, err = t.isKnown(ctx, a, isNew, a.witness); known || err != nil {
		return known, err
	}
	if err = t.heed(ctx, a); err != nil {
		return false, err
	}
	a.first, err = isFirst(ctx, t.View, a, isNew)
	a.first = a.first && a.Retraction == 0
	return false, err
}

// isKnown reports whether the very sighting is here by the word of one of some witnesses.
func (t *Writer) isKnown(ctx context.Context, a *arrival, isNew bool, witnesses ...int64) (known bool, err error) {
	if isNew || a.capture == 0 && a.Seen.IsAnew() {
		return false, nil
	}
	for k := a.key(); len(witnesses) > 0 && !known && err == nil; witnesses = witnesses[1:] {
		k.Witness = witnesses[0]
		_, known, err = db.One[int](ctx, t.View, "SELECT 1 FROM sightings"+ThisLook, k.Values()...)
	}
	return known, err
}

// identifyPage finds the page of a look.
func identifyPage(ctx context.Context, v db.View, a *arrival) (err error) {
	if _, waits := OriginalOf(a.Detail); waits && a.Seen == queue.SeenUnmodified {
		named := a.Detail
		a.capture, err = FindOriginal(ctx, v, &a.Sighting)
		a.again = a.capture != 0
		if a.isSaved {
			a.Detail = named // it may be sealed so
		}
		return err
	}
	if a.Seen == queue.SeenUnmodified {
		if a.capture, err = Unmodified(ctx, v, a.address, a.Sighting); err != nil {
			return err
		}
		if a.capture != 0 || a.Capture.Size() == 0 {
			a.Detail = whichPage(a.Sighting, a.capture)
			return nil
		}
		a.Seen, a.Detail = a.anew(), "" // the page that it was unmodified from is not here: it brings it along
	}
	if a.Seen.IsAnew() {
		a.capture, _, err = captures.CaptureOf(ctx, v, a.Capture.Sum())
	}
	return err
}

// isFirst reports whether a page is the first of its article, at the article's own address or at one that says nothing.
// Most pages of an import are, and go a third of the way.
func isFirst(ctx context.Context, v db.View, a *arrival, isNew bool) (bool, error) {
	// Otherwise it may have been seen there, or a look may wait for it.
	isAlone := isNew || a.capture == 0 && (a.asked != 0 || a.URL == "")
	if a.Seen != queue.SeenPage || a.found == 0 || a.asked != 0 && a.asked != a.found || !isAlone {
		return false, nil
	}
	met, err := isMet(ctx, v, a.found)
	return !met, err
}

// isMet reports whether anything in an archive bears on an article: it was read or seen, or rows of it
// are kept although that is lost.
func isMet(ctx context.Context, v db.View, article int64) (met bool, err error) {
	met, _, err = db.One[bool](ctx, v, `SELECT EXISTS (SELECT 1 FROM readings WHERE article = ?1) OR EXISTS (SELECT 1
		FROM heads WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM versions WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM indexed WHERE article = ?1)
		OR EXISTS (SELECT 1 FROM addresses JOIN sightings USING (address) WHERE addresses.article = ?1)`, article)
	return met, err
}

// addressOf is an address as it is kept: an article's and a picture's in one form.
func addressOf(url string, ref site.Ref, article int64) string {
	if article != 0 && ref.URL() != "" {
		return ref.URL()
	}
	return cmp.Or(site.PictureURL(url), url)
}

// SaveAddress keeps an address once and returns its number, and whether it was not there.
func SaveAddress(ctx context.Context, t *db.Tx, url string, ref site.Ref, article int64) (
	number int64, isNew bool, err error) {
	url = addressOf(url, ref, article)
	for number := ident.AddressNumber(url); ; number++ {
		n, err := t.Changed(ctx, `INSERT INTO addresses (address, url, article) VALUES (?, ?, ?)
			ON CONFLICT DO NOTHING`, number, url, article)
		if n > 0 || err != nil {
			return number, true, err
		}
		kept, _, err := db.One[string](ctx, t.View, "SELECT url FROM addresses WHERE address = ?", number)
		if kept == url || err != nil {
			return number, false, err
		}
	}
}
