// Package book writes an EPUB: articles in the chapters of their sections, with pictures, a cover and tables of
// contents for e-readers of today and of old. It is handed XHTML, and knows nothing of where that is from.
//
//	book.go      chapters, as they come
//	file.go      files in the ZIP
//	contents.go  the tables of contents, and what the book says of itself
//	parts.go     what is the same in all books
package book

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"time"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/export/markup"
)

// Options are what a book may want to know. The zero value will do.
type Options struct {
	Title    string
	Identity string // what makes it the same book; an e-reader replaces one by another
	Vertical bool   // columns from right to left
	Album    *album.Album
	Cover    func(w io.Writer, first, last string) error // draws it; nil: album.Cover
}

// Piece is an article of the book.
type Piece struct {
	Section, Title, Language string
	Day                      string // 2025-12-03; "": not known
	Published, Changed       string // RFC 3339; "": not known
	Text                     string // XHTML
}

// Book is a book that is being written. Chapters are written as they come; only the table of contents is held.
type Book struct {
	zip       *zip.Writer
	options   Options
	stamp     time.Time // of the files in it: the day of the first article
	sections  []section
	files     []string  // of the chapters
	open      io.Writer // the chapter that is being written
	size      int       // of it, in bytes
	languages map[string]int
	first     string // the earliest day in it
	last      string // the latest
	changed   string // when the newest version in it was first seen
}

type section struct {
	name     string
	file     string // where it begins
	articles []article
}

type article struct{ title, language, place string }

// chapterSize is how large a chapter's file may become before the section goes on in another: e-readers hold one at a
// time, and slow ones take seconds for more.
const chapterSize = 250_000

// New begins a book, which has a file as soon as it has an article.
func New(w io.Writer, o Options) *Book {
	if o.Cover == nil {
		o.Cover = album.Cover
	}
	return &Book{zip: zip.NewWriter(w), options: o, languages: map[string]int{}}
}

// Add adds an article, by sections: those of one stand together.
func (e *Book) Add(p Piece) error {
	if e.files == nil {
		if err := e.begin(p.Published); err != nil {
			return err
		}
	}
	text := fmt.Sprintf("<section id=\"%s\"%s><h2>%s</h2>\n%s</section>\n", e.id(), langOf(p.Language),
		markup.Escaped(p.Title), p.Text)
	if err := e.makeRoom(p.Section, len(text)); err != nil {
		return err
	}
	in := &e.sections[len(e.sections)-1]
	place := fmt.Sprintf("%s#%s", e.files[len(e.files)-1], e.id())
	in.articles = append(in.articles, article{p.Title, p.Language, place})
	if p.Day != "" {
		e.first, e.last = min(cmp.Or(e.first, p.Day), p.Day), max(e.last, p.Day)
	}
	e.changed = max(e.changed, p.Changed)
	e.languages[p.Language]++
	e.size += len(text)
	_, err := io.WriteString(e.open, text)
	return err
}

// id names the next article in the book.
func (e *Book) id() string {
	n := 1
	for _, s := range e.sections {
		n += len(s.articles)
	}
	return fmt.Sprintf("a%d", n)
}

// makeRoom opens a new chapter where a section begins, or where the open one would become too large.
func (e *Book) makeRoom(name string, size int) error {
	n := len(e.sections)
	same := n > 0 && e.sections[n-1].name == name
	if same && e.size+size <= chapterSize {
		return nil
	}
	if err := e.closeChapter(); err != nil {
		return err
	}
	file := fmt.Sprintf("chapter%03d.xhtml", len(e.files)+1)
	heading := fmt.Sprintf("<h1>%s</h1>\n", markup.Escaped(name))
	if same {
		heading = ""
	} else {
		e.sections = append(e.sections, section{name: name, file: file})
	}
	f, err := e.create("OEBPS/" + file)
	if err != nil {
		return err
	}
	e.files, e.open, e.size = append(e.files, file), f, 0
	_, err = io.WriteString(f, xhtmlHead(name)+heading)
	return err
}

func (e *Book) closeChapter() error {
	if e.open == nil {
		return nil
	}
	_, err := io.WriteString(e.open, xhtmlFoot)
	return err
}

func (e *Book) Close() error {
	if err := e.closeChapter(); err != nil {
		return err
	}
	if err := e.writePictures(); err != nil {
		return err
	}
	lead, err := e.options.Album.Lead()
	if err != nil {
		return err
	}
	cover, err := e.coverOf(lead)
	if err != nil {
		return err
	}
	name, _ := e.cover()
	if err := e.file("OEBPS/"+name, string(cover)); err != nil {
		return err
	}
	if err := e.file("OEBPS/nav.xhtml", e.contents()); err != nil {
		return err
	}
	if err := e.file("OEBPS/toc.ncx", e.ncx()); err != nil {
		return err
	}
	if err := e.file("OEBPS/book.opf", e.manifest()); err != nil {
		return err
	}
	return e.zip.Close()
}
