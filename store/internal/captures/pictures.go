package captures

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"strings"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/pack"
)

// KeepPicture keeps a picture, as it is, under a number, 0 for one that is not there. What is none is a
// picture.Refusal.
func KeepPicture(ctx context.Context, t *db.Tx, number int64, c *Capture) (int64, error) {
	info, err := picture.Read(c.Body)
	if err != nil {
		return 0, err
	}
	c.ContentType = info.Type
	if number == 0 {
		number, err = addPacked(ctx, t, c, pack.Packed{Data: c.Body})
	} else {
		err = keepType(ctx, t, number, c.ContentType)
	}
	if err != nil {
		return 0, err
	}
	return number, putPicture(ctx, t, number, info, len(c.Body))
}

// putPicture notes that a capture is a picture.
func putPicture(ctx context.Context, t *db.Tx, capture int64, info picture.Info, size int) error {
	return t.Exec(ctx, `INSERT INTO pictures (capture, type, bytes, width, height) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET type = excluded.type, bytes = excluded.bytes, width = excluded.width,
		height = excluded.height`, capture, info.Type, size, info.Width, info.Height)
}

// IsPicture reports whether a capture is a picture.
func IsPicture(ctx context.Context, v db.View, capture int64) (bool, error) {
	_, is, err := db.One[int](ctx, v, "SELECT 1 FROM pictures WHERE capture = ?", capture)
	return is, err
}

// CheckPicture holds what is noted of a picture against its bytes. A capture that is none passes.
func CheckPicture(ctx context.Context, v db.View, number int64, c Capture) error {
	var noted picture.Info
	var size int
	err := v.Row(ctx, "SELECT type, bytes, width, height FROM pictures WHERE capture = ?", number).
		Scan(&noted.Type, &size, &noted.Width, &noted.Height)
	if err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return err
	}
	info, err := picture.Read(c.Body)
	if err != nil || info != noted && info.Turned() != noted || size != len(c.Body) { // once the stored size was noted
		return db.Damagedf("picture %d is not what is noted of it", number)
	}
	return nil
}

// RepairPicture notes of a picture what its bytes say. One that is damaged stays as it is.
func RepairPicture(ctx context.Context, t *db.Tx, number int64) error {
	c, err := Load(ctx, t.View, number)
	if err != nil {
		if db.IsDamage(err) {
			err = nil
		}
		return err
	}
	info, err := picture.Read(c.Body)
	if err != nil { // it is none
		return t.Exec(ctx, "DELETE FROM pictures WHERE capture = ?", number)
	}
	return putPicture(ctx, t, number, info, len(c.Body))
}

// PictureURLs are the addresses at which an article's pictures are kept.
func PictureURLs(images []extract.Image) (urls []string) {
	for _, image := range images {
		if url := site.PictureURL(image.URL); url != "" {
			urls = append(urls, url)
		}
	}
	return urls
}

// ShownBy yields the addresses of the pictures that articles show, as any of their pages was read: those of a condition
// of readings. It reads all of these: which article shows a picture is asked rarely, and no index would be worth its
// place.
func ShownBy(ctx context.Context, v db.View, which string, args ...any) iter.Seq2[string, error] {
	query := `SELECT substr(fields, instr(fields, '"images":[') + 9) FROM readings WHERE instr(fields, '"images":[{') > 0
		AND ` + which
	return func(yield func(string, error) bool) {
		for text, err := range db.Each(ctx, v, db.Column[string], query, args...) {
			if err != nil {
				yield("", err)
				return
			}
			for _, url := range PictureURLs(imagesOf(text)) {
				if !yield(url, nil) {
					return
				}
			}
		}
	}
}

// Given are those of some addresses of pictures that articles show, the articles with some numbers left out.
func Given(ctx context.Context, v db.View, urls map[string]bool, without ...int64) (map[string]bool, error) {
	given := map[string]bool{}
	if len(urls) == 0 {
		return given, nil
	}
	for url, err := range ShownBy(ctx, v, "article <> 0 AND article NOT IN (SELECT value FROM json_each(?))",
		List(filled(without))) {
		if err != nil {
			return nil, err
		}
		if urls[url] {
			given[url] = true
		}
	}
	return given, nil
}

// imagesOf are the images that a text begins with, as a reading keeps them.
func imagesOf(text string) (images []extract.Image) {
	_ = json.NewDecoder(strings.NewReader(text)).Decode(&images) // damaged: verify names it
	return images
}

// zstdFrame begins what is packed. No picture begins so.
var zstdFrame = []byte{0x28, 0xB5, 0x2F, 0xFD}

func isPacked(data []byte) bool { return len(data) == 0 || bytes.HasPrefix(data, zstdFrame) }
