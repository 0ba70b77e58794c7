// Package spool keeps bytes until they are wanted.
package spool

import (
	"io"
	"os"
)

// File makes a temporary file without a name: it goes with the program, whatever ends that.
func File() (*os.File, error) {
	f, err := os.CreateTemp("", "mingpao-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Spool holds one thing after another in such a file. The zero value is empty.
type Spool struct {
	file *os.File
	size int64
}

// Put adds some bytes, and returns where they begin.
func (s *Spool) Put(body []byte) (at int64, err error) {
	if s.file == nil {
		if s.file, err = File(); err != nil {
			return 0, err
		}
	}
	n, err := s.file.Write(body)
	at = s.size
	s.size += int64(n)
	return at, err
}

// Size is how many bytes it holds.
func (s *Spool) Size() int64 { return s.size }

// Open reads what was put.
func (s *Spool) Open(at, size int64) *io.SectionReader { return io.NewSectionReader(s.file, at, size) }

// Close gives back the disk.
func (s *Spool) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
