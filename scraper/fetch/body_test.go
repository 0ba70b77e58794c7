package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"mingpao/store/queue"
)

func gzipped(t *testing.T, layers int, body []byte) []byte {
	t.Helper()
	for range layers {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(body); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		body = b.Bytes()
	}
	return body
}

// TestReadBody has answers that are packed in ways that exhaust who unpacks them.
func TestReadBody(t *testing.T) {
	const limit = 1 << 20
	page := []byte("<html>一頁</html>")
	for _, c := range []struct {
		name     string
		encoding string
		body     []byte
		want     queue.Kind // "" for the page
	}{
		{"plain", "", page, ""},
		{"gzip", "gzip", gzipped(t, 1, page), ""},
		{"gzip twice", "gzip, gzip", gzipped(t, 2, page), ""},
		{"three times", "gzip, gzip, gzip", gzipped(t, 3, page), queue.BadEncoding},
		{"a thousand times", strings.Repeat("gzip,", 1000), page, queue.BadEncoding},
		{"too large", "", make([]byte, limit+1), queue.TooLarge},
		{"too large between the layers", "gzip, gzip", gzipped(t, 1, gzipped(t, 1, make([]byte, 2*limit))), queue.TooLarge},
		{"members without content", "gzip", bytes.Repeat(gzipped(t, 1, nil), limit/20), queue.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp := &http.Response{Header: http.Header{"Content-Encoding": {c.encoding}},
				Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: -1}
			got, err := readBody(t.Context(), resp, limit)
			switch {
			case c.want == "" && (err != nil || !bytes.Equal(got, page)):
				t.Errorf("%q, %v", got, err)
			case c.want != "" && (err == nil || AsFault(err).Kind != c.want):
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// TestReadBodyEnds unpacks past the end of its context: the data goes on, the reading does not.
func TestReadBodyEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	body := &cancelling{of: repeated{of: gzipped(t, 1, nil)}, after: 100, cancel: cancel}
	resp := &http.Response{Header: http.Header{"Content-Encoding": {"gzip"}}, Body: io.NopCloser(body), ContentLength: -1}
	if _, err := readBody(ctx, resp, 1<<40); !errors.Is(err, context.Canceled) {
		t.Errorf("an endless answer was read: %v", err)
	}
	if body.after < 0 {
		t.Errorf("%d reads after the end", -body.after)
	}
}

// cancelling is an endless body whose context ends after some reads. Long after that it gives up itself.
type cancelling struct {
	of     repeated
	after  int
	cancel func()
}

func (c *cancelling) Read(p []byte) (int, error) {
	if c.after--; c.after == 0 {
		c.cancel()
	}
	if c.after < -1000 {
		return 0, io.ErrUnexpectedEOF
	}
	return c.of.Read(p)
}

type repeated struct {
	of []byte
	at int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := copy(p, r.of[r.at:])
	r.at = (r.at + n) % len(r.of)
	return n, nil
}

// TestReadBodyAnnounced reads nothing of an answer that says itself that it is too large.
func TestReadBodyAnnounced(t *testing.T) {
	resp := &http.Response{Body: unread{io.NopCloser(&repeated{of: []byte("x")}), t}, ContentLength: 2 << 20}
	if _, err := readBody(t.Context(), resp, 1<<20); err == nil || AsFault(err).Kind != queue.TooLarge {
		t.Errorf("%v", err)
	}
}

// unread is a body that nobody is to read.
type unread struct {
	io.ReadCloser
	t *testing.T
}

func (u unread) Read(p []byte) (int, error) {
	u.t.Error("it was read")
	return u.ReadCloser.Read(p)
}
