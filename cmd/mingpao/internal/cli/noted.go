package cli

import (
	"io"

	"mingpao/cmd/mingpao/internal/words"
)

// Noted is a writer that keeps the error which cobra drops: help that was not printed is no success.
type Noted struct {
	W   io.Writer
	Err error
}

func (n *Noted) Write(p []byte) (int, error) {
	written, err := n.W.Write(p)
	if err != nil {
		n.Err = err
	}
	return written, err
}

// Language is that of whoever reads the help.
func (n *Noted) Language() string { return words.To(n.W).Prefix() }
