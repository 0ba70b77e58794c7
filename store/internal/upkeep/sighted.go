package upkeep

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Sightings yields what was seen of the articles that a filter takes, in the order of its times, with the bytes of
// its page. The zero filter takes all, pages without an article included. It holds one at a time, reads the archive as
// it was when it began, and goes on after a page that is damaged, which is a *Damaged error.
func Sightings(ctx context.Context, d *db.DB, f catalog.Filter) iter.Seq2[record.Sighting, error] {
	const op = "read sightings"
	return db.Until(ctx, d, op, func(yield func(record.Sighting, error) bool) {
		err := d.Still(ctx, func(v db.View) error {
			query, args, err := sightingsQuery(ctx, v, f)
			if err != nil {
				return err
			}
			for k, err := range db.Each(ctx, v, record.ScanKey, query, args...) {
				if err != nil {
					return err
				}
				if !yield(sighting(ctx, v, k)) {
					return nil
				}
			}
			return nil
		})
		if err != nil {
			yield(record.Sighting{}, db.Fault(d.Path(), op, err))
		}
	})
}

// sighting is a row with what it refers to.
func sighting(ctx context.Context, v db.View, k record.SightingKey) (record.Sighting, error) {
	s, err := Bare(ctx, v, k)
	if err == nil {
		err = Fill(ctx, v, &s, k)
	}
	if err == nil && k.Retraction != 0 {
		var r record.Retraction
		r, err = record.RetractionOf(ctx, v, k.Retraction)
		s.TakenBack = &r
	}
	if err == nil && s.Seen == queue.SeenUnmodified && k.Capture != 0 {
		s.Capture, err = captures.Load(ctx, v, k.Capture)
	}
	if db.IsDamage(err) {
		return s, &db.Damaged{Article: cmp.Or(s.URL, fmt.Sprint("of address ", k.Address)) + " at " + k.At, Err: err}
	}
	return s, db.Fault(v.Path, "read sightings", err)
}

// sightingsQuery reads the looks that a filter takes: at its articles, and at the pictures that these show.
func sightingsQuery(ctx context.Context, v db.View, f catalog.Filter) (query string, args []any, err error) {
	query = "SELECT " + record.KeyColumns + " FROM sightings AS s"
	const order = " ORDER BY s.at, s.address, s.witness, s.outcome, s.capture" // an index has it: nothing is sorted
	where, args := f.Where()
	if where == "" {
		return query + order, nil, nil
	}
	articles := "(SELECT article FROM heads" + where + ")"
	urls := []string{}
	for url, err := range captures.ShownBy(ctx, v, "article IN "+articles, args...) {
		if err != nil {
			return "", nil, err
		}
		urls = append(urls, url)
	}
	query += ` JOIN addresses AS a USING (address)
		LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
		WHERE a.article IN ` + articles + " OR r.article IN " + articles +
		" OR a.url IN (SELECT value FROM json_each(?))" + order
	return query, append(slices.Concat(args, args), captures.List(urls)), nil
}

// pictureAddresses are the numbers of the addresses of pictures.
func pictureAddresses(ctx context.Context, v db.View) (map[int64]string, error) {
	type place struct {
		address int64
		url     string
	}
	scan := func(row db.Scanner) (p place, err error) {
		err = row.Scan(&p.address, &p.url)
		return p, err
	}
	all := map[int64]string{}
	for p, err := range db.Each(ctx, v, scan, "SELECT address, url FROM addresses WHERE article = 0") {
		if err != nil {
			return nil, err
		}
		if url := site.PictureURL(p.url); url != "" {
			all[p.address] = url
		}
	}
	return all, nil
}

// Bare is a sighting without its page.
func Bare(ctx context.Context, v db.View, k record.SightingKey) (record.Sighting, error) {
	w, err := record.WitnessOf(ctx, v, k.Witness)
	if err != nil {
		return record.Sighting{At: site.ParseStamp(k.At)}, err
	}
	return BareOf(ctx, v, k, w)
}

// BareOf is Bare of a witness that is known.
func BareOf(ctx context.Context, v db.View, k record.SightingKey, w record.Witness) (s record.Sighting, err error) {
	s = record.Sighting{At: site.ParseStamp(k.At), Seen: queue.Seen(k.Outcome), Detail: k.Detail, Record: k.Record,
		TakenIn: k.TakenIn, Witness: w, Source: w.Source}
	var found bool
	s.URL, found, err = db.One[string](ctx, v, "SELECT url FROM addresses WHERE address = ?", k.Address)
	if err == nil && !found {
		err = db.Damagedf("the address of a sighting at %s is missing", k.At)
	}
	if err != nil {
		return s, err
	}
	if sha, waits := strings.CutPrefix(k.Detail, record.OfPage); waits && s.Seen == queue.SeenUnmodified {
		s.SHA256 = sha
	}
	if s.Answer, err = record.AnswerOf(ctx, v, k.Answer); err == nil && k.Capture != 0 {
		s.SHA256, _, err = db.One[string](ctx, v, "SELECT sha256 FROM captures WHERE capture = ?", k.Capture)
	}
	return s, err
}

// Fill adds the page, and what it was read as.
func Fill(ctx context.Context, v db.View, s *record.Sighting, k record.SightingKey) (err error) {
	if !s.Seen.IsAnew() {
		return nil
	}
	if s.Capture, err = captures.Load(ctx, v, k.Capture); err != nil || s.Seen == queue.SeenPicture {
		return err
	}
	s.Article, s.Refusal, err = captures.ReadingOf(ctx, v, k.Capture, k.Address)
	return err
}
