package saved

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"

	"mingpao/extract/unpack"
)

// How much is read. The largest real page has little more than 1 MiB; with its pictures as data: addresses, 20 MiB.
const (
	maxPage    = 8 << 20             // of a page, decompressed and without data: pictures
	maxOneFile = 64 << 20            // of a page with its pictures in it, a webarchive, an entry of a HAR file
	maxHeader  = 256 << 10           // of an answer
	maxBlock   = maxPage + maxHeader // of a record: an answer with a page
	maxParts   = 5000                // of a message: a page of news that Chrome saves has a few hundred
)

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
	whole := unpack.AtMost(io.MultiReader(bytes.NewReader(b), r), maxOneFile)
	b, err = io.ReadAll(unpack.AtMost(&dataless{r: bufio.NewReaderSize(whole, window)}, maxPage))
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
