package web

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// piped is a listener whose connections are pipes: time can be moved for them.
type piped chan net.Conn

func (p piped) Close() error   { return nil }
func (p piped) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

func (p piped) Accept() (net.Conn, error) {
	conn, open := <-p
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}

// TestServeLimits has clients that send or take too much or too slowly: the connection ends.
func TestServeLimits(t *testing.T) {
	large := strings.Repeat("x", 1<<20)
	for name, c := range map[string]struct {
		request string
		pause   time.Duration // before the client reads
		status  int           // of the answer; 0: there is none
		ends    time.Duration // the connection, at the latest
	}{
		"a header that does not end": {"GET / HTTP/1.1\r\nHost: x\r\nX: ", 0, 0, headerTime},
		"a long header": {"GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 2*headerSize) + "\r\n\r\n", 0,
			http.StatusRequestHeaderFieldsTooLarge, time.Second},
		"an answer that nobody takes": {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", answerTime + time.Second, 0, 0},
		"nothing is asked any more":   {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0, http.StatusOK, idleTime},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				near := served(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, large) })
				began := time.Now()
				go func() { _, _ = io.WriteString(near, c.request) }()
				time.Sleep(c.pause)
				reader := bufio.NewReader(near)
				answer, err := http.ReadResponse(reader, nil)
				if (err == nil) != (c.status != 0) || err == nil && answer.StatusCode != c.status {
					t.Errorf("%v, %v", answer, err)
				}
				if err == nil {
					_, _ = io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
				}
				_, err = reader.ReadByte()
				if took := time.Since(began); err == nil || took > c.pause+c.ends+time.Second {
					t.Errorf("it ended after %v, %v", took, err)
				}
			})
		})
	}
}

// TestSlowClients has one take an answer for minutes, a piece at a time, and one stop in the midst of it: only that one
// is given up, within half a minute.
func TestSlowClients(t *testing.T) {
	large := strings.Repeat("x", 1<<20)
	for name, takes := range map[string]int{"takes all, slowly": len(large), "stops": len(large) / 2} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ended := make(chan error, 1)
				near := served(t, func(w http.ResponseWriter, _ *http.Request) {
					_, err := io.WriteString(w, large)
					ended <- err
				})
				go func() { _, _ = io.WriteString(near, "GET / HTTP/1.1\r\nHost: x\r\n\r\n") }()
				for got := 0; got < takes; {
					time.Sleep(answerTime / 8)
					n, err := near.Read(make([]byte, piece))
					if got += n; err != nil {
						t.Fatalf("after %d bytes: %v", got, err)
					}
				}
				if takes == len(large) {
					go func() { _, _ = io.Copy(io.Discard, near) }() // what frames it
				}
				if err := <-ended; (err == nil) != (takes == len(large)) {
					t.Error(err)
				} else if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("it was not given up: %v", err)
				}
			})
		})
	}
}

// served is a connection to a server, which ends with the test.
func served(t *testing.T, handler http.HandlerFunc) net.Conn {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	listener := make(piped)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = Serve(ctx, listener, handler)
	}()
	near, far := net.Pipe()
	listener <- far
	t.Cleanup(func() {
		near.Close()
		stop()
		close(listener)
		<-ended
	})
	return near
}
