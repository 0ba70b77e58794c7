package saved

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/mail"

	"mingpao/extract/picture"
	"mingpao/extract/saved/internal/bundle"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
	"mingpao/extract/unpack"
)

// message is an MHTML file that is being read: a mail, its parts the page and what belongs to it.
type message struct {
	thing
	date  string     // when it was saved
	about string     // the page's address
	root  *undo.Page // the first page, until it is known to be more than a frame around others
	found bool       // a page
	sent  bool       // to somebody

	pictures []undo.Page // until the page is given that shows them
	held     int         // bytes of them
	framed   bool        // a frame with an article
}

// message reads the page of an MHTML file, and the frames that hold an article.
func (r *Reader) message(t thing, give emit) bool {
	header, parts, err := bundle.Message(t.r)
	if err != nil {
		return t.fails(fmt.Errorf("broken MHTML: %w", err), give)
	}
	m := &message{thing: t, date: header.Get("Date"), about: header.Get("Snapshot-Content-Location"), sent: isSent(header)}
	more, err := r.parts(m, parts, give)
	if m.sent && (m.root == nil || !m.root.IsArticle()) && !m.framed {
		return more && t.fails(errors.New("a mail, not a saved page"), give)
	}
	more = more && r.rest(m, give)
	switch {
	case err != nil:
		return more && t.fails(fmt.Errorf("broken MHTML: %w", err), give)
	case !m.found:
		return more && t.fails(errors.New("an MHTML file without a page"), give)
	}
	return more
}

// isSent reports whether a message was on its way to somebody: browsers save pages as messages to nobody.
func isSent(h mail.Header) bool { return h.Get("To") != "" || h.Get("Received") != "" }

// rootPage hands on the page that the others are frames of.
func (r *Reader) rootPage(m *message, give emit) bool {
	if m.root == nil {
		return true
	}
	c := *m.root
	m.root = nil
	return r.page(m.thing, c, give)
}

// parts reads the pages among the parts of a message.
func (r *Reader) parts(m *message, parts iter.Seq2[bundle.Part, error], give emit) (more bool, err error) {
	for part, err := range parts {
		if err != nil {
			return true, err
		}
		if part.Kind != "text/html" && part.Kind != "application/xhtml+xml" {
			if !r.enclosed(m, part, give) {
				return false, nil
			}
			continue
		}
		if more, err := r.part(m, part, give); !more || err != nil {
			return more, err
		}
	}
	return true, nil
}

// enclosed holds back a picture among the parts. What is sent to somebody is no page, and has none.
func (r *Reader) enclosed(m *message, part bundle.Part, give emit) bool {
	url := part.Header.Get("Content-Location")
	if m.sent || !r.wants(url, http.StatusOK) {
		return true
	}
	name := fmt.Sprintf("%s#%d", m.name, part.Number)
	body, err := io.ReadAll(unpack.AtMost(part.Body, min(picture.MaxBytes, int64(undo.MaxOneFile-m.held))))
	if err != nil {
		return give(Page{Source: name}, unread(err))
	}
	c := undo.Page{Name: name, URL: url, Body: body, IsPicture: true}
	c.Says(site.TimeMHTML, m.date)
	m.pictures, m.held = append(m.pictures, c), m.held+len(body)
	return true
}

// rest hands on what is held back: the page, if it is not given yet, and the pictures.
func (r *Reader) rest(m *message, give emit) bool {
	more := r.rootPage(m, give)
	for _, c := range m.pictures {
		more = more && r.page(m.thing, c, give)
	}
	return more
}

func (r *Reader) part(m *message, part bundle.Part, give emit) (more bool, err error) {
	text, err := undo.Read(part.Body, 0)
	if err != nil {
		return true, err
	}
	c := undo.Page{Name: m.name, URL: part.Header.Get("Content-Location"), Body: text, Alone: true}
	c.ContentType = part.Header.Get("Content-Type")
	c.Says(site.TimeMHTML, m.date)
	if m.found {
		return r.frame(m, c, part.Number, give), nil
	}
	c.URL = cmp.Or(m.about, c.URL)
	m.root, m.found = &c, true
	return true, nil
}

// frame hands on a frame that holds an article; a page that is only around it is passed over.
func (r *Reader) frame(m *message, c undo.Page, number int, give emit) bool {
	if !c.IsArticle() {
		return true
	}
	c.Name, m.framed = fmt.Sprintf("%s#%d", m.name, number), true
	if m.root != nil && !m.root.IsArticle() {
		m.root = nil
		if !m.fails(errAround, give) {
			return false
		}
	}
	return r.rootPage(m, give) && r.page(m.thing, c, give)
}

var errAround = &PassedOver{"page around a frame"}
