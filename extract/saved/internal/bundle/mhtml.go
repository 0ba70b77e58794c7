package bundle

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"iter"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"

	"mingpao/extract/unpack"
)

const (
	maxMessage = 1 << 30 // pictures and films are read through, not held
	maxNested  = 4       // parts within parts: related, alternative, and two to spare
	maxParts   = 5000    // a page of news that Chrome saves has a few hundred
)

// Part is a part of a message that is not made of parts: a page, a picture.
type Part struct {
	Header textproto.MIMEHeader
	Kind   string // its type, without parameters
	Number int    // which part of the message it is; 0: the message itself
	Body   io.Reader
}

// Message reads the header of an MHTML file, which is a mail, and yields its parts one by one; an error is the last
// thing.
func Message(r io.Reader) (mail.Header, iter.Seq2[Part, error], error) {
	mailed, err := mail.ReadMessage(bufio.NewReader(unpack.AtMost(r, maxMessage)))
	if err != nil {
		return nil, nil, err
	}
	return mailed.Header, func(yield func(Part, error) bool) {
		w := partWalk{yield: yield}
		w.entity(textproto.MIMEHeader(mailed.Header), mailed.Body, 0)
	}, nil
}

// partWalk goes through parts within parts.
type partWalk struct {
	number int
	yield  func(Part, error) bool
}

// entity reads a message or a part of one, and reports whether to go on.
func (w *partWalk) entity(h textproto.MIMEHeader, body io.Reader, depth int) bool {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && depth < maxNested {
		return w.entities(multipart.NewReader(body, params["boundary"]), depth)
	}
	return w.yield(Part{h, kind, w.number, transferred(h.Get("Content-Transfer-Encoding"), body)}, nil)
}

func (w *partWalk) entities(parts *multipart.Reader, depth int) bool {
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return true
		}
		if err != nil {
			w.yield(Part{}, err)
			return false
		}
		if w.number >= maxParts {
			w.yield(Part{}, fmt.Errorf("more than %d parts", maxParts))
			return false
		}
		w.number++
		if !w.entity(part.Header, part, depth+1) {
			return false
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
