package fetch

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

	"mingpao/extract/unpack"
	"mingpao/store/queue"
)

// acceptEncoding names the codings that servers are asked for. Any other is a fault.
const acceptEncoding = "gzip, deflate"

func isAccepted(coding string) bool {
	return coding == "gzip" || coding == "x-gzip" || coding == "deflate"
}

// readBody reads a whole body, decompressed. A body longer than the limit, on the wire or at any step of unpacking,
// or cut off, is an error: half a page must never pass for one. It ends with the context.
func readBody(ctx context.Context, resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, bodyFault(unpack.TooLarge(limit))
	}
	list := unpack.Codings(resp.Header)
	if len(list) > unpack.MaxCodings {
		return nil, &Fault{Kind: queue.BadEncoding, Subject: "codings", Detail: fmt.Sprintf("%d content codings", len(list))}
	}
	layer := unpack.AtMost(lasting{ctx, resp.Body}, limit)
	for _, coding := range list {
		if !isAccepted(coding) {
			return nil, &Fault{Kind: queue.BadEncoding, Subject: "unknown-coding", Detail: "unknown content coding " + coding}
		}
		unpacked, err := unpack.Coding(coding, layer)
		if err != nil {
			return nil, headFault(err)
		}
		layer = unpack.AtMost(unpacked, limit)
	}
	var b bytes.Buffer
	if _, err := io.Copy(&b, layer); err != nil {
		return nil, bodyFault(err)
	}
	return b.Bytes(), nil
}

// lasting is a reader that ends with its context: what a decompressor swallows without giving anything does, too.
type lasting struct {
	ctx context.Context
	r   io.Reader
}

func (l lasting) Read(p []byte) (int, error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	return l.r.Read(p)
}

// headFault is the fault of a compression that does not begin as it should; a limit or a deadline stays what it is.
func headFault(err error) error {
	if errors.As(err, new(unpack.TooLarge)) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) {
		return bodyFault(err)
	}
	return &Fault{Kind: queue.BadEncoding, Subject: "broken", Detail: err.Error()}
}

// bodyFault tells too much and broken compression from a broken connection.
func bodyFault(err error) error {
	var large unpack.TooLarge
	switch {
	case errors.As(err, &large):
		return &Fault{Kind: queue.TooLarge, Detail: fmt.Sprintf("more than %d MiB", int64(large)>>20)}
	case isBadData(err):
		return &Fault{Kind: queue.BadEncoding, Subject: "broken", Detail: err.Error()}
	}
	return fmt.Errorf("read body: %w", err)
}

func isBadData(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, zlib.ErrChecksum) ||
		errors.As(err, &corrupt)
}
