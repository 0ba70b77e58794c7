package exporting

import (
	"context"
	"io"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export/folder"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// album gathers the pictures of a book, and says what is not in it.
func (e Export) album(ctx context.Context) (*album.Album, error) {
	if !e.Pictures || !e.Format.Pictures {
		return nil, nil
	}
	book := &album.Album{Grey: e.Grey, MaxSize: e.MaxSize}
	articles, _ := cli.SoundOnly(io.Discard, e.chosen(ctx)) // what is damaged is said when the texts are written
	if err := book.Gather(ctx, e.Archive.Catalog(), articles); err != nil {
		return book, err
	}
	if book.LeftOut > 0 {
		words.Fprintf(e.Err, "%s left out, the largest first, for a book of at most %d MB\n",
			words.Numbered("%d picture|%d pictures", book.LeftOut), e.MaxSize/1e6)
	}
	if book.Undrawn > 0 {
		words.Fprintf(e.Err, "%s left out that a book cannot show\n", words.Numbered("%d picture|%d pictures", book.Undrawn))
	}
	return book, nil
}

// beside are the pictures for a folder of articles.
func (e Export) beside(ctx context.Context) folder.Kept {
	if !e.Pictures {
		return nil
	}
	return func(images []extract.Image, each func(extract.Image, string, []byte) error) error {
		none := func(string, extract.Image) bool { return false }
		return album.Kept(ctx, e.Archive.Catalog(), images, none,
			func(i extract.Image, p catalog.Picture, body []byte) error {
				if body == nil {
					return nil
				}
				return each(i, p.Type, body)
			})
	}
}
