package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// warcMark is what every record begins with.
const warcMark = "WARC/"

const (
	maxRecord = 1 << 40   // that a record may claim: tools end a file at a few GiB, so a terabyte is a damaged length
	maxHeader = 256 << 10 // of a record: browsers' crawlers put some KiB of JSON into it
	maxBlock  = maxPage + maxHeader
)

// frame is a record as bytes: its header, and its block where that was wanted and is not too large.
type frame struct {
	offset int64 // in the file, of the record or the gzip member that it is in
	first  bool  // of the member: reading from the offset gives it
	header []byte
	length int64 // of the block, as the header says
	block  []byte
	member []byte // of a stream: the gzip member that is this record, until the next is read; nil where there is none
}

// errFrame marks errors about a record's form, not its bytes.
var errFrame = errors.New("no WARC record")

type frameError struct{ text string }

func (e frameError) Error() string        { return e.text }
func (e frameError) Is(target error) bool { return target == errFrame }

func badFrame(format string, args ...any) error { return frameError{fmt.Sprintf(format, args...)} }

// readFrame reads a record of which most is the largest length that can be.
func readFrame(in *bufio.Reader, most int64, wanted func(frame) bool) (one frame, err error) {
	if one.header, err = readHeader(in); err != nil {
		return one, err
	}
	claim := one.field("Content-Length")
	one.length, err = strconv.ParseInt(claim, 10, 64)
	if err != nil || one.length < 0 || one.length > maxRecord {
		return one, badFrame("a record says that it has %q bytes", claim)
	}
	if one.length > most {
		return one, badFrame("a record of %d bytes ends after %d", one.length, most)
	}
	var read int64
	if one.length <= maxBlock && wanted(one) {
		one.block = make([]byte, one.length)
		var n int
		n, err = io.ReadFull(in, one.block)
		read = int64(n)
	} else {
		read, err = io.CopyN(io.Discard, in, one.length)
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return one, badFrame("a record of %d bytes ends after %d", one.length, read)
	}
	return one, err
}

// readHeader reads up to and with the empty line.
func readHeader(in *bufio.Reader) (header []byte, err error) {
	for {
		line, err := in.ReadSlice('\n')
		first := len(header) == 0
		header = append(header, line...)
		switch {
		case err == io.EOF:
			return nil, badFrame("the header of a record is cut off")
		case err != nil && err != bufio.ErrBufferFull:
			return nil, err
		case first != bytes.HasPrefix(line, []byte(warcMark)), len(header) > maxHeader:
			return nil, badFrame("no header of a record")
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			return header, nil
		}
	}
}

// field is the value of a field of the header, "" without one.
func (one frame) field(name string) string {
	value, _ := one.lookUp(name)
	return value
}

func (one frame) has(name string) bool {
	_, ok := one.lookUp(name)
	return ok
}

func (one frame) lookUp(name string) (value string, ok bool) {
	for line := range bytes.Lines(one.header) {
		key, value, _ := bytes.Cut(line, []byte(":"))
		if strings.EqualFold(string(bytes.TrimSpace(key)), name) {
			return string(bytes.TrimSpace(value)), true
		}
	}
	return "", false
}
