package saved

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/site"
	"mingpao/extract/unpack"
)

// message is an MHTML file that is being read: a mail, its parts the page and what belongs to it.
type message struct {
	thing
	date  string // when it was saved
	about string // the page's address
	parts int
	root  *undo.Page // the first page, until it is known to be more than a frame around others
	found bool       // a page

	framed bool // a frame with an article
}

// message reads the page of an MHTML file, and the frames that hold an article.
func (r *Reader) message(t thing, give emit) bool {
	mailed, err := mail.ReadMessage(bufio.NewReader(unpack.AtMost(t.r, maxMessage)))
	if err != nil {
		return t.fails(fmt.Errorf("broken MHTML: %w", err), give)
	}
	m := &message{thing: t, date: mailed.Header.Get("Date"), about: mailed.Header.Get("Snapshot-Content-Location")}
	more, err := r.entity(m, textproto.MIMEHeader(mailed.Header), mailed.Body, 0, give)
	if isSent(mailed.Header) && (m.root == nil || !m.root.IsArticle()) && !m.framed {
		return more && t.fails(errors.New("a mail, not a saved page"), give)
	}
	more = more && r.rootPage(m, give)
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

const (
	maxMessage = 1 << 30 // pictures and films are read through, not held
	maxNested  = 4       // parts within parts: related, alternative, and two to spare
)

// entity reads a message or a part of one.
func (r *Reader) entity(
	m *message, h textproto.MIMEHeader, body io.Reader, depth int, give emit,
) (more bool, err error) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && depth < maxNested {
		return r.entities(m, multipart.NewReader(body, params["boundary"]), depth, give)
	}
	if kind != "text/html" && kind != "application/xhtml+xml" {
		return true, nil
	}
	text, err := undo.Read(transferred(h.Get("Content-Transfer-Encoding"), body), 0)
	if err != nil {
		return true, err
	}
	c := undo.Page{Name: m.name, URL: h.Get("Content-Location"), Body: text, Alone: true}
	c.ContentType = h.Get("Content-Type")
	c.Says(site.TimeMHTML, m.date)
	if m.found {
		return r.frame(m, c, give), nil
	}
	c.URL = cmp.Or(m.about, c.URL)
	m.root, m.found = &c, true
	return true, nil
}

// frame hands on a frame that holds an article; a page that only stands around it is passed over.
func (r *Reader) frame(m *message, c undo.Page, give emit) bool {
	if !c.IsArticle() {
		return true
	}
	c.Name, m.framed = fmt.Sprintf("%s#%d", m.name, m.parts), true
	if m.root != nil && !m.root.IsArticle() {
		m.root = nil
		if !m.fails(errAround, give) {
			return false
		}
	}
	return r.rootPage(m, give) && r.page(m.thing, c, give)
}

var errAround = &PassedOver{"page around a frame"}

func (r *Reader) entities(m *message, parts *multipart.Reader, depth int, give emit) (more bool, err error) {
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return true, err
		}
		if m.parts++; m.parts > maxParts {
			return true, fmt.Errorf("more than %d parts", maxParts)
		}
		if more, err := r.entity(m, part.Header, part, depth+1, give); !more || err != nil {
			return more, err
		}
	}
}

// transferred undoes the encoding of a part's bytes.
func transferred(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
