package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// transport handles every request, each hop of a redirect included: scope, robots.txt, the host's pace, a
// deadline, and a body that is whole, decompressed and within the limit, or an error.
type transport struct {
	Config
	connections *http.Transport
	pace        *pacer
	robots      *robotsBook
	clock       *clock
	hosts       []string // that may be asked: those of articles, or that of pictures

	// last is the body of the latest answer as served, decompressed: colly hands out a transcoded one. A collector makes
	// one request at a time. lastHead is its status line and header.
	last     []byte
	lastHead string
}

func newTransport(c Config) *transport {
	t := &transport{Config: c, connections: newConnections(c), pace: newPacer(c), hosts: site.Hosts}
	t.robots, t.clock = newRobots(t), &clock{transport: t}
	return t
}

func tlsConfig(c Config) *tls.Config {
	return &tls.Config{RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12}
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	t.last, t.lastHead = nil, ""
	if err := inScope(r.URL, t.hosts); err != nil {
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
	host := r.URL.Hostname()
	if err := t.open(host); err != nil {
		return nil, nil, err
	}
	resp, body, err := t.inTurn(r, host)
	var own *unkept
	if errors.As(err, &own) {
		return nil, nil, own
	}
	if err := t.clock.see(r.Context(), resp); err != nil {
		return nil, nil, &unkept{err}
	}
	if err != nil {
		f := *AsFault(err)
		f.Host = host
		if r.Context().Err() != nil && f.Kind == queue.TooSlow {
			f = Fault{Kind: queue.Interrupted} // the run ended, not the host's time
		}
		return nil, nil, &f
	}
	t.lastHead = headOf(resp)
	resp.Request = r
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.Uncompressed = true // keeps colly from unpacking a second time
	resp.ContentLength = int64(len(body))
	resp.Header.Del("Content-Encoding")
	resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return resp, body, nil
}

// inTurn waits for the host's turn, counts the request and sends it.
func (t *transport) inTurn(r *http.Request, host string) (*http.Response, []byte, error) {
	release, err := t.pace.take(r.Context(), host)
	if err != nil {
		return nil, nil, err
	}
	defer release()
	if err := t.clock.spend(r.Context(), host); err != nil {
		return nil, nil, &unkept{err}
	}
	return t.send(r)
}

// send makes the exchange itself, within the deadline.
func (t *transport) send(r *http.Request) (*http.Response, []byte, error) {
	ctx, cancel := WithGrace(r.Context(), t.Deadline)
	defer cancel()
	out := r.Clone(counting(ctx))
	out.Header.Set("User-Agent", t.UserAgent())
	out.Header.Set("Accept-Encoding", acceptEncoding)
	resp, err := t.connections.RoundTrip(out)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := readBody(ctx, resp, t.MaxBody)
	if err == nil {
		// A server that sees the connection close at the deadline may end its answer as if it were whole.
		err = ctx.Err()
	}
	return resp, body, err
}

// grace is the time that a page in hand may still take when the run is to end: most answers come within it, and an end
// that is asked for is less than ten seconds away.
const grace = 5 * time.Second

// WithGrace is a context for one exchange: it ends at the deadline, or a while after its parent.
func WithGrace(parent context.Context, deadline time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), deadline)
	stop := context.AfterFunc(parent, func() {
		t := time.AfterFunc(grace, cancel)
		context.AfterFunc(ctx, func() { t.Stop() })
	})
	return ctx, func() {
		stop()
		cancel()
	}
}

// open asks whether a host may be asked at all.
func (t *transport) open(host string) error {
	if t.Gate == nil {
		return nil
	}
	return t.Gate(host)
}
