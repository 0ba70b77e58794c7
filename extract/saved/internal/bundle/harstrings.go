package bundle

import (
	"io"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/unpack"
)

// shortStrings cuts the strings of a JSON text that are longer than a page can be: films are in there.
type shortStrings struct {
	r    io.Reader
	left int64 // that may be handed on before the next entry; 0: no limit yet
	cut  bool  // a string was too long

	quoted, escaped, cutting bool
	length, plain            int // of the string, and since its last escape began
}

const (
	maxString    = 2 * undo.MaxPage // a page in base64, or with every character escaped
	escapeLength = 6                // of the longest escape, \u660e
)

func (s *shortStrings) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	kept := p[:0]
	for _, c := range p[:n] {
		if s.keeps(c) {
			kept = append(kept, c)
		}
	}
	if s.left > 0 {
		if s.left -= int64(len(kept)); s.left <= 0 {
			return 0, unpack.TooLarge(undo.MaxOneFile)
		}
	}
	return len(kept), err
}

// keeps follows the text, and reports whether a byte of it is handed on.
func (s *shortStrings) keeps(c byte) bool {
	if !s.quoted {
		s.quoted = c == '"'
		s.escaped, s.cutting, s.length, s.plain = false, false, 0, escapeLength
		return true
	}
	if c == '"' && !s.escaped {
		s.quoted = false
		return true
	}
	if s.length++; s.length > maxString && s.plain >= escapeLength && !s.escaped {
		s.cutting, s.cut = true, true // never within an escape
	}
	s.plain++
	if s.escaped = c == '\\' && !s.escaped; s.escaped {
		s.plain = 1
	}
	return !s.cutting
}
