package web

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mingpao/store"
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

// TestTurns: so many read the archive at a time, fewer of them for long, and no more than so many wait.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns, got := newTurns(), make(chan error, 2*waiting)
		ctx, cancel := context.WithCancel(t.Context())
		for range atLong {
			mustTake(t, turns, true)
		}
		wait := func(long bool) {
			go func() {
				_, err := turns.take(ctx, long)
				got <- err
			}()
			if synctest.Wait(); len(got) > 0 {
				t.Fatal("it did not wait", <-got)
			}
		}
		wait(true)
		leave := mustTake(t, turns, false)
		for range waiting - 1 {
			wait(false)
		}
		if _, err := turns.take(ctx, false); !errors.Is(err, errBusy) {
			t.Errorf("one too many: %v", err)
		}
		cancel()
		synctest.Wait()
		if len(got) != waiting {
			t.Errorf("%d ended, %d waited", len(got), waiting)
		}
		leave()
		mustTake(t, turns, false)
	})
}

func mustTake(t *testing.T, turns turns, long bool) (leave func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	leave, err := turns.take(ctx, long)
	if err != nil {
		t.Fatal(err)
	}
	return leave
}

// TestHighlighted: markup in a text is text, within a mark as well as beside it.
func TestHighlighted(t *testing.T) {
	e, err := store.ParseQuery("甲乙")
	if err != nil {
		t.Fatal(err)
	}
	const want = "&lt;b&gt;<mark>甲&lt;乙</mark>&lt;/b&gt;<mark>甲乙</mark>&amp;"
	if got := string(highlighted("<b>甲<乙</b>甲乙&", e)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
