package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"image"
	"io"
	"time"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

var epubFormat = Format{
	Name: "epub", Label: "EPUB", MediaType: "application/epub+zip", Ending: ".epub",
	Help:  "a book: sections as chapters; --vertical: columns from right to left",
	Order: BySection, File: true, Pictures: true,
	open: func(w io.Writer, o Options) (Writer, error) {
		return &epub{zip: zip.NewWriter(w), options: o, draw: album.Cover}, nil
	},
}

// epub is a book: a chapter a section, the articles in it one after the other. Chapters are written as they come; only
// the table of contents is held.
type epub struct {
	zip       *zip.Writer
	options   Options
	draw      func(w io.Writer, first, last string) error // the cover
	stamp     time.Time                                   // of the files in it: the day of the first article
	sections  []epubSection
	files     []string  // of the chapters
	open      io.Writer // the chapter that is being written
	size      int       // of it, in bytes
	languages map[string]int
	first     string // the earliest day in it
	last      string // the latest
	changed   string // when the newest version in it was first seen
}

type epubSection struct {
	name     string
	file     string // where it begins
	articles []epubArticle
}

type epubArticle struct{ title, language, place string }

// chapterSize is how large a chapter's file may become before the section goes on in another: e-readers hold one at a
// time, and slow ones take seconds for more.
const chapterSize = 250_000

func (e *epub) Add(a *catalog.Article) error {
	if e.files == nil {
		if err := e.begin(a); err != nil {
			return err
		}
	}
	text := articleXHTML(a, e.id(), e.options.Album)
	if err := e.makeRoom(sectionName(a), len(text)); err != nil {
		return err
	}
	section := &e.sections[len(e.sections)-1]
	place := fmt.Sprintf("%s#%s", e.files[len(e.files)-1], e.id())
	section.articles = append(section.articles, epubArticle{marked(&a.Article), a.Language, place})
	if t, ok := day(a.Published); ok {
		date := t.Format(time.DateOnly)
		e.first, e.last = min(cmp.Or(e.first, date), date), max(e.last, date)
	}
	e.changed = max(e.changed, fullTime(a.Changed))
	e.languages[a.Language]++
	e.size += len(text)
	_, err := io.WriteString(e.open, text)
	return err
}

// id names the next article in the book.
func (e *epub) id() string {
	n := 1
	for _, s := range e.sections {
		n += len(s.articles)
	}
	return fmt.Sprintf("a%d", n)
}

func sectionName(a *catalog.Article) string {
	if a.Section == "" {
		return site.EditionOf(a.Edition).Name
	}
	return a.Section
}

// makeRoom opens a new chapter where a section begins, or where the open one would become too large.
func (e *epub) makeRoom(name string, size int) error {
	n := len(e.sections)
	same := n > 0 && e.sections[n-1].name == name
	if same && e.size+size <= chapterSize {
		return nil
	}
	if err := e.closeChapter(); err != nil {
		return err
	}
	file := fmt.Sprintf("chapter%03d.xhtml", len(e.files)+1)
	heading := fmt.Sprintf("<h1>%s</h1>\n", escaped(name))
	if same {
		heading = ""
	} else {
		e.sections = append(e.sections, epubSection{name: name, file: file})
	}
	f, err := e.create("OEBPS/" + file)
	if err != nil {
		return err
	}
	e.files, e.open, e.size = append(e.files, file), f, 0
	_, err = io.WriteString(f, xhtmlHead(name)+heading)
	return err
}

func (e *epub) closeChapter() error {
	if e.open == nil {
		return nil
	}
	_, err := io.WriteString(e.open, xhtmlFoot)
	return err
}

// begin writes what stands before the chapters. The file mimetype is the first and not packed: the format says so.
func (e *epub) begin(first *catalog.Article) error {
	e.languages = map[string]int{}
	e.stamp = stampOf(first.Published)
	f, err := e.zip.CreateHeader(mimetypeHeader(e.stamp))
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "application/epub+zip"); err != nil {
		return err
	}
	if err := e.file("META-INF/container.xml", containerXML); err != nil {
		return err
	}
	style := bookStyle
	if e.options.Vertical {
		style = verticalStyle + style
	}
	if err := e.file("OEBPS/style.css", style); err != nil {
		return err
	}
	cover, _ := e.cover()
	return e.file("OEBPS/cover.xhtml", xhtmlHead(e.options.title())+fmt.Sprintf(coverXHTML, cover)+xhtmlFoot)
}

// mimetypeHeader has the time in the form of old: the format forbids the field that the newer form adds.
func mimetypeHeader(t time.Time) *zip.FileHeader {
	date, clock := t.Day()|int(t.Month())<<5|(t.Year()-1980)<<9, t.Hour()<<11
	//lint:ignore SA1019 there is no other way to set it without that field
	return &zip.FileHeader{Name: "mimetype", Method: zip.Store, ModifiedDate: uint16(date), ModifiedTime: uint16(clock)}
}

// stampOf is a time for the files in a book that is the same for the same articles.
func stampOf(published string) time.Time {
	t, err := time.Parse(time.RFC3339, fullTime(published))
	if err != nil || t.Year() < 1980 { // zip begins there
		return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.UTC().Truncate(2 * time.Second) // zip counts in two seconds
}

// storedHeader is of a file that is packed already.
func storedHeader(name string, t time.Time) *zip.FileHeader {
	return &zip.FileHeader{Name: name, Method: zip.Store, Modified: t}
}

// cover is the file of the cover, and its type: a photograph is a JPEG.
func (e *epub) cover() (name, mediaType string) {
	if len(e.options.Album.Shown()) > 0 {
		return "cover.jpg", "image/jpeg"
	}
	return "cover.png", "image/png"
}

func (e *epub) create(name string) (io.Writer, error) {
	return e.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: e.stamp})
}

func (e *epub) file(name, content string) error {
	f, err := e.create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, content)
	return err
}

// writePictures writes the pictures of the book, which are packed as they are.
func (e *epub) writePictures() error {
	for _, p := range e.options.Album.Shown() {
		f, err := e.zip.CreateHeader(storedHeader("OEBPS/"+p.Name, e.stamp))
		if err == nil {
			_, err = io.Copy(f, e.options.Album.Open(p))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// coverOf draws the cover: with the lead picture, if there is one.
func (e *epub) coverOf(lead image.Image) ([]byte, error) {
	var b bytes.Buffer
	if lead == nil {
		err := e.draw(&b, e.first, e.last)
		return b.Bytes(), err
	}
	err := album.CoverWith(&b, e.first, e.last, lead)
	return b.Bytes(), err
}

func (e *epub) Close() error {
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
	if err := e.file("OEBPS/book.opf", e.manifest()); err != nil {
		return err
	}
	return e.zip.Close()
}
