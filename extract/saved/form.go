package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"mingpao/extract/internal/chars"
	"mingpao/extract/saved/internal/lines"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/saved/internal/warc"
	"mingpao/extract/unpack"
)

const (
	window = 64 << 10 // of buffered reading
	sniff  = 4 << 10  // bytes that tell what a file is: a message's header and a webarchive's key stand within
)

// open reads a thing as the form that its bytes show.
func (r *Reader) open(t thing, give emit) bool {
	buf := bufio.NewReaderSize(t.r, window)
	head, err := buf.Peek(sniff)
	if err != nil && !errors.Is(err, io.EOF) {
		return t.fails(err, give)
	}
	t.r = buf
	r.opened++
	switch {
	case isWARC(head, t.name):
		t.alone()
		return r.warc(t, buf, give)
	case isGzip(head) || isZstd(head):
		return r.unpack(t, buf, isZstd(head), give)
	case isZip(head):
		t.alone()
		return r.zip(t, give)
	case isWebarchive(head):
		return r.webarchive(t, give)
	case isHAR(head):
		t.alone()
		return r.har(t, give)
	case isMessage(head):
		return r.message(t, give)
	}
	if isLines, hasPages := lines.Begin(head); hasPages {
		return r.corpus(t, buf, give)
	} else if isLines && t.named && isJSON(head) {
		return t.fails(errNoText, give)
	}
	return r.openPage(t, head, give)
}

// openPage reads a page. What lies in a folder has to look like one; what a person named is meant to be one.
func (r *Reader) openPage(t thing, head []byte, give emit) bool {
	what := foreign(head, t.name)
	switch {
	case t.named && what != "":
		return t.fails(fmt.Errorf("%s, not a saved page", what), give)
	case !t.named && (what != "" || !isPage(head, t.name)):
		r.opened--
		return t.fails(&PassedOver{kindOf(head, t.name)}, give)
	}
	body, err := undo.Read(t.r, t.size)
	if err != nil {
		return t.fails(err, give)
	}
	return r.page(t, undo.Page{Name: t.name, ContentType: typeByName(t.name), Body: body, Alone: true}, give)
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

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b")) }

func isZstd(head []byte) bool { return bytes.HasPrefix(head, []byte("\x28\xB5\x2F\xFD")) }

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// isWARC goes by the name, too: the first record may be a damaged one.
func isWARC(head []byte, name string) bool {
	if isGzip(head) {
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return hasExt(name, ".warc")
		}
		start := make([]byte, len(warc.Mark))
		n, _ := io.ReadFull(z, start)
		head = start[:n]
	}
	return bytes.HasPrefix(head, []byte(warc.Mark)) || hasExt(name, ".warc")
}

func isWebarchive(head []byte) bool {
	plist := bytes.HasPrefix(head, []byte("bplist00")) || bytes.Contains(head, []byte("<plist"))
	return plist && bytes.Contains(head, []byte("WebMainResource"))
}

var harStart = chars.Compiled(`^(\xEF\xBB\xBF)?\s*\{\s*"log"\s*:\s*\{`)

func isHAR(head []byte) bool { return harStart().Match(head) }

var messageStart = chars.Compiled(`(?i)^[a-z][a-z-]*:[ \t]`)

// isMessage recognises MHTML: the header of a mail, and parts or the address of a page.
func isMessage(head []byte) bool {
	if !messageStart().Match(head) {
		return false
	}
	lower := bytes.ToLower(head)
	return bytes.Contains(lower, []byte("mime-version:")) &&
		(bytes.Contains(lower, []byte("multipart/")) || bytes.Contains(lower, []byte("content-location:")))
}

// isPage recognises a page by its name, or by its bytes where the name says nothing: wget's page.html.1, no extension
// at all.
func isPage(head []byte, name string) bool {
	if hasExt(name, ".html", ".htm", ".xhtml", ".shtml", ".txt") {
		return true
	}
	text := bytes.ToLower(bytes.ReplaceAll(head, []byte{0}, nil)) // UTF-16, too
	text = bytes.TrimLeft(text, "\xEF\xBB\xBF\xFF\xFE \t\r\n")
	if undo.IsAnswer(head) {
		return true
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.HasPrefix(text, []byte("<")) && bytes.Contains(text, []byte(tag)) {
			return true
		}
	}
	return false
}

// hasExt reports whether a name has one of the extensions, before the ones that gzip and wget append.
func hasExt(name string, exts ...string) bool {
	name = numbered().ReplaceAllString(strings.ToLower(name), "")
	name = numbered().ReplaceAllString(strings.TrimSuffix(name, ".gz"), "")
	for _, ext := range exts {
		if strings.HasSuffix(name, ext) {
			return true
		}
	}
	return false
}

var numbered = chars.Compiled(`\.[0-9]{1,3}$`)

func typeByName(name string) string {
	if hasExt(name, ".txt") {
		return "text/plain"
	}
	return "text/html"
}
