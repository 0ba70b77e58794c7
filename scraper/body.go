package scraper

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// acceptEncoding is what readBody understands.
const acceptEncoding = "gzip, deflate"

// maxCodings of one answer: servers use one, a proxy in front of them may add another. More is made to exhaust.
const maxCodings = 2

// readBody reads a whole body, decompressed. A body longer than the limit, on the wire or at any step of unpacking,
// or cut off, is an error: half a page must never pass for one. It ends with the context.
func readBody(ctx context.Context, resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	list := codings(resp.Header)
	if len(list) > maxCodings {
		return nil, &Fault{Kind: BadEncoding, Detail: fmt.Sprintf("%d content codings", len(list))}
	}
	layer := io.Reader(&bounded{ctx, resp.Body, limit, limit})
	for _, coding := range list {
		unpacked, err := unpack(layer, coding)
		if err != nil {
			return nil, err
		}
		layer = &bounded{ctx, unpacked, limit, limit}
	}
	var b bytes.Buffer
	if _, err := io.Copy(&b, layer); isBadData(err) {
		return nil, &Fault{Kind: BadEncoding, Detail: err.Error()}
	} else if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	return b.Bytes(), nil
}

// bounded is a reader that fails behind so many bytes, and when its context ends: what a decompressor swallows
// without giving anything counts as well.
type bounded struct {
	ctx   context.Context
	r     io.Reader
	left  int64
	limit int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, tooLarge(b.limit)
	}
	return n, err
}

func tooLarge(limit int64) error {
	return &Fault{Kind: TooLarge, Detail: fmt.Sprintf("more than %d MiB", limit>>20)}
}

// codings are the content codings in the order to undo them.
func codings(h http.Header) []string {
	var list []string
	for part := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		if c := strings.ToLower(strings.TrimSpace(part)); c != "" && c != "identity" {
			list = append(list, c)
		}
	}
	slices.Reverse(list)
	return list
}

func unpack(r io.Reader, coding string) (io.Reader, error) {
	switch coding {
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, badHead("gzip", err)
		}
		return z, nil
	case "deflate":
		return inflate(r)
	}
	return nil, &Fault{Kind: BadEncoding, Detail: "unknown content coding " + coding}
}

// badHead is the fault of a compression that does not begin as it should; a limit or a deadline stays what it is.
func badHead(coding string, err error) error {
	var f *Fault
	if errors.As(err, &f) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &Fault{Kind: BadEncoding, Detail: coding + ": " + err.Error()}
}

// inflate reads deflate with the zlib header that the standard asks for, or without, as some servers send it.
func inflate(r io.Reader) (io.Reader, error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, badHead("deflate", err)
	}
	r = io.MultiReader(bytes.NewReader(head[:]), r)
	if head[0]&0x0F != 8 || (int(head[0])<<8|int(head[1]))%31 != 0 {
		return flate.NewReader(r), nil
	}
	z, err := zlib.NewReader(r)
	if err != nil {
		return nil, badHead("deflate", err)
	}
	return z, nil
}

// isBadData tells broken compression from a broken connection.
func isBadData(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, zlib.ErrChecksum) ||
		errors.As(err, &corrupt)
}
