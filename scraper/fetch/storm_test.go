package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"mingpao/extract/site"
	"mingpao/store/queue"
	"mingpao/testdata"
)

// TestHTTP2Storm asks a server that takes every request back and says goodbye: a request ends, after few connections.
func TestHTTP2Storm(t *testing.T) {
	var connections atomic.Int64
	dial, config := stormServer(t, &connections)
	config.Dial = dial
	_, err := New(config).Fetch(t.Context(), site.Root+"/ins/x", queue.Validators{})
	if err == nil || AsFault(err).Kind == queue.TooSlow {
		t.Errorf("it does not end: %v", err)
	}
	if n := connections.Load(); n > maxDials {
		t.Errorf("%d connections", n)
	}
}

// stormServer speaks HTTP/2 and answers every request with GOAWAY: it was not seen, ask again.
func stormServer(t *testing.T, connections *atomic.Int64) (func(context.Context, string, string) (net.Conn, error),
	Config) {
	t.Helper()
	certificate, roots, err := testdata.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate},
		NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			go sayGoodbye(conn)
		}
	}()
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", listener.Addr().String())
	}
	return dial, Config{NoDelay: true, RootCAs: roots, Deadline: time.Minute}
}

func sayGoodbye(conn net.Conn) {
	defer conn.Close()
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := conn.Read(preface); err != nil {
		return
	}
	framer := http2.NewFramer(conn, conn)
	_ = framer.WriteSettings()
	for {
		frame, err := framer.ReadFrame()
		if err != nil {
			return
		}
		if _, isRequest := frame.(*http2.HeadersFrame); isRequest {
			_ = framer.WriteGoAway(0, http2.ErrCodeNo, nil)
			return
		}
	}
}
