//go:build unix

package cli

/*
#include <fcntl.h>
#include <unistd.h>

static int missing;

__attribute__((constructor)) static void look(void) { missing = fcntl(STDOUT_FILENO, F_GETFD) == -1; }

static int outputIsMissing(void) { return missing; }
*/
import "C"

import (
	"io"
	"io/fs"
	"os"
)

// StandardOutput is where the data goes. Where it was closed before the program began (>&-), Go has put /dev/null in
// its place, and all would be lost with status 0. Only C comes early enough to see it.
func StandardOutput() io.Writer {
	if C.outputIsMissing() == 0 {
		return os.Stdout
	}
	return closedOutput{}
}

type closedOutput struct{}

func (closedOutput) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "standard output", Err: fs.ErrClosed}
}
