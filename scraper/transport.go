package scraper

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"strconv"
)

// transport is what every request goes through, each hop of a redirect included: scope, robots.txt, the host's pace, a
// deadline, and a body that is whole, decompressed and within the limit, or an error.
type transport struct {
	Config
	connections *http.Transport
	pace        *pacer
	robots      *robots

	// last is the body of the latest answer as served, decompressed: colly hands out a transcoded one. A collector makes
	// one request at a time.
	last []byte
}

func newTransport(c Config) *transport {
	t := &transport{Config: c, connections: newConnections(c), pace: newPacer(c)}
	t.robots = newRobots(t)
	return t
}

func tlsConfig(c Config) *tls.Config {
	return &tls.Config{RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12}
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	t.last = nil
	if err := inScope(r.URL); err != nil {
		return nil, err
	}
	if err := t.robots.check(r.Context(), r.URL); err != nil {
		return nil, err
	}
	resp, body, err := t.exchange(r)
	if err != nil {
		return nil, err
	}
	t.last = body
	return resp, nil
}

// exchange sends one request in the host's turn and reads the whole answer.
func (t *transport) exchange(r *http.Request) (*http.Response, []byte, error) {
	release, err := t.pace.take(r.Context(), r.URL.Hostname())
	if err != nil {
		return nil, nil, err
	}
	defer release()
	// From here on the page is in hand: an interrupt lets it finish.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), t.Deadline)
	defer cancel()
	out := r.Clone(ctx)
	out.Header.Set("User-Agent", t.UserAgent())
	out.Header.Set("Accept-Encoding", acceptEncoding)
	resp, err := t.connections.RoundTrip(out)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := readBody(resp, t.MaxBody)
	if err == nil {
		// A server that sees the connection close at the deadline may end its answer as if it were whole.
		err = ctx.Err()
	}
	if err != nil {
		return nil, nil, err
	}
	resp.Request = r
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.Uncompressed = true // keeps colly from unpacking a second time
	resp.ContentLength = int64(len(body))
	resp.Header.Del("Content-Encoding")
	resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return resp, body, nil
}
