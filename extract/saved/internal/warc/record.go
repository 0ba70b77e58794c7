// Package warc finds the records of a WARC file, packed or not, and goes on after damage.
//
//	reader.go   Reader: from record to record, over what is damaged
//	record.go   Record: one, as bytes
//	digest.go   whether its bytes are those that were written
//	tape.go     the file or stream under it, which can go back, and what that may cost
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Mark is what every record begins with.
const Mark = "WARC/"

const (
	maxLength = 1 << 40   // that a record may claim: tools end a file at a few GiB, so a terabyte is a damaged length
	maxHeader = 256 << 10 // of a record: browsers' crawlers put some KiB of JSON into it
)

// Record is a record as bytes: its header, and its block where that was wanted and is not too large.
type Record struct {
	Offset int64 // in the file, of the record or the gzip member that it is in
	First  bool  // of the member: reading from the offset gives it
	Header []byte
	Length int64 // of the block, as the header says
	Block  []byte
	Member []byte // of a stream: the gzip member that is this record, until the next is read; nil where there is none
}

// errForm marks errors about a record's form, not its bytes.
var errForm = errors.New("no WARC record")

type formError struct{ text string }

func (e formError) Error() string        { return e.text }
func (e formError) Is(target error) bool { return target == errForm }

func malformed(format string, args ...any) error { return formError{fmt.Sprintf(format, args...)} }

// readRecord reads a record. Its block can have so many bytes at most, and is held if it is wanted and not larger than
// the largest.
func readRecord(in *bufio.Reader, most, largest int64, wanted func(Record) bool) (one Record, err error) {
	if one.Header, err = readHeader(in); err != nil {
		return one, err
	}
	claim := one.Field("Content-Length")
	one.Length, err = strconv.ParseInt(claim, 10, 64)
	if err != nil || one.Length < 0 || one.Length > maxLength {
		return one, malformed("a record says that it has %q bytes", claim)
	}
	if one.Length > most {
		return one, malformed("a record of %d bytes ends after %d", one.Length, most)
	}
	var read int64
	if one.Length <= largest && wanted(one) {
		one.Block = make([]byte, one.Length)
		var n int
		n, err = io.ReadFull(in, one.Block)
		read = int64(n)
	} else {
		read, err = io.CopyN(io.Discard, in, one.Length)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return one, malformed("a record of %d bytes ends after %d", one.Length, read)
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
		case errors.Is(err, io.EOF):
			return nil, malformed("the header of a record is cut off")
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case first != bytes.HasPrefix(line, []byte(Mark)), len(header) > maxHeader:
			return nil, malformed("no header of a record")
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			return header, nil
		}
	}
}

// Field is the value of a field of the header, "" without one.
func (one Record) Field(name string) string {
	value, _ := one.lookUp(name)
	return value
}

// Has reports whether the header has a field.
func (one Record) Has(name string) bool {
	_, ok := one.lookUp(name)
	return ok
}

func (one Record) lookUp(name string) (value string, ok bool) {
	for line := range bytes.Lines(one.Header) {
		key, value, _ := bytes.Cut(line, []byte(":"))
		if strings.EqualFold(string(bytes.TrimSpace(key)), name) {
			return string(bytes.TrimSpace(value)), true
		}
	}
	return "", false
}

// Kind is the record's type.
func (one Record) Kind() string { return strings.ToLower(one.Field("WARC-Type")) }

// Names are what others call a record by: its identity, its address and time, what it holds, of which article.
func (one Record) Names(article string) []string {
	return one.called(article, "WARC-Record-ID", "WARC-Target-URI", "WARC-Date")
}

// OriginalNames are the names of what a revisit repeats, the most telling first.
func (one Record) OriginalNames(article string) []string {
	return one.called(article, "WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date")
}

func (one Record) called(article, idField, urlField, dateField string) (names []string) {
	if id := one.Field(idField); id != "" {
		names = append(names, "id "+id)
	}
	if url, date := one.Field(urlField), one.Field(dateField); url != "" && date != "" {
		names = append(names, "at "+date+" "+url)
	}
	if digest := one.Field("WARC-Payload-Digest"); digest != "" {
		names = append(names, "holds "+digest+" "+article)
	}
	return names
}
