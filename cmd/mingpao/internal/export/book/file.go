package book

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"io"
	"time"

	"mingpao/cmd/mingpao/internal/album"
)

// begin writes what is before the chapters. The file mimetype is the first and not packed: the format says so.
func (e *Book) begin(published string) error {
	e.stamp = stampOf(published)
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
	return e.file("OEBPS/cover.xhtml", xhtmlHead(e.options.Title)+fmt.Sprintf(coverXHTML, cover)+xhtmlFoot)
}

// mimetypeHeader has the time in the form of old: the format forbids the field that the newer form adds.
func mimetypeHeader(t time.Time) *zip.FileHeader {
	date, clock := t.Day()|int(t.Month())<<5|(t.Year()-1980)<<9, t.Hour()<<11
	//lint:ignore SA1019 there is no other way to set it without that field
	return &zip.FileHeader{Name: "mimetype", Method: zip.Store, ModifiedDate: uint16(date), ModifiedTime: uint16(clock)}
}

// stampOf is a time for the files in a book that is the same for the same articles.
func stampOf(published string) time.Time {
	t, err := time.Parse(time.RFC3339, published)
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
func (e *Book) cover() (name, mediaType string) {
	if len(e.options.Album.Shown()) > 0 {
		return "cover.jpg", "image/jpeg"
	}
	return "cover.png", "image/png"
}

func (e *Book) create(name string) (io.Writer, error) {
	return e.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: e.stamp})
}

func (e *Book) file(name, content string) error {
	f, err := e.create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, content)
	return err
}

// writePictures writes the pictures of the book, which are packed as they are.
func (e *Book) writePictures() error {
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
func (e *Book) coverOf(lead image.Image) ([]byte, error) {
	var b bytes.Buffer
	if lead == nil {
		err := e.options.Cover(&b, e.first, e.last)
		return b.Bytes(), err
	}
	err := album.CoverWith(&b, e.first, e.last, lead)
	return b.Bytes(), err
}
