package upkeep

import (
	"context"
	"slices"

	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// shown are pictures that go with the article that shows them.
type shown struct {
	urls      []string
	addresses []int64 // of those that were looked at
	looks     []record.SightingKey
	captures  []int64 // that were seen at no other address
}

// addPictures adds the pictures that no article shows but the one that is removed, and those that go with it.
func addPictures(ctx context.Context, v db.View, r *Removal, with []site.Ref) error {
	met := map[string]bool{}
	for url, err := range captures.ShownBy(ctx, v, "article = ?", r.number) {
		if err != nil {
			return err
		}
		met[url] = true
	}
	for url := range met {
		is, err := isMet(ctx, v, url)
		if err != nil {
			return err
		}
		if !is {
			delete(met, url)
		}
	}
	going := []int64{r.number}
	for _, ref := range with {
		going = append(going, ident.ArticleNumber(ref.Edition, ref.ID))
	}
	stay, err := captures.Given(ctx, v, met, going...)
	for url := range met {
		if err == nil && !stay[url] {
			err = r.addPicture(ctx, v, url)
		}
	}
	if err == nil {
		err = r.addCaptures(ctx, v)
	}
	return err
}

// addressAt is the number of an address, looked for where it is kept.
const addressAt = "SELECT address FROM addresses WHERE address BETWEEN ?1 AND ?1 + 15 AND url = ?2"

// isMet reports whether anything is kept of a picture.
func isMet(ctx context.Context, v db.View, url string) (is bool, err error) {
	is, _, err = db.One[bool](ctx, v, "SELECT EXISTS ("+addressAt+") OR EXISTS (SELECT 1 FROM wanted WHERE url = ?2)",
		ident.AddressNumber(url), url)
	return is, err
}

// addPicture adds a picture, with the looks at it.
func (r *Removal) addPicture(ctx context.Context, v db.View, url string) error {
	r.pictures.urls = append(r.pictures.urls, url)
	address, found, err := db.One[int64](ctx, v, addressAt, ident.AddressNumber(url), url)
	if !found || err != nil {
		return err
	}
	looks, err := db.Collect(ctx, v, record.ScanKey,
		"SELECT "+record.KeyColumns+" FROM sightings AS s WHERE address = ?", address)
	r.pictures.addresses = append(r.pictures.addresses, address)
	r.pictures.looks = append(r.pictures.looks, looks...)
	return err
}

// addCaptures adds the captures of the pictures that were seen at no other address, and counts them.
func (r *Removal) addCaptures(ctx context.Context, v db.View) error {
	for _, l := range r.pictures.looks {
		if l.Capture == 0 || slices.Contains(r.pictures.captures, l.Capture) {
			continue
		}
		size, goes, err := db.One[int64](ctx, v, `SELECT bytes FROM captures WHERE capture = ?1 AND NOT EXISTS
			(SELECT 1 FROM sightings WHERE capture = ?1 AND address NOT IN (SELECT value FROM json_each(?2)))`,
			l.Capture, captures.List(r.pictures.addresses))
		if err != nil {
			return err
		}
		if goes {
			r.pictures.captures = append(r.pictures.captures, l.Capture)
			r.Pictures++
			r.Bytes += size
		}
	}
	return nil
}

// dropPictures drops pictures with all looks at them.
func dropPictures(ctx context.Context, t *record.Writer, p shown) error {
	for _, l := range p.looks {
		if err := dropLook(ctx, t, l); err != nil {
			return err
		}
	}
	if err := dropAnswers(ctx, t, p.looks); err != nil {
		return err
	}
	for _, n := range p.captures {
		if err := dropCapture(ctx, t, n); err != nil {
			return err
		}
	}
	for _, n := range p.addresses {
		if err := drop(ctx, t, "DELETE FROM addresses WHERE address = ?", n); err != nil {
			return err
		}
	}
	return drop(ctx, t, "DELETE FROM wanted WHERE url IN (SELECT value FROM json_each(?))", captures.List(p.urls))
}
