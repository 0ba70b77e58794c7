package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// Picture is a picture as it was seen at an address.
type Picture struct {
	SHA256    string  `json:"sha256"`
	Type      string  `json:"type"` // by its bytes: image/jpeg
	Bytes     int     `json:"bytes"`
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	FirstSeen string  `json:"first_seen"`
	LastSeen  string  `json:"last_seen"`
	Witness   Witness `json:"witness"` // of the first look at it

	said     testimony
	recorded bool // somebody noted when: a file's date gives way to that
}

// pictureLooks are the looks that found the pictures of some addresses.
const pictureLooks = `SELECT given.key, c.sha256, p.type, p.bytes, p.width, p.height, s.at, s.witness, s.record,
	s.taken_in, w.source <> 'file-time'
	FROM json_each(?) AS given CROSS JOIN addresses AS a
		ON a.address BETWEEN json_extract(given.value, '$.number') AND json_extract(given.value, '$.number') + 15
			AND a.url = json_extract(given.value, '$.url')
	CROSS JOIN sightings AS s USING (address) CROSS JOIN pictures AS p USING (capture)
	CROSS JOIN captures AS c USING (capture)
	CROSS JOIN witnesses AS w USING (witness) WHERE s.retraction = 0
	ORDER BY given.key, s.at, instr('fetched archive import person none', w.kind), s.witness`

// givenURL is an address where it is looked for.
type givenURL struct {
	Number int64  `json:"number"`
	URL    string `json:"url"`
}

// Pictures are those that are kept of an article's images, or of those of an earlier version of it: of each image all
// that were seen at its address, the one that was last seen there last. They are none where none is kept.
func (a *Catalog) Pictures(ctx context.Context, images []extract.Image) ([][]Picture, error) {
	given := make([]givenURL, len(images))
	for i, image := range images {
		url := site.PictureURL(image.URL)
		given[i] = givenURL{ident.AddressNumber(url), url}
	}
	all := make([][]Picture, len(images))
	_, err := db.Collect(ctx, a.View(), func(row db.Scanner) (p Picture, err error) {
		var i int
		err = row.Scan(&i, &p.SHA256, &p.Type, &p.Bytes, &p.Width, &p.Height, &p.FirstSeen, &p.said.Witness, &p.said.Record,
			&p.said.TakenIn, &p.recorded)
		if p.LastSeen = p.FirstSeen; err == nil {
			all[i] = addLook(all[i], p)
		}
		return p, err
	}, pictureLooks, captures.List(given))
	by := witnessesOf(a.View())
	for _, some := range all {
		for i := range some {
			if err == nil {
				some[i].Witness, err = by.by(ctx, some[i].said)
			}
		}
		slices.SortStableFunc(some, func(p, q Picture) int { return cmp.Compare(p.LastSeen, q.LastSeen) })
	}
	return all, db.Fault(a.Path(), "read pictures", err)
}

// addLook adds the next look at a picture to those that were seen at its address.
func addLook(seen []Picture, look Picture) []Picture {
	i := slices.IndexFunc(seen, func(p Picture) bool { return p.SHA256 == look.SHA256 })
	switch {
	case i < 0:
		return append(seen, look)
	case look.recorded && !seen[i].recorded:
		seen[i] = look
	case look.recorded == seen[i].recorded:
		seen[i].LastSeen = look.LastSeen
	}
	return seen
}

// PictureOf is a picture by its hash, with its type by its bytes.
func (a *Catalog) PictureOf(ctx context.Context, sha256 string) (c captures.Capture, err error) {
	var number int64
	var kind string
	err = a.View().Row(ctx, "SELECT capture, type FROM captures JOIN pictures USING (capture) WHERE sha256 = ?", sha256).
		Scan(&number, &kind)
	if errors.Is(err, sql.ErrNoRows) {
		return c, db.ErrUnknown
	}
	if err == nil {
		c, err = captures.Load(ctx, a.View(), number)
	}
	c.ContentType = kind
	return c, db.Fault(a.Path(), "read picture", err)
}

// GivenPictures are those of some addresses of pictures, in their one form, that articles show, in any version. It
// reads what all pages were read as.
func (a *Catalog) GivenPictures(ctx context.Context, urls map[string]bool) (map[string]bool, error) {
	given, err := captures.Given(ctx, a.View(), urls)
	return given, db.Fault(a.Path(), "look for pictures", err)
}

// KeptPictures counts the pictures that are kept, and their bytes.
func (a *Catalog) KeptPictures(ctx context.Context) (n int, bytes int64, err error) {
	err = a.View().Row(ctx, "SELECT count(*), coalesce(sum(bytes), 0) FROM pictures").Scan(&n, &bytes)
	return n, bytes, db.Fault(a.Path(), "count pictures", err)
}
