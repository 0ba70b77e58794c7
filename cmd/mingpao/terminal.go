package main

import (
	"io"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
)

// The words that every command needs of a terminal.

func isTerminal(stream any) bool { return terminal.Is(stream) }
func plain(s string) string      { return terminal.Plain(s) }
func oneLine(s string) string    { return terminal.OneLine(s) }

// writeFile writes a file whole or not at all, or through to what is no plain file.
func writeFile(path string, write func(io.Writer) error) error { return file.Write(path, write) }
