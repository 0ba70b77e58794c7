package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// TestInterruptedWait expects a reader of standard input to end at once when it is interrupted while nothing comes,
// with what has come before already written.
func TestInterruptedWait(t *testing.T) {
	for _, command := range []string{"extract --format jsonl -", "import --db " + t.TempDir() + "/a.db -"} {
		ctx, cancel := context.WithCancel(t.Context())
		in, writer := io.Pipe()
		ended := make(chan int)
		var out, err bytes.Buffer
		go func() { ended <- run(ctx, strings.Fields(command), streams{in, &out, &err}) }()
		if _, err := io.WriteString(writer,
			"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		cancel()
		select {
		case status := <-ended:
			if status != statusInterrupted {
				t.Errorf("%s: status %d, want %d: %s", command, status, statusInterrupted, &err)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%s still waits", command)
		}
		writer.Close()
	}
}
