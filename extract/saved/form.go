package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"mingpao/extract/saved/internal/form"
	"mingpao/extract/saved/internal/lines"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/unpack"
)

const window = 64 << 10 // of buffered reading

// open reads a thing as the form that its bytes show.
func (r *Reader) open(t thing, give emit) bool {
	buf := bufio.NewReaderSize(t.r, window)
	head, err := buf.Peek(form.Sniff)
	if err != nil && !errors.Is(err, io.EOF) {
		return t.fails(err, give)
	}
	t.r = buf
	r.opened++
	switch kind := form.Of(head, t.name); kind {
	case form.WARC:
		t.alone()
		return r.warc(t, buf, give)
	case form.Gzip, form.Zstd:
		return r.unpack(t, buf, kind == form.Zstd, give)
	case form.Zip:
		t.alone()
		return r.zip(t, give)
	case form.Webarchive:
		return r.webarchive(t, give)
	case form.HAR:
		t.alone()
		return r.har(t, give)
	case form.Message:
		return r.message(t, give)
	}
	if isLines, hasPages := lines.Begin(head); hasPages {
		return r.corpus(t, buf, give)
	} else if isLines && t.named && form.IsJSON(head) {
		return t.fails(errNoText, give)
	}
	return r.openPage(t, head, give)
}

// openPage reads a page. What lies in a folder has to look like one; what a person named is meant to be one.
func (r *Reader) openPage(t thing, head []byte, give emit) bool {
	what := form.Foreign(head, t.name)
	switch {
	case t.named && what != "":
		return t.fails(fmt.Errorf("%s, not a saved page", what), give)
	case !t.named && (what != "" || !form.IsPage(head, t.name)):
		r.opened--
		return t.fails(&PassedOver{r.alongside(t.name, form.Kind(head, t.name))}, give)
	}
	raw, body, err := r.readPage(t)
	if err != nil {
		return t.fails(err, give)
	}
	p, err := r.original(t, undo.Page{Name: t.name, ContentType: typeByName(t.name), Body: body, Alone: true})
	return give(p, err) && (err != nil || r.pictures(t, p, raw, give))
}

// readPage reads a page, and where pictures are wanted all of it, data: pictures included. Else these are counted.
func (r *Reader) readPage(t thing) (raw, body []byte, err error) {
	if !r.options.Pictures {
		body, err = undo.Read(t.r, t.size)
		r.untaken += undo.DataPictures(body)
		return nil, body, err
	}
	if raw, err = io.ReadAll(unpack.AtMost(t.r, undo.MaxOneFile)); err == nil {
		body, err = undo.Read(bytes.NewReader(raw), int64(len(raw)))
	}
	return raw, body, err
}

// unpack reads what is packed by gzip or zstd, but not packed twice: a page is not, and a bomb is.
func (r *Reader) unpack(t thing, packed io.Reader, byZstd bool, give emit) bool {
	if t.packed {
		return t.fails(errNested, give)
	}
	coding := "gzip"
	if byZstd {
		coding = "zstd"
	}
	z, err := unpack.Coding(coding, packed)
	if err != nil {
		return t.fails(fmt.Errorf("broken %w", err), give)
	}
	t.r = readerFunc(func(p []byte) (int, error) {
		n, err := z.Read(p)
		if err != nil && !errors.Is(err, io.EOF) {
			err = fmt.Errorf("broken %s: %w", coding, err)
		}
		return n, err
	})
	t.whole, t.reopen, t.packed = nil, nil, true
	return r.open(t, give)
}

// errNested refuses archives within archives: they are made to eat memory and time.
var errNested = errors.New("an archive within an archive: unpack the outer one first")

func typeByName(name string) string {
	if form.HasExt(name, ".txt") {
		return "text/plain"
	}
	return "text/html"
}
