package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/http2"

	"mingpao/extract/site"
	"mingpao/store/queue"
	"mingpao/testdata"
)

// TestSlowPhases asks hosts that fall silent, each at another phase: how long the run waits for them.
func TestSlowPhases(t *testing.T) {
	certificate, roots, err := testdata.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	over := func(serve func(net.Conn), protocols ...string) func(net.Conn) {
		return func(c net.Conn) {
			serve(tls.Server(c, &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: protocols}))
		}
	}
	const deadline = 40 * time.Second
	today := time.Now() // the certificate is of today
	for _, c := range []struct {
		name  string
		serve func(net.Conn)
		waits time.Duration
	}{
		{"the handshake", silent, 15 * time.Second},
		{"the header", over(silent), deadline},
		{"the rest of the header", over(answering("HTTP/1.1 200 OK\r\nContent-")), deadline},
		{"the body", over(answering("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html>")), deadline},
		{"HTTP/2, and it answers no ping either", over(silentHTTP2, "h2"), 25 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := New(Config{NoDelay: true, RootCAs: roots, Dial: piped(c.serve), Deadline: deadline})
				time.Sleep(time.Until(today))
				began := time.Now()
				_, err := f.Fetch(t.Context(), site.Root+"/robots.txt", queue.Validators{})
				if took := time.Since(began); err == nil || took != c.waits {
					t.Errorf("it waits for %v, want %v: %v", took, c.waits, err)
				}
				f.Close()
			})
		})
	}
}

// piped leads connections to a function.
func piped(serve func(net.Conn)) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			defer far.Close()
			serve(far)
		}()
		return near, nil
	}
}

// silent listens until the other side goes.
func silent(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// answering says the same to every request.
func answering(text string) func(net.Conn) {
	return func(c net.Conn) {
		request := make([]byte, 4096)
		for {
			if _, err := c.Read(request); err != nil {
				return
			}
			_, _ = io.WriteString(c, text)
		}
	}
}

// silentHTTP2 falls silent after the connection preface.
func silentHTTP2(c net.Conn) {
	if _, err := io.ReadFull(c, make([]byte, len(http2.ClientPreface))); err == nil {
		go func() { _ = http2.NewFramer(c, c).WriteSettings() }()
	}
	silent(c)
}

// TestHeaderLimit reads no header of more than 256 KiB, and none over a TLS that is out of use.
func TestHeaderLimit(t *testing.T) {
	certificate, roots, err := testdata.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	today := time.Now() // the certificate is of today
	for name, c := range map[string]struct {
		header int
		tls    uint16
		want   bool
	}{"short": {1 << 10, 0, true}, "long": {300 << 10, 0, false}, "TLS 1.1": {1 << 10, tls.VersionTLS11, false}} {
		dial := piped(func(conn net.Conn) {
			secure := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{certificate},
				MinVersion: tls.VersionTLS10, MaxVersion: c.tls})
			answering("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", c.header) + "\r\nContent-Length: 0\r\n\r\n")(secure)
		})
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(today))
			f := New(Config{NoDelay: true, RootCAs: roots, Dial: dial})
			if _, err := f.Fetch(t.Context(), site.Root+"/robots.txt", queue.Validators{}); (err == nil) != c.want {
				t.Errorf("%s: %v", name, err)
			}
			f.Close()
		})
	}
}

// TestDialTime: net/http does not pass the deadline on to a dialer. Without a time of its own one would spend all on
// the first of a host's addresses.
func TestDialTime(t *testing.T) {
	if d := dialer(refusePrivate); d.Timeout <= 0 || d.Timeout > defaultDeadline/2 || d.Control == nil {
		t.Errorf("%+v", d)
	}
}

// endsWell is a connection whose other side ends well when it is closed.
type endsWell struct{ net.Conn }

func (c endsWell) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// TestEndAtDeadline: a server that sees the deadline close the connection ends its answer as if it were whole.
func TestEndAtDeadline(t *testing.T) {
	half := piped(answering("HTTP/1.1 200 OK\r\n\r\n<html>"))
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := half(ctx, network, address)
		return endsWell{conn}, err
	}
	synctest.Test(t, func(t *testing.T) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+site.NewsHost+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		transport := newTransport(Config{Dial: dial}.withDefaults())
		if _, body, err := transport.send(r); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s, %v", body, err)
		}
		transport.connections.CloseIdleConnections()
	})
}

// TestTransportRefuses: what nobody else has looked at is not asked for either.
func TestTransportRefuses(t *testing.T) {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com/", nil)
	if err != nil {
		t.Fatal(err)
	}
	dial := func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("it was asked for") }
	var f *Fault
	_, err = newTransport(Config{Dial: dial}.withDefaults()).RoundTrip(r)
	if !errors.As(err, &f) || f.Kind != queue.OutOfScope {
		t.Error(err)
	}
}

// TestRedirectForgets: what was kept of one address says nothing about another.
func TestRedirectForgets(t *testing.T) {
	next := &http.Request{URL: mustURL(t, site.Root+"/x"), Header: http.Header{"If-None-Match": {`"a"`},
		"If-Modified-Since": {"Mon, 02 Mar 2026 00:00:00 GMT"}, "Accept": {"text/html"}}}
	f := New(Config{})
	if err := f.redirect(next, []*http.Request{{URL: next.URL}}); err != nil || len(next.Header) != 1 {
		t.Errorf("%v, %v", next.Header, err)
	}
}

// TestCrawlDelay: a host is asked as seldom as its robots.txt wants, within reason.
func TestCrawlDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{"": 2 * time.Second, "Crawl-delay: 1": 2 * time.Second,
		"Crawl-delay: 20": 20 * time.Second, "Crawl-delay: 86400": maxCrawlDelay, "Crawl-delay: -5": 2 * time.Second} {
		r := newTransport(Config{}.withDefaults()).robots
		r.remember(mustURL(t, site.Root+"/"), site.Root, http.StatusOK, []byte("User-agent: *\n"+text), noon)
		if got := r.pace.atLeast(r.pace.host(site.NewsHost)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestLongValidators: an ETag of more than a kilobyte is neither kept nor sent, whoever kept it.
func TestLongValidators(t *testing.T) {
	long, short := `"`+strings.Repeat("e", maxValidator)+`"`, `"e"`
	for _, c := range []struct{ etag, want string }{{short, short}, {long, ""}} {
		var asked http.Header
		f := New(Config{NoDelay: true})
		f.collector.WithTransport(answered(func(r *http.Request) *http.Response {
			asked = r.Header
			return &http.Response{StatusCode: http.StatusOK, Request: r, Body: http.NoBody,
				Header: http.Header{"Etag": {c.etag}, "Content-Type": {"text/html"}}}
		}))
		a, err := f.Fetch(t.Context(), site.Root+"/x", queue.Validators{ETag: c.etag})
		if err != nil || a.Validators.ETag != c.want || asked.Get("If-None-Match") != c.want {
			t.Errorf("%d bytes: kept %d, sent %d, %v", len(c.etag), len(a.Validators.ETag), len(asked.Get("If-None-Match")), err)
		}
	}
}

// answered is a transport that answers without a network.
type answered func(*http.Request) *http.Response

func (a answered) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }
