// Package form tells what a file is, by its bytes and only then by its name.
//
//	form.go      the forms that hold pages, and what a page looks like
//	foreign.go   what is certainly no page
package form

import (
	"bytes"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"mingpao/extract/internal/chars"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/saved/internal/warc"
)

// Sniff is how many bytes tell what a file is: a message's header and a webarchive's key stand within.
const Sniff = 4 << 10

// Form is a form in which pages are kept.
type Form int

// The forms. Any is every other: a page, a corpus, or what is neither.
const (
	Any Form = iota
	WARC
	Gzip
	Zstd
	Zip
	Webarchive
	HAR
	Message
)

// Of is the form of a file that begins so.
func Of(head []byte, name string) Form {
	switch {
	case isWARC(head, name):
		return WARC
	case isGzip(head):
		return Gzip
	case bytes.HasPrefix(head, []byte("\x28\xB5\x2F\xFD")):
		return Zstd
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case isWebarchive(head):
		return Webarchive
	case harStart().Match(head):
		return HAR
	case isMessage(head):
		return Message
	}
	return Any
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b")) }

// isWARC goes by the name, too: the first record may be a damaged one.
func isWARC(head []byte, name string) bool {
	if isGzip(head) {
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return HasExt(name, ".warc")
		}
		start := make([]byte, len(warc.Mark))
		n, _ := io.ReadFull(z, start)
		head = start[:n]
	}
	return bytes.HasPrefix(head, []byte(warc.Mark)) || HasExt(name, ".warc")
}

func isWebarchive(head []byte) bool {
	plist := bytes.HasPrefix(head, []byte("bplist00")) || bytes.Contains(head, []byte("<plist"))
	return plist && bytes.Contains(head, []byte("WebMainResource"))
}

var harStart = chars.Compiled(`^(\xEF\xBB\xBF)?\s*\{\s*"log"\s*:\s*\{`)

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

// IsPage recognises a page by its name, or by its bytes where the name says nothing: wget's page.html.1, no extension
// at all.
func IsPage(head []byte, name string) bool {
	if HasExt(name, ".html", ".htm", ".xhtml", ".shtml", ".txt") {
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

// HasExt reports whether a name has one of the extensions, before the ones that gzip and wget append.
func HasExt(name string, exts ...string) bool {
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
