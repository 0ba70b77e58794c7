package main

import (
	"bufio"
	"io"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
)

// data is standard output for formats that programs read, byte by byte.
func (s streams) data() io.Writer { return terminal.Data(s.out) }

// writeTo writes to the file that a person names; - and no name are standard output.
func (s streams) writeTo(path string, write func(io.Writer) error) error {
	if path != "" && path != "-" {
		return file.Write(path, write)
	}
	out := bufio.NewWriterSize(s.data(), 1<<16)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}
