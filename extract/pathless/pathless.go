// Package pathless says what is wrong with a file, where the message around it says which file that is.
package pathless

import (
	"errors"
	"io/fs"
	"os"
)

// Error drops the operation and the path from the error of a file.
func Error(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
