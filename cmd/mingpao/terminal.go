package main

import (
	"io"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/saved"
)

// The words that every command needs of a terminal.

func isTerminal(stream any) bool { return terminal.Is(stream) }
func plain(s string) string      { return terminal.Plain(s) }
func oneLine(s string) string    { return terminal.OneLine(s) }

// progress is a bar on a terminal, nothing elsewhere.
type progress struct{ bar terminal.Progress }

func newProgress(w io.Writer, total int, unit string) progress {
	return progress{terminal.NewProgress(w, total, unit)}
}

// newByteProgress is a bar over the bytes of files; there is none where addresses or streams are among them.
func newByteProgress(w io.Writer, inputs []string) progress {
	if !isTerminal(w) {
		return progress{}
	}
	return progress{terminal.NewByteProgress(w, saved.Size(inputs...))}
}

func (p progress) at(n int64)                    { p.bar.At(n) }
func (p progress) clear()                        { p.bar.Clear() }
func (p progress) progress() func(done, due int) { return p.bar.Watch() }

// writeFile writes a file whole or not at all, or through to what is no plain file.
func writeFile(path string, write func(io.Writer) error) error { return file.Write(path, write) }
