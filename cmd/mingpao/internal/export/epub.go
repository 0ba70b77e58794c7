package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/export/book"
	"mingpao/cmd/mingpao/internal/export/markup"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

var epubFormat = Format{
	Name: "epub", Label: "EPUB", MediaType: "application/epub+zip", Ending: ".epub",
	Help:  "a book: sections as chapters; --vertical: columns from right to left",
	Order: BySection, File: true, Pictures: true,
	open: func(w io.Writer, o Options) (Writer, error) { return epub{book.New(w, o.book()), o.Album}, nil },
}

// book is what a book wants to know. Its identity stays the same for the same choice of the same days, whatever it is
// called and however its articles have changed: an e-reader replaces the book then.
func (o Options) book() book.Options {
	return book.Options{Title: o.title(), Identity: o.Chosen.scope() + "\n" + o.Chosen.days(), Vertical: o.Vertical, Album: o.Album}
}

// epub is a book: a chapter a section, the articles in it one after the other.
type epub struct {
	*book.Book
	album *album.Album
}

func (e epub) Add(a *catalog.Article) error {
	date := ""
	if t, ok := day(a.Published); ok {
		date = t.Format(time.DateOnly)
	}
	return e.Book.Add(book.Piece{Section: sectionName(a), Title: marked(&a.Article), Language: a.Language, Day: date,
		Published: fullTime(a.Published), Changed: fullTime(a.Changed), Text: pieceXHTML(a, e.album)})
}

func sectionName(a *catalog.Article) string {
	if a.Section == "" {
		return site.EditionOf(a.Edition).Name
	}
	return a.Section
}

// pieceXHTML is an article below its headline: a line about it, the text with its pictures, and where it is from.
func pieceXHTML(a *catalog.Article, pictures *album.Album) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<p class=\"about\">%s</p>\n%s", markup.Escaped(About(&a.Article)), withPictures(&a.Article, pictures))
	if a.Gone != "" {
		fmt.Fprintf(&b, "<p class=\"note\">〔網站自 %s 起已無此文：%s〕</p>\n", markup.Escaped(ReadableTime(a.Gone)),
			markup.Escaped(goneBy(a)))
	}
	if isWebAddress(a.URL) {
		fmt.Fprintf(&b, "<p class=\"source\"><a href=\"%s\">原文</a></p>\n", markup.Escaped(a.URL))
	}
	return b.String()
}

// withPictures is an article's text with its pictures.
func withPictures(a *extract.Article, pictures *album.Album) string {
	text := *a
	first, others, rest := figures(pictures, a)
	text.Images = rest
	return first + BodyHTML(&text) + others
}

// figures are the pictures of an article as the book has them: the first for below the headline, the others for after
// the text, and the images that are left, of which there is no more than a caption.
func figures(b *album.Album, a *extract.Article) (first, others string, rest []extract.Image) {
	for _, i := range a.Images {
		p := b.Of(i)
		switch {
		case p == nil:
			rest = append(rest, i)
		case first == "":
			first = figure(p, i.Caption)
		default:
			others += figure(p, i.Caption)
		}
	}
	return first, others, rest
}

func figure(p *album.Plate, caption string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<figure><img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\"/>", markup.Escaped(p.Name),
		markup.Escaped(cmp.Or(caption, "圖")), p.Width, p.Height)
	if caption != "" {
		fmt.Fprintf(&b, "<figcaption class=\"caption\">%s</figcaption>", markup.Escaped(caption))
	}
	b.WriteString("</figure>\n")
	return b.String()
}
