package export

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/export/book"
	"mingpao/store/catalog"
)

// FuzzBook is FuzzFormats for books, which are many files.
func FuzzBook(f *testing.F) {
	f.Add(strings.Join(hostileSeeds, " "), ^uint32(0))
	covers := coversOnce{}
	f.Fuzz(func(t *testing.T, text string, fields uint32) {
		checkBook(t, articleOf(strings.ToValidUTF8(text, "\ufffd"), fields), covers)
	})
}

// coversOnce draws a cover once for the same days: it takes twenty times as long as the rest of a book.
type coversOnce map[string][]byte

func (c coversOnce) draw(w io.Writer, first, last string) error {
	days := first + " " + last
	if c[days] == nil {
		var b bytes.Buffer
		if err := album.Cover(&b, first, last); err != nil {
			return err
		}
		c[days] = b.Bytes()
	}
	_, err := w.Write(c[days])
	return err
}

func checkBook(t *testing.T, art *catalog.Article, covers coversOnce) {
	var b bytes.Buffer
	made := epub{book.New(&b, book.Options{Cover: covers.draw}), nil}
	if err := errors.Join(made.Add(art), made.Close()); err != nil {
		t.Fatal(err)
	}
	for name, text := range bookFiles(t, b.Bytes()) {
		if strings.HasSuffix(name, "xml") || strings.HasSuffix(name, "xhtml") || strings.HasSuffix(name, "opf") {
			acts(t, name, text)
			if err := wellFormed(text); err != nil {
				t.Errorf("%s is no XML: %v", name, err)
			}
			noScript(t, name, text)
		}
	}
}
