// Package unpack undoes the content codings of HTTP answers, and bounds what is read.
//
//	unpack.go   codings, in the order to undo them
//	limit.go    readers that end with an error after so many bytes
package unpack

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// MaxCodings of one answer: servers use one, a proxy in front of them may add another. More is made to exhaust.
const MaxCodings = 2

// maxWindow is how much memory a frame of zstd may ask for; RFC 9659 lets answers ask for an eighth of it.
const maxWindow = 64 << 20

// Codings are the content codings of an answer in the order to undo them.
func Codings(h http.Header) []string {
	var list []string
	for part := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		if c := strings.ToLower(strings.TrimSpace(part)); c != "" && c != "identity" {
			list = append(list, c)
		}
	}
	slices.Reverse(list)
	return list
}

// Coding reads what is packed in a content coding.
func Coding(coding string, r io.Reader) (io.Reader, error) {
	switch coding {
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		return opened(coding, z, err)
	case "deflate":
		return deflate(r)
	case "br":
		return brotli.NewReader(r), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(maxWindow), zstd.WithDecoderConcurrency(1))
		return opened(coding, z, err)
	}
	return nil, fmt.Errorf("unknown content coding %q", coding)
}

func opened(coding string, r io.Reader, err error) (io.Reader, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", coding, err)
	}
	return r, nil
}

// deflate has the zlib header that the standard asks for, or none, as some servers send it.
func deflate(r io.Reader) (io.Reader, error) {
	buf := bufio.NewReader(r)
	start, err := buf.Peek(2)
	if err != nil {
		return opened("deflate", nil, err)
	}
	if !isZlib(start) {
		return flate.NewReader(buf), nil
	}
	z, err := zlib.NewReader(buf)
	return opened("deflate", z, err)
}

func isZlib(start []byte) bool {
	return len(start) > 1 && start[0]&0x0f == 8 && (int(start[0])<<8|int(start[1]))%31 == 0
}

// IsPacked reports whether a body that begins so may be packed in a coding. Many tools unpack an answer and leave its
// header as it was. Codings without a mark are told from a page, which begins with a tag.
func IsPacked(coding string, start []byte) bool {
	switch coding {
	case "gzip", "x-gzip":
		return bytes.HasPrefix(start, []byte("\x1f\x8b"))
	case "zstd":
		return bytes.HasPrefix(start, []byte("\x28\xB5\x2F\xFD"))
	}
	return isZlib(start) || !bytes.HasPrefix(bytes.TrimLeft(start, "\xEF\xBB\xBF \t\r\n"), []byte("<"))
}
