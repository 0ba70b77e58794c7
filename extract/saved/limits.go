package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// How much is read. The largest real page has little more than 1 MiB; with its pictures as data: addresses, 20 MiB.
const (
	maxPage    = 8 << 20             // of a page, decompressed and without data: pictures
	maxOneFile = 64 << 20            // of a page with its pictures in it, a webarchive, an entry of a HAR file
	maxHeader  = 256 << 10           // of an answer
	maxBlock   = maxPage + maxHeader // of a record: an answer with a page
	maxParts   = 5000                // of a message: a page of news that Chrome saves has a few hundred
)

// tooLarge is the error for more bytes than a limit.
type tooLarge int64

func (n tooLarge) Error() string {
	if n < 1<<20 {
		return fmt.Sprintf("larger than %d KiB", int64(n)>>10)
	}
	return fmt.Sprintf("larger than %d MiB: not a page", int64(n)>>20)
}

// capped reads no more than left bytes; more are an error, not an end.
type capped struct {
	r           io.Reader
	limit, left int64
}

func atMost(r io.Reader, limit int64) *capped { return &capped{r, limit, limit} }

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return 0, tooLarge(c.limit)
	}
	return n, err
}

// readPage reads a page. One that a tool made a single file of, or that is too large, loses its data: pictures while
// it is read.
func readPage(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxPage+1))
	if err != nil {
		return nil, reason(err)
	}
	if len(b) <= maxPage && !isOneFile(b) {
		return b, nil
	}
	whole := atMost(io.MultiReader(bytes.NewReader(b), r), maxOneFile)
	b, err = io.ReadAll(atMost(&dataless{r: bufio.NewReaderSize(whole, window)}, maxPage))
	return b, reason(err)
}

// reason drops the operation and the path from a file's error: the line it is printed on has the name.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
