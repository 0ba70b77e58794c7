package main

import (
	"io"

	"mingpao/cmd/mingpao/internal/terminal"
)

// data is standard output for formats that programs read, byte by byte.
func (s streams) data() io.Writer { return terminal.Data(s.out) }
