package album

import (
	"context"
	"errors"
	"iter"
	"slices"

	"mingpao/extract"
	"mingpao/store"
	"mingpao/store/catalog"
)

// aroundText is what a book has around an article's text, and around each block of it, in bytes.
const (
	aroundText  = 1 << 10
	aroundBlock = 32
)

// Gather puts the kept pictures of articles into a book; the largest are left out until it fits its size. Where none is
// kept, no article is read.
func (b *Album) Gather(ctx context.Context, c *catalog.Catalog, articles iter.Seq2[*catalog.Article, error]) error {
	if n, _, err := c.KeptPictures(ctx); n == 0 || err != nil {
		return err
	}
	for art, err := range articles {
		if err != nil {
			return err
		}
		b.AddText(len(art.Body) + len(art.Blocks)*aroundBlock + aroundText)
		add := func(i extract.Image, p catalog.Picture, body []byte) error { return b.Add(p.SHA256, i, body) }
		if err := Kept(ctx, c, art.Images, b.Has, add); err != nil {
			return err
		}
		if err := b.place(ctx, c, art); err != nil {
			return err
		}
	}
	b.Fit()
	return nil
}

// place notes where the pictures of an article stand in its text.
func (b *Album) place(ctx context.Context, c *catalog.Catalog, art *catalog.Article) error {
	if !slices.ContainsFunc(art.Images, func(i extract.Image) bool { return b.byURL[i.URL] != nil }) {
		return nil
	}
	places, err := Places(ctx, c, art.SHA256, art.Article)
	if len(places) > 0 {
		if b.places == nil {
			b.places = map[int64]map[string]int{}
		}
		b.places[art.Number] = places
	}
	return err
}

// Places are where the pictures of an article stand in its text, by their addresses, as its page has them: behind how
// many blocks. Those above the text have none.
func Places(ctx context.Context, c *catalog.Catalog, sha256 string, a extract.Article) (map[string]int, error) {
	page, err := c.Capture(ctx, sha256)
	if err != nil {
		if errors.As(err, new(*store.Damaged)) || errors.Is(err, store.ErrUnknown) {
			err = nil // verify names it
		}
		return nil, err
	}
	return extract.Places(extract.Page{URL: a.URL, ContentType: page.ContentType, Body: page.Body}, a.Blocks), nil
}

// Kept calls add with what is kept of each image of an article, as it was seen last, where have does not have it
// already.
func Kept(ctx context.Context, c *catalog.Catalog, images []extract.Image,
	have func(sha256 string, i extract.Image) bool, add func(extract.Image, catalog.Picture, []byte) error) error {
	if len(images) == 0 {
		return nil
	}
	all, err := c.Pictures(ctx, images)
	if err != nil {
		return err
	}
	for i, some := range all {
		if len(some) == 0 || have(some[len(some)-1].SHA256, images[i]) {
			continue
		}
		last := some[len(some)-1]
		body, err := bytesOf(ctx, c, last)
		if err == nil {
			err = add(images[i], last, body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bytesOf are those of a kept picture: none where it is damaged, which verify names.
func bytesOf(ctx context.Context, c *catalog.Catalog, p catalog.Picture) ([]byte, error) {
	kept, err := c.PictureOf(ctx, p.SHA256)
	if errors.As(err, new(*store.Damaged)) {
		return nil, nil
	}
	return kept.Body, err
}
