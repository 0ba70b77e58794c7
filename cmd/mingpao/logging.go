package main

import (
	"context"
	"io"
	"log/slog"
	"strings"
)

// lineHandler prints warnings and errors as one line each, for people.
type lineHandler struct{ w io.Writer }

func (h *lineHandler) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }

func (h *lineHandler) Handle(_ context.Context, r slog.Record) error {
	line := "mingpao: " + r.Message
	r.Attrs(func(a slog.Attr) bool {
		line += ": " + oneLine(a.Value.String())
		return true
	})
	_, err := io.WriteString(h.w, line+"\n")
	return err
}

func (h *lineHandler) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h *lineHandler) WithGroup(string) slog.Handler      { return h }

// plainWriter keeps a page's text from acting on the terminal, and the progress bar from running into the line.
type plainWriter struct {
	w   io.Writer
	bar progress
}

func (p plainWriter) Write(b []byte) (int, error) {
	p.bar.clear()
	if _, err := io.WriteString(p.w, plain(strings.ToValidUTF8(string(b), "\uFFFD"))); err != nil {
		return 0, err
	}
	return len(b), nil
}
