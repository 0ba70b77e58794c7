package main

import (
	"io"
	"strings"
)

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
