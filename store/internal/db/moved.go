package db

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"sync"
	"time"
)

// presence is what is known of the archive's file from outside SQLite, which keeps pages in memory and does not notice
// when they are taken away beneath it.
type presence struct {
	mu      sync.Mutex
	file    *openFile // nil: the archive is only read
	written time.Time // when it was last
	header  header
}

// header is the start of the file, and only grows: https://sqlite.org/fileformat.html.
type header struct{ changes, schema, application uint32 }

var (
	errReplaced = errors.New("the file was deleted or replaced while it was open; what was finished before that is " +
		"in the old file")
	errOverwritten = errors.New("another program has overwritten the file while it was open; restore a backup")
)

// begin notes the file that was opened.
func (p *presence) begin(path string, file *openFile) error {
	p.file = file
	return p.Note(path)
}

// Note takes the file as it is for right: we have just written to it.
func (p *presence) Note(path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	info, err := os.Stat(path)
	if p.file == nil || err != nil || info.ModTime().Equal(p.written) {
		return err
	}
	h, err := readHeader(p.file, path)
	if err == nil && !h.isBefore(p.header) {
		p.written, p.header = info.ModTime(), h
	}
	return err
}

// isBefore tells a header that no writing of SQLite makes of another.
func (h header) isBefore(other header) bool {
	return h.changes < other.changes || h.schema < other.schema || other.application != 0 &&
		h.application != other.application
}

// check fails where the file that was opened no longer lies at its path, or holds something else: what is
// written to it would be lost. Other programs may write through SQLite: what they leave is no older than what was.
func (p *presence) check(path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file == nil {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil || !os.SameFile(p.file.info, info) {
		return errReplaced
	}
	if info.ModTime().Equal(p.written) {
		return nil
	}
	h, err := readHeader(p.file, path)
	if err != nil || h.isBefore(p.header) {
		return errOverwritten
	}
	return nil
}

func readHeader(file *openFile, path string) (h header, err error) {
	var b [100]byte
	if err := Connected.readAt(file, path, b[:], 0); err != nil {
		return h, err
	}
	if !bytes.HasPrefix(b[:], []byte("SQLite format 3\x00")) {
		return h, errOverwritten
	}
	number := func(at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
	return header{number(24), number(40), number(68)}, nil
}
