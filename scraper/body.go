package scraper

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// acceptEncoding is what readBody understands.
const acceptEncoding = "gzip, deflate"

// readBody reads a whole body, decompressed. A body longer than the limit, on the wire or unpacked, or cut off, is an error:
// half a page must never pass for one.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	wire := io.Reader(resp.Body)
	for _, coding := range codings(resp.Header) {
		var err error
		if wire, err = unpack(wire, coding); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(wire, limit+1))
	switch {
	case n > limit:
		return nil, tooLarge(limit)
	case isBadData(err):
		return nil, &Fault{Kind: BadEncoding, Detail: err.Error()}
	case err != nil:
		return nil, fmt.Errorf("read body: %w", err)
	}
	return b.Bytes(), nil
}

func tooLarge(limit int64) error {
	return &Fault{Kind: TooLarge, Detail: fmt.Sprintf("more than %d MiB", limit>>20)}
}

// codings are the content codings in the order to undo them.
func codings(h http.Header) []string {
	var list []string
	for part := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		if c := strings.ToLower(strings.TrimSpace(part)); c != "" && c != "identity" {
			list = append([]string{c}, list...)
		}
	}
	return list
}

func unpack(r io.Reader, coding string) (io.Reader, error) {
	switch coding {
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, &Fault{Kind: BadEncoding, Detail: "gzip: " + err.Error()}
		}
		return z, nil
	case "deflate":
		return inflate(r)
	}
	return nil, &Fault{Kind: BadEncoding, Detail: "unknown content coding " + coding}
}

// inflate reads deflate with the zlib header that the standard asks for, or without, as some servers send it.
func inflate(r io.Reader) (io.Reader, error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, &Fault{Kind: BadEncoding, Detail: "deflate: " + err.Error()}
	}
	r = io.MultiReader(bytes.NewReader(head[:]), r)
	if head[0]&0x0F != 8 || (int(head[0])<<8|int(head[1]))%31 != 0 {
		return flate.NewReader(r), nil
	}
	z, err := zlib.NewReader(r)
	if err != nil {
		return nil, &Fault{Kind: BadEncoding, Detail: "deflate: " + err.Error()}
	}
	return z, nil
}

// isBadData tells broken compression from a broken connection.
func isBadData(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, zlib.ErrChecksum) || errors.As(err, &corrupt)
}
