package undo

import (
	"bufio"
	"bytes"
	"io"

	"mingpao/extract/unpack"
)

// How much is read. The largest real page has little more than 1 MiB; with its pictures as data: addresses, 20 MiB.
const (
	MaxPage    = 8 << 20   // of a page, decompressed and without data: pictures
	MaxOneFile = 64 << 20  // of a page with its pictures in it
	MaxHeader  = 256 << 10 // of an answer

	window = 64 << 10 // of buffered reading
)

// Read reads a page. One that a tool made a single file of, or that is too large, loses its data: pictures while
// it is read. The size is what it is likely to have, 0 where nobody knows: buffers that grow cost twice the page.
func Read(r io.Reader, size int64) ([]byte, error) {
	b, err := readAll(io.LimitReader(r, MaxPage+1), min(size, MaxPage))
	if err != nil {
		return nil, err
	}
	if len(b) <= MaxPage && !isOneFile(b) {
		return b, nil
	}
	whole := unpack.AtMost(io.MultiReader(bytes.NewReader(b), r), MaxOneFile)
	b, err = io.ReadAll(unpack.AtMost(&dataless{r: bufio.NewReaderSize(whole, window)}, MaxPage))
	return b, err
}

func readAll(r io.Reader, size int64) ([]byte, error) {
	if size <= 0 {
		return io.ReadAll(r)
	}
	b := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}
