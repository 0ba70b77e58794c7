package saved

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/saved/internal/warc"
	"mingpao/extract/site"
	"mingpao/extract/unpack"
)

// warc reads the pages of the site in a WARC file.
func (r *Reader) warc(t thing, stream io.Reader, give emit) bool {
	if t.whole != nil { // one can go back over damage in a file
		if _, err := t.whole.Seek(0, io.SeekStart); err != nil {
			return t.fails(err, give)
		}
		stream = t.whole
	}
	f, err := warc.NewReader(stream, maxBlock)
	if err != nil {
		return t.fails(err, give)
	}
	for n := 1; ; n++ {
		one, err := f.Next(isWanted)
		name := fmt.Sprintf("%s#%d", t.name, n)
		var d *warc.Damage
		switch {
		case errors.Is(err, io.EOF):
			return true
		case errors.As(err, &d):
			if !give(Page{Source: name}, d) {
				return false
			}
			continue
		case err != nil:
			return t.fails(err, give)
		}
		w := record{Reader: r, thing: t, Record: one, name: name, give: give}
		w.thing.record = n
		w.believe()
		if !w.handle() {
			return false
		}
	}
}

// record is a record of a WARC file on its way to a page.
type record struct {
	*Reader
	thing
	warc.Record
	name string
	give emit
}

func (w record) fails(err error) bool    { return w.give(Page{Source: w.name}, err) }
func (w record) passes(kind string) bool { return w.fails(&PassedOver{kind}) }
func (w record) target() (url string)    { return strings.Trim(w.Field("WARC-Target-URI"), "<>") }
func isWanted(one warc.Record) bool {
	w := record{Record: one}
	return pageRecords[w.Kind()] && (isOfSite(w.target()) || w.isOurs()) || w.isMissing() || w.isRemoval() || w.isSeal()
}

// pageRecords are the types of records that hold a page: as served, as a file, as text (Common Crawl's WET files), or
// as a remark that it was the same as before.
var pageRecords = map[string]bool{"response": true, "resource": true, "conversion": true, "revisit": true}

// ownRecords are those that a WARC file keeps for itself: they are not counted.
var ownRecords = map[string]bool{"warcinfo": true, "request": true, "metadata": true}

// isOfSite tells the site's own addresses, and copies of its pages.
func isOfSite(url string) bool { return site.Owns(undo.Address(url)) }

func (w record) handle() bool {
	kind := w.Kind()
	switch {
	case w.isRemoval():
		return w.removal()
	case w.isSeal():
		return w.seal()
	case w.isMissing():
		return w.missing(w.Field(SeenField), unescaped(w.Field(DetailField)))
	case ownRecords[kind]:
		return true
	case !pageRecords[kind]:
		return w.passes(kind + " record")
	case !isWanted(w.Record):
		return w.passes("other site")
	case w.Block == nil && w.Length > 0:
		return w.passesLarge()
	}
	if err := w.Intact(); err != nil {
		return w.fails(err)
	}
	switch kind {
	case "response":
		return w.response(w.Record)
	case "revisit":
		return w.revisit()
	}
	return w.resource(w.Record)
}

// believe notes what the record says of who saw the page.
func (w *record) believe() {
	if !w.isOurs() {
		return
	}
	if w.behind = witnessOf(w.Field(WitnessField)); w.behind == nil {
		w.claims = w.Field(TimeField)
	}
	w.takenBack = retractionOf(w.Field(RetractedField))
}

// passesLarge tells a film from a page that is too large.
func (w record) passesLarge() bool {
	if url := w.target(); strings.HasPrefix(w.Field("Content-Type"), "application/http") && !looksLikePage(url) {
		return w.passes("large answer")
	}
	return w.fails(unpack.TooLarge(maxPage))
}

func looksLikePage(url string) bool {
	_, ok := site.ParseURL(url)
	return ok
}

// resource reads the page in a record, which of a revisit is the original.
func (w record) resource(original warc.Record) bool {
	kind := original.Field("Content-Type")
	if w.isOurs() && kind == UnknownType {
		kind = ""
	}
	other := w.passedOver(http.StatusOK, kind)
	isPicture := other != "" && w.isPicture(http.StatusOK)
	if other != "" && !isPicture {
		return w.passes(other)
	}
	if w.Kind() == "resource" {
		if err := w.remember(w.thing, w.Record); err != nil {
			return w.fails(err)
		}
	}
	body, err := undo.Read(bytes.NewReader(original.Block), int64(len(original.Block)))
	return w.page(undo.Page{ContentType: kind, Body: body, IsPicture: isPicture}, err)
}

// response reads the answer in a record, which of a revisit is the original.
func (w record) response(original warc.Record) bool {
	answer, body, err := undo.ReadAnswer(original.Block)
	if err != nil {
		return w.fails(err)
	}
	if answer.StatusCode == http.StatusUnavailableForLegalReasons && looksLikePage(w.target()) {
		return w.missing("withheld", fmt.Sprintf("HTTP %d", answer.StatusCode))
	}
	if isGone(answer.StatusCode) && looksLikePage(w.target()) {
		return w.missing("gone", fmt.Sprintf("HTTP %d", answer.StatusCode))
	}
	kind := w.passedOver(answer.StatusCode, answer.Header.Get("Content-Type"))
	isPicture := kind != "" && w.isPicture(answer.StatusCode)
	if kind != "" && !isPicture {
		return w.passes(kind)
	}
	if w.Kind() == "response" {
		if err := w.remember(w.thing, w.Record); err != nil {
			return w.fails(err)
		}
	}
	page, err := undo.Decoded(answer, body)
	return w.page(undo.Page{ContentType: answer.Header.Get("Content-Type"), Body: page, IsPicture: isPicture}, err)
}

// isPicture reports whether an answer is a picture to hand on. What an archive of ours kept is, where its looks are.
func (w record) isPicture(status int) bool {
	if w.isOurs() && w.options.Missing {
		return pictureAddress(w.address()) != ""
	}
	return w.wants(w.address(), status)
}

func (w record) page(c undo.Page, err error) bool {
	switch {
	case err != nil && c.IsPicture:
		return w.fails(unread(err))
	case err != nil:
		return w.fails(err)
	}
	c.Name, c.URL, c.Attested, c.Head = w.name, w.address(), w.isOurs(), w.head()
	c.Repeated = w.isRepeated()
	if c.Repeated {
		c.Detail = unescaped(w.Field(DetailField))
	}
	c.Says(w.timeSource(), w.Field("WARC-Date"))
	return w.Reader.page(thing{name: w.name, origin: w.origin, record: w.thing.record, claims: w.claims, behind: w.behind,
		takenBack: w.takenBack}, c, w.give)
}

// passedOver says why an answer is no page to read; "" if it is one. What an archive of ours has kept is one, wherever
// it is from.
func (w record) passedOver(status int, contentType string) string {
	if w.isOurs() {
		return answerKind("https://"+site.Domain, status, contentType)
	}
	return answerKind(w.target(), status, contentType)
}

// answerKind says why an answer is no page to read; "" if it is one.
func answerKind(url string, status int, contentType string) string {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(contentType, ";")
	}
	switch kind = strings.ToLower(strings.TrimSpace(kind)); {
	case !isOfSite(url):
		return "other site"
	case status != http.StatusOK:
		return fmt.Sprintf("answer %d", status)
	case kind == "" || kind == "text/html" || kind == "application/xhtml+xml" || kind == "text/plain":
		return ""
	}
	return kind
}
