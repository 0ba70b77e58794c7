// Package album makes the pictures of a book.
//
//	album.go   those that fit into it
//	gather.go  those that its articles show, and are kept
//	cover.go   the cover
package album

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/extract/spool"
)

// Album is the pictures of a book. They are drawn anew for it before its first chapter is written: which of them fit in
// decides what the chapters show. Until the book ends they lie in a temporary file.
type Album struct {
	Grey    bool  // for e-readers without colours: half the size
	MaxSize int64 // of the book, in bytes; 0: any

	LeftOut  int // pictures that are too much for that size
	Undrawn  int // pictures of a kind that books do not have, or that are damaged
	spool    spool.Spool
	plates   []*Plate                 // in the order of the book
	byHash   map[string]*Plate        // of the kept picture
	byURL    map[string]*Plate        // of the article's image
	places   map[int64]map[string]int // where they stand in the text of an article
	textSize int64                    // of the articles, before they are packed
}

// Plate is a picture as it stands in a book.
type Plate struct {
	picture.Info
	Name     string // of its file, or its address
	at, size int64  // in the spool
	leftOut  bool
}

// IsInBook reports whether the picture is a file of the book, and not at an address.
func (p *Plate) IsInBook() bool { return p.size > 0 }

const (
	plateSide = 1200      // pixels: the longer side of what an e-reader shows
	coverRoom = 500 << 10 // for the cover, the table of contents and the ZIP's own
)

// AddText counts the text of an article that the book will have.
func (b *Album) AddText(size int) { b.textSize += int64(size) }

// Has reports whether a kept picture is in the album, and then gives it to another image as well.
func (b *Album) Has(sha256 string, i extract.Image) bool {
	p, ok := b.byHash[sha256]
	if ok && p != nil {
		b.byURL[i.URL] = p
	}
	return ok
}

// Add draws the kept picture of an image. One that cannot be drawn is counted, and left out.
func (b *Album) Add(sha256 string, i extract.Image, body []byte) (err error) {
	if b.byHash == nil {
		b.byHash, b.byURL = map[string]*Plate{}, map[string]*Plate{}
	}
	drawn, info, err := picture.Scaling{Side: plateSide, Grey: b.Grey}.JPEG(body)
	var refused picture.Refusal
	if errors.As(err, &refused) {
		b.Undrawn++
		b.byHash[sha256] = nil
		return nil
	}
	if err != nil {
		return err
	}
	p := &Plate{Info: info, Name: fmt.Sprintf("picture%04d.jpg", len(b.plates)+1), size: int64(len(drawn))}
	if p.at, err = b.spool.Put(drawn); err != nil {
		return err
	}
	b.plates, b.byHash[sha256], b.byURL[i.URL] = append(b.plates, p), p, p
	return nil
}

// Show gives an image a picture that is not in a book, but at an address.
func (b *Album) Show(i extract.Image, address string, width, height int) {
	if b.byURL == nil {
		b.byURL = map[string]*Plate{}
	}
	b.byURL[i.URL] = &Plate{Info: picture.Info{Width: width, Height: height}, Name: address}
}

// Fit leaves out the largest pictures until the book fits its size.
func (b *Album) Fit() {
	size := b.spool.Size() + b.textSize + coverRoom
	bySize := slices.Clone(b.plates)
	slices.SortStableFunc(bySize, func(p, q *Plate) int { return cmp.Compare(q.size, p.size) })
	for _, p := range bySize {
		if b.MaxSize == 0 || size <= b.MaxSize {
			return
		}
		p.leftOut = true
		size -= p.size
		b.LeftOut++
	}
}

// Close gives back the disk.
func (b *Album) Close() error {
	if b == nil {
		return nil
	}
	return b.spool.Close()
}

// Of is the picture of an image, nil where the book has none.
func (b *Album) Of(i extract.Image) *Plate {
	if b == nil || b.byURL[i.URL] == nil || b.byURL[i.URL].leftOut {
		return nil
	}
	return b.byURL[i.URL]
}

// Place is behind how many blocks of an article's text an image stands; ok is false for one that stands above it.
func (b *Album) Place(article int64, i extract.Image) (at int, ok bool) {
	at, ok = b.places[article][i.URL]
	return at, ok
}

// Open reads a picture.
func (b *Album) Open(p *Plate) io.Reader { return b.spool.Open(p.at, p.size) }

// Shown are the pictures that the book has.
func (b *Album) Shown() (all []*Plate) {
	if b == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(b.plates), func(p *Plate) bool { return p.leftOut })
}

// Lead is the picture for the cover: the first of the book. nil: it has none.
func (b *Album) Lead() (image.Image, error) {
	all := b.Shown()
	if len(all) == 0 {
		return nil, nil
	}
	body, err := io.ReadAll(b.Open(all[0]))
	if err != nil {
		return nil, err
	}
	return picture.Scaling{}.Draw(body)
}
