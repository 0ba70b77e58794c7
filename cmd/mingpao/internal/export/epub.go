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
	return book.Options{Title: o.title(), Identity: o.Chosen.scope() + "\n" + o.Chosen.days(), Vertical: o.Vertical,
		Album: o.Album}
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
	fmt.Fprintf(&b, "<p class=\"about\">%s</p>\n%s", markup.Escaped(About(&a.Article)), withPictures(a, pictures))
	if a.Gone != "" {
		fmt.Fprintf(&b, "<p class=\"note\">〔網站自 %s 起已無此文：%s〕</p>\n", markup.Escaped(ReadableTime(a.Gone)),
			markup.Escaped(goneBy(a)))
	}
	if isWebAddress(a.URL) {
		fmt.Fprintf(&b, "<p class=\"source\"><a href=\"%s\">原文</a></p>\n", markup.Escaped(a.URL))
	}
	return b.String()
}

// withPictures is an article's text with its pictures: the first below the headline, those that stand in the text
// there, the others behind it. Of images that are not shown there is no more than a caption.
func withPictures(a *catalog.Article, pictures *album.Album) string {
	text, first, others := a.Article, "", ""
	within := map[int]string{}
	text.Images = nil
	for _, i := range a.Images {
		p := pictures.Of(i)
		if p == nil {
			text.Images = append(text.Images, i)
		} else if at, ok := pictures.Place(a.Number, i); ok {
			within[at] += figure(p, i.Caption)
		} else if first == "" {
			first = figure(p, i.Caption)
		} else {
			others += figure(p, i.Caption)
		}
	}
	return first + blocksHTML(a.Blocks, within) + notesHTML(&text) + others
}

// figure is a picture with its caption. Feed readers keep room for what they are still to load; calibre would hold a
// book's to its width and height on a screen that is narrower, and distort it.
func figure(p *album.Plate, caption string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<figure><img src=\"%s\" alt=\"%s\"", markup.Escaped(p.Name), markup.Escaped(cmp.Or(caption, "圖")))
	if !p.IsInBook() {
		fmt.Fprintf(&b, " width=\"%d\" height=\"%d\"", p.Width, p.Height)
	}
	b.WriteString("/>")
	if caption != "" {
		fmt.Fprintf(&b, "<figcaption class=\"caption\">%s</figcaption>", markup.Escaped(caption))
	}
	b.WriteString("</figure>\n")
	return b.String()
}
