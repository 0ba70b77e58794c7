package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/visit"
)

// Document is an answer that is ready.
type Document struct {
	mediaType string
	body      []byte
	tag       string       // of the body, weak: it may be compressed
	status    int          // 0: 200
	language  string       // "": that of what it holds
	policy    string       // what it may load; "": what all pages may
	framed    bool         // it stands in a frame of the room's
	name      string       // under which it is kept as a file: letters, digits, points, hyphens; "": it is shown
	leads     string       // to another address of the reading room
	reads     int64        // the article that it is; 0: none
	visit     *visit.Visit // to be noted; nil: what the request says
}

// DocumentOf makes a document of a body, with its tag.
func DocumentOf(mediaType string, body []byte) Document {
	sum := sha256.Sum256(body)
	return Document{mediaType: mediaType, body: body, tag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
}

// JSON is the data of a page, for programs.
func JSON(what any) (Answer, error) {
	var b bytes.Buffer
	err := export.JSON(&b, what, "  ")
	return DocumentOf("application/json; charset=utf-8", b.Bytes()), err
}

func (d Document) document() (Document, error) { return d, nil }

// Named is a document that is kept as a file.
func (d Document) Named(name string) Document {
	d.name = name
	return d
}

// receivedPolicy has a page that is somebody else's show the pictures of the room and its own, in its own style, and do
// nothing. It is of the room's origin, or the room would not give it the pictures.
const receivedPolicy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; " +
	"base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin"

// Framed is a document that is somebody else's, for a frame in a page of the room.
func (d Document) Framed() Document {
	d.policy, d.framed = receivedPolicy, true
	return d
}

// size is about what it takes to keep it.
func (d Document) size() int { return len(d.body) + 512 }

// Redirect leads to another address of the reading room.
func Redirect(to string) Document { return Document{status: http.StatusFound, leads: to} }

// write sends the document, or says that it is the one that the asker has.
func (d Document) write(w http.ResponseWriter, q *Request) {
	if d.leads != "" {
		http.Redirect(w, q.Request, d.leads, d.status)
		return
	}
	h := w.Header()
	for name, value := range map[string]string{"Content-Type": d.mediaType, "Content-Language": d.language,
		"Content-Security-Policy": d.policy} {
		if value != "" {
			h.Set(name, value)
		}
	}
	if d.framed {
		h.Set("X-Frame-Options", "SAMEORIGIN")
	}
	if d.name != "" {
		h.Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	if d.status != 0 && d.status != http.StatusOK {
		w.WriteHeader(d.status)
	} else if h.Set("ETag", "W/"+d.tag); d.isHeldBy(q) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(d.body) // who has gone misses nothing
}

// isHeldBy reports whether the asker has the document.
func (d Document) isHeldBy(q *Request) bool {
	held := strings.Join(q.Header.Values("If-None-Match"), ",")
	return held == "*" || strings.Contains(held, d.tag)
}
