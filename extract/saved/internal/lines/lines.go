// Package lines reads corpora made of web crawls: a page a line, as JSON, with its text or its markup, its address and
// when it was seen.
//
//	lines.go    lines of a bounded length
//	record.go   what a line says, by the names that corpora use
package lines

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Reader reads lines one after another into the same memory.
type Reader struct {
	r    *bufio.Reader
	line []byte
	most int
}

// ErrLong is for a line that is longer than any page.
var ErrLong = errors.New("a line longer than any page")

// NewReader returns a Reader of lines of at most n bytes.
func NewReader(r *bufio.Reader, most int) *Reader { return &Reader{r: r, most: most} }

// Next is the next line without its end, valid until the line after it; io.EOF after the last. Of one that is too long
// nothing is kept, and ErrLong is said of it.
func (l *Reader) Next() ([]byte, error) {
	l.line = l.line[:0]
	long, some := false, false
	for {
		part, err := l.r.ReadSlice('\n')
		some = some || len(part) > 0
		if long = long || len(l.line)+len(part) > l.most; !long {
			l.line = append(l.line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case !some:
			return nil, io.EOF
		case long:
			l.line = nil
			return nil, ErrLong
		}
		return bytes.TrimSpace(l.line), nil
	}
}
