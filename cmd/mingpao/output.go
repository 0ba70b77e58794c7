package main

import (
	"bufio"
	"io"

	"mingpao/cmd/mingpao/internal/file"
)

// writeTo writes to the file that a person names; - and no name are standard output.
func (s streams) writeTo(path string, write func(io.Writer) error) error {
	if path != "" && path != "-" {
		return file.Write(path, write)
	}
	out := bufio.NewWriterSize(s.out, 1<<16)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}
