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
	"time"
)

// The limits of a connection: a browser on this machine or nearby needs far less. Exports have a time of their own.
const (
	headerTime = 5 * time.Second
	answerTime = 30 * time.Second
	idleTime   = 2 * time.Minute
	headerSize = 16 << 10
	memory     = 48 << 20               // of the program's own; what SQLite holds comes to it
	endTime    = 700 * time.Millisecond // what is being answered may be finished when the program ends
)

// Serve answers with a reading room until the context ends, and then ends within a second.
func Serve(ctx context.Context, listener net.Listener, room http.Handler) error {
	server := &http.Server{
		Handler: room, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime, WriteTimeout: answerTime,
		IdleTimeout: idleTime, MaxHeaderBytes: headerSize,
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
