package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"mingpao/store/queue"
)

// newConnections is the transport that connects: through the proxies that the environment names, else only to public
// addresses, checked after the name is resolved.
func newConnections(c Config) *http.Transport {
	proxies := &proxySet{}
	t := &http.Transport{
		Proxy:                  proxies.fromEnvironment,
		TLSHandshakeTimeout:    15 * time.Second,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        90 * time.Second,
		DisableCompression:     true, // body.go decompresses, with a limit
		ForceAttemptHTTP2:      true,
		MaxResponseHeaderBytes: 256 << 10,
		// A connection that a router has forgotten says nothing: a ping costs one page its time, not every page after it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 10 * time.Second},
	}
	t.TLSClientConfig = tlsConfig(c)
	if c.Dial != nil {
		t.Proxy, t.DialContext = nil, counted(c.Dial)
		return t
	}
	open, public := dialer(nil), dialer(refusePrivate)
	t.DialContext = counted(func(ctx context.Context, network, address string) (net.Conn, error) {
		if proxies.has(address) {
			return open.DialContext(ctx, network, address)
		}
		return public.DialContext(ctx, network, address)
	})
	return t
}

// dialTime leaves a host of several addresses the time for the next one within the deadline: the dialer divides it
// among them.
const dialTime = 15 * time.Second

func dialer(control func(network, address string, c syscall.RawConn) error) *net.Dialer {
	return &net.Dialer{Timeout: dialTime, Control: control}
}

// maxDials is the number of connections that one request may make: a kept connection that has ended costs one more, and
// so does a server that takes a request back. One that always does had a thousand connections in five seconds.
const maxDials = 3

type dialsKey struct{}

// counting is a context in which the connections of one request are counted.
func counting(ctx context.Context) context.Context {
	return context.WithValue(ctx, dialsKey{}, new(atomic.Int32))
}

type dial func(ctx context.Context, network, address string) (net.Conn, error)

func counted(dial dial) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if n, ok := ctx.Value(dialsKey{}).(*atomic.Int32); ok && n.Add(1) > maxDials {
			return nil, &Fault{Kind: queue.Unreachable, Subject: "takes-back", Detail: "it takes every request back"}
		}
		return dial(ctx, network, address)
	}
}

// proxySet remembers which proxies the environment named: they may be anywhere, loopback included.
type proxySet struct{ addresses sync.Map }

func (p *proxySet) fromEnvironment(r *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(r)
	if u != nil {
		p.addresses.Store(hostPort(u), true)
	}
	return u, err
}

func (p *proxySet) has(address string) bool {
	_, ok := p.addresses.Load(address)
	return ok
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	if port == "" {
		port = "80"
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// refusePrivate runs after the name is resolved and before the connection is made, so that a name cannot change its
// mind.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &Fault{Kind: queue.OutOfScope, Subject: "private", Detail: "not an address: " + address}
	}
	if !isPublic(ap.Addr()) {
		return &Fault{Kind: queue.OutOfScope, Subject: "private", Detail: ap.Addr().String() + " is not a public address"}
	}
	return nil
}
