package cli

import (
	"bufio"
	"io"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
)

// WriteTo writes to the file that a person names; - and no name are standard output.
func WriteTo(out io.Writer, path string, write func(io.Writer) error) error {
	if path != "" && path != "-" {
		return file.Write(path, write)
	}
	buffered := bufio.NewWriterSize(terminal.Data(out), 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}
