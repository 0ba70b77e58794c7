package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"time"
)

// The limits of a connection: a browser on this machine or nearby needs far less. Exports have a time of their own.
const (
	headerTime = 5 * time.Second
	answerTime = 30 * time.Second // for the next byte, once one was sent
	idleTime   = 2 * time.Minute
	headerSize = 16 << 10
	piece      = 16 << 10 // of an answer is sent at a time
	// of an answer the system takes: what it has taken is no sign that the client reads
	unsent  = 64 << 10
	memory  = 48 << 20               // of the program's own; what SQLite holds comes to it
	endTime = 700 * time.Millisecond // what is being answered may be finished when the program ends
)

// Serve answers with a reading room until the context ends, and then ends within a second.
func Serve(ctx context.Context, listener net.Listener, room http.Handler) error {
	server := &http.Server{
		Handler: steadily(room), ConnContext: holdBack, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime,
		WriteTimeout: answerTime,
		IdleTimeout:  idleTime, MaxHeaderBytes: headerSize,
		DisableGeneralOptionsHandler: true, ErrorLog: log.New(io.Discard, "", 0), // of clients that break off
	}
	debug.SetMemoryLimit(memory)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if err := server.Shutdown(rest); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("serve: %w", err)
	}
	_ = server.Close()
	return nil
}

// holdBack has the system take little of an answer before the client does.
func holdBack(ctx context.Context, conn net.Conn) context.Context {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(unsent) // it may, where it will not
	}
	return ctx
}

// steadily ends an answer of which the client takes nothing for a while, however long the whole may take.
func steadily(room http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		room.ServeHTTP(steady{w, http.NewResponseController(w)}, r)
	})
}

// steady sends piece by piece.
type steady struct {
	http.ResponseWriter
	limits *http.ResponseController
}

func (s steady) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (s steady) Write(p []byte) (sent int, err error) {
	for some := range slices.Chunk(p, piece) {
		_ = s.limits.SetWriteDeadline(time.Now().Add(answerTime)) // else the server's own holds
		n, err := s.ResponseWriter.Write(some)
		if sent += n; err != nil {
			return sent, err
		}
	}
	return sent, nil
}
