package frontier

import (
	"context"
	"strconv"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
)

// Pictures says which pictures the archive takes.
func (f *Frontier) Pictures(ctx context.Context) (queue.Pictures, error) {
	which, found, err := f.View().About(ctx, db.Pictures)
	if !found {
		which = string(queue.NoPictures)
	}
	return queue.Pictures(which), db.Fault(f.Path(), "read which pictures it takes", err)
}

// TakePictures keeps which pictures the archive takes from now on. Where that is none, none is fetched any more either.
func (f *Frontier) TakePictures(ctx context.Context, which queue.Pictures) error {
	return f.Write(ctx, "keep which pictures it takes", func(ctx context.Context, t *db.Tx) error {
		if which != queue.NoPictures {
			return t.Describe(ctx, db.Pictures, string(which))
		}
		for _, forget := range []string{"DELETE FROM about WHERE name = '" + db.Pictures + "' OR name GLOB '" +
			ofOrder + "*'", "DELETE FROM wanted WHERE due IS NOT NULL"} {
			if err := t.Exec(ctx, forget); err != nil {
				return err
			}
		}
		return nil
	})
}

// ofOrder names, before its number, the fact that an order is for the pictures of its articles, too.
const ofOrder = "pictures of order "

// Wish has pictures of articles that are read already fetched, of those that are not kept, and of those that an order
// will bring.
func (f *Frontier) Wish(ctx context.Context, w queue.Wish, now time.Time) error {
	return f.Write(ctx, "want pictures", func(ctx context.Context, t *db.Tx) error {
		if w.OfOrder != 0 {
			if err := t.Describe(ctx, ofOrder+strconv.FormatInt(w.OfOrder, 10), string(queue.ShownPictures)); err != nil {
				return err
			}
		}
		shown, err := shownBy(ctx, t.View, w)
		for _, p := range shown {
			if err == nil {
				err = want(ctx, t, p, w, now)
			}
		}
		return err
	})
}

// shown is a picture with when its article was published.
type shown struct{ url, published string }

// shownBy are the pictures that articles of a wish show.
func shownBy(ctx context.Context, v db.View, w queue.Wish) (all []shown, err error) {
	which, args := "h.article IN (SELECT value FROM json_each(?))", []any{captures.List(articlesOf(w.IDs))}
	if len(w.IDs) == 0 {
		which, args = "substr(h.published, 1, 10) BETWEEN ? AND ?", []any{w.From, w.To}
	}
	var s shown
	var edition, code string
	scan := func(row db.Scanner) (shown, error) { return s, row.Scan(&edition, &code, &s.published, &s.url) }
	for _, err := range db.Each(ctx, v, scan, `SELECT h.edition, h.section_code, h.published, i.url FROM heads AS h
		JOIN images AS i USING (article) WHERE `+which, args...) {
		if err != nil {
			return nil, err
		}
		if s.url = pictureAt(s.url); s.url != "" && w.HoldsSection(edition, code) {
			all = append(all, s)
		}
	}
	return all, nil
}

// articlesOf are the numbers that articles of some identities may have.
func articlesOf(ids []string) (numbers []int64) {
	for _, id := range ids {
		for _, e := range site.Editions {
			numbers = append(numbers, ident.ArticleNumber(e.Code, id))
		}
	}
	return numbers
}

// pictureAt is the address of a picture as it is kept, "" for one of another host than that of pictures.
func pictureAt(raw string) string {
	if url := site.PictureURL(raw); site.HostOf(url) == site.PictureHost {
		return url
	}
	return ""
}

// wishFor wants the pictures of an article that was read, where they are asked for: by the run, by an order, for good.
func wishFor(ctx context.Context, t *db.Tx, v queue.Visit, now time.Time) error {
	if v.Article == nil || len(v.Article.Images) == 0 {
		return nil
	}
	asked, err := v.Wishes, error(nil)
	if !asked {
		ref := v.Item.Ref
		asked, _, err = db.One[bool](ctx, t.View, `SELECT EXISTS (SELECT 1 FROM about WHERE name = ?1)
			OR EXISTS (SELECT 1 FROM about JOIN orders ON number = CAST(substr(name, length(?2) + 1) AS INTEGER)
				WHERE name GLOB '`+ofOrder+`*' AND cancelled = 0 AND ?3 BETWEEN from_day AND to_day
					AND (sections = '[]' OR instr(sections, ?4)))`,
			db.Pictures, ofOrder, site.Day(ref.Date), `"`+ref.Edition+"/"+ref.SectionCode+`"`)
	}
	if !asked || err != nil {
		return err
	}
	return wantAll(ctx, t, v.Article, now)
}

func wantAll(ctx context.Context, t *db.Tx, a *extract.Article, now time.Time) error {
	for _, image := range a.Images {
		url := pictureAt(image.URL)
		if url == "" {
			continue
		}
		if err := want(ctx, t, shown{url, a.Published}, queue.Wish{}, now); err != nil {
			return err
		}
	}
	return nil
}

// want queues a picture, unless it is kept. What a host said of one that is not kept any more says nothing.
func want(ctx context.Context, t *db.Tx, p shown, w queue.Wish, now time.Time) error {
	kept, _, err := db.One[bool](ctx, t.View, `SELECT EXISTS (SELECT 1 FROM addresses JOIN sightings USING (address)
		WHERE address BETWEEN ?1 AND ?1 + 15 AND url = ?2 AND outcome = 'picture' AND retraction = 0)`,
		ident.AddressNumber(p.url), p.url)
	if err != nil || kept && !w.Again {
		return err
	}
	return t.Exec(ctx, `INSERT INTO wanted (url, published, due) VALUES (?1, ?2, ?3) ON CONFLICT (url) DO UPDATE SET
		published = max(published, excluded.published),
		due = iif(?4 OR due IS NULL OR due < excluded.due, excluded.due, due), etag = iif(?5, etag, ''),
		last_modified = iif(?5, last_modified, '')`, p.url, p.published, site.Stamp(now), w.Now, kept)
}
