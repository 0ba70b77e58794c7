package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"mingpao/extract/saved/internal/lines"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
	"mingpao/extract/unpack"
)

// maxLine is how long a line of a corpus may be: a page with every character escaped.
const maxLine = 2 * maxPage

// errNoText is for a file with JSON lines that are about something else.
var errNoText = errors.New("JSON lines without text, not a saved page")

// corpus reads the site's pages of a file with a JSON object a line.
func (r *Reader) corpus(t thing, buf *bufio.Reader, give emit) bool {
	l := lines.NewReader(buf, maxLine)
	for n := 1; ; n++ {
		line, err := l.Next()
		name := fmt.Sprintf("%s#%d", t.name, n)
		more := true
		switch {
		case errors.Is(err, io.EOF):
			return true
		case errors.Is(err, lines.ErrLong):
			more = give(Page{Source: name}, unpack.TooLarge(maxLine))
		case err != nil:
			return t.fails(err, give)
		case n == 1 && lines.IsEmpty(line):
			return t.fails(errNoText, give)
		case len(line) > 0:
			more = r.corpusPage(name, line, give)
		}
		if !more {
			return false
		}
	}
}

// corpusPage reads a line. One that has the site's name nowhere is told without reading it.
func (r *Reader) corpusPage(name string, line []byte, give emit) bool {
	fails := func(err error) bool { return give(Page{Source: name}, err) }
	if !bytes.Contains(line, []byte(site.Domain)) {
		return fails(&PassedOver{"other site"})
	}
	one, err := lines.Parse(line)
	switch {
	case err != nil:
		return fails(err)
	case one.URL == "":
		return fails(&PassedOver{"line without an address"})
	case !isOfSite(one.URL):
		return fails(&PassedOver{"other site"})
	}
	c := undo.Page{Name: name, URL: one.URL, ContentType: "text/html; charset=utf-8", Body: []byte(one.HTML)}
	if one.HTML == "" {
		c.ContentType, c.Body = "text/plain; charset=utf-8", []byte(one.Text)
	}
	switch {
	case len(c.Body) == 0:
		return fails(errors.New("a line without text"))
	case len(c.Body) > maxPage:
		return fails(unpack.TooLarge(maxPage))
	case one.Seen != "":
		c.Says(site.TimeMetadata, one.Seen)
	}
	return r.page(thing{name: name}, c, give)
}
