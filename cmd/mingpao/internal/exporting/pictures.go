package exporting

import (
	"context"
	"errors"
	"fmt"
	"io"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract"
	"mingpao/store"
	"mingpao/store/catalog"
)

// kept calls for each image of an article of which a picture is kept, with the one that was last seen.
func (e Export) kept(ctx context.Context, images []extract.Image, each func(extract.Image, catalog.Picture) error) error {
	if len(images) == 0 {
		return nil
	}
	all, err := e.Archive.Catalog().Pictures(ctx, images)
	for i, some := range all {
		if len(some) > 0 && err == nil {
			err = each(images[i], some[len(some)-1])
		}
	}
	return err
}

// album gathers the pictures of a book, and says what is not in it.
func (e Export) album(ctx context.Context) (*album.Album, error) {
	if !e.Pictures || !e.Format.Pictures {
		return nil, nil
	}
	if n, _, err := e.Archive.Catalog().KeptPictures(ctx); n == 0 || err != nil {
		return nil, err
	}
	book := &album.Album{Grey: e.Grey, MaxSize: e.MaxSize}
	articles, _ := cli.SoundOnly(io.Discard, e.chosen(ctx)) // what is damaged is said when the texts are written
	for art, err := range articles {
		if err == nil {
			book.AddText(len(export.BodyHTML(&art.Article)) + aroundText)
			err = e.kept(ctx, art.Images, func(i extract.Image, p catalog.Picture) error { return e.paste(ctx, book, i, p) })
		}
		if err != nil {
			return book, err
		}
	}
	book.Fit()
	if book.LeftOut > 0 {
		fmt.Fprintf(e.Err, "%d pictures left out, the largest first, for a book of at most %d MB\n", book.LeftOut,
			e.MaxSize/1e6)
	}
	if book.Undrawn > 0 {
		fmt.Fprintf(e.Err, "%d pictures left out that a book cannot show\n", book.Undrawn)
	}
	return book, nil
}

// aroundText is what a book has around an article's text: headline, source, place in its contents.
const aroundText = 1 << 10

// paste puts a picture into the album.
func (e Export) paste(ctx context.Context, book *album.Album, i extract.Image, p catalog.Picture) error {
	if book.Has(p.SHA256, i) {
		return nil
	}
	body, err := e.picture(ctx, p)
	if err != nil {
		return err
	}
	return book.Add(p.SHA256, i, body)
}

// picture is what a kept picture holds: nothing where it is damaged, which verify names.
func (e Export) picture(ctx context.Context, p catalog.Picture) ([]byte, error) {
	c, err := e.Archive.Catalog().PictureOf(ctx, p.SHA256)
	if errors.As(err, new(*store.Damaged)) {
		return nil, nil
	}
	return c.Body, err
}

// beside are the pictures for a folder of articles.
func (e Export) beside(ctx context.Context) export.Kept {
	if !e.Pictures {
		return nil
	}
	return func(images []extract.Image, each func(extract.Image, string, []byte) error) error {
		return e.kept(ctx, images, func(i extract.Image, p catalog.Picture) error {
			body, err := e.picture(ctx, p)
			if err != nil || body == nil {
				return err
			}
			return each(i, p.Type, body)
		})
	}
}
