//go:build !unix

package cli

import (
	"io"
	"os"
)

func StandardOutput() io.Writer { return os.Stdout }
