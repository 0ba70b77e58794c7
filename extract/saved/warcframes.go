package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// frames finds the records of a WARC file, in gzip members or plain, and goes on behind damage. nlnwa/gowarc, which
// writes them for export, was tried for this: it takes what a damaged length claims, holds a record twice, and needed
// as long for a page as its extraction.
type frames struct {
	tape    *tape
	raw     *bufio.Reader // over the tape: the file's own bytes
	gz      *gzip.Reader
	in      *bufio.Reader // what gz gives; nil outside a member
	begun   int64         // where in the file the member or the plain record at hand begins
	first   bool          // nothing of it has been read
	lost    int64         // where the damage begins that is being passed; -1 without
	why     error         // what the damage is
	pending *frame        // the record behind the damage
}

// damage is the error for a part of a WARC file that holds no record that can be read.
type damage struct {
	from, to int64
	why      error
}

func (d *damage) Error() string {
	return fmt.Sprintf("damaged from byte %d to %d of the file: %v", d.from, d.to, d.why)
}

func newFrames(r io.Reader) *frames {
	t := newTape(r)
	return &frames{tape: t, raw: bufio.NewReaderSize(t, window), lost: -1}
}

// next returns the next record, with its block if it is wanted. A *damage is no end; io.EOF is.
func (f *frames) next(wanted func(frame) bool) (frame, error) {
	if one := f.pending; one != nil {
		f.pending = nil
		return *one, nil
	}
	for {
		one, err := f.record(wanted)
		switch {
		case f.tape.err != nil:
			return frame{}, f.tape.err
		case err == nil && f.lost < 0:
			return one, nil
		case err == nil:
			f.pending = &one
			return frame{}, f.passed(one.offset)
		case err == io.EOF && f.lost < 0:
			return frame{}, io.EOF
		case err == io.EOF:
			return frame{}, f.passed(f.at())
		}
		if err := f.search(err); err != nil {
			return frame{}, err
		}
	}
}

// passed tells the damage that has been passed.
func (f *frames) passed(to int64) error {
	d := &damage{f.lost, to, f.why}
	f.lost, f.why = -1, nil
	return d
}

// search goes back to where the damaged record began, and on to where the next may begin.
func (f *frames) search(why error) error {
	if f.lost < 0 {
		f.lost, f.why = f.begun, why
	}
	f.in = nil
	if err := f.tape.back(f.begun + 1); err != nil {
		return err
	}
	f.raw.Reset(f.tape)
	for {
		b, err := f.raw.Peek(window)
		i := recordStart(b)
		if i >= 0 {
			_, _ = f.raw.Discard(i)
			return nil
		}
		if err != nil {
			_, _ = f.raw.Discard(len(b))
			return nil
		}
		_, _ = f.raw.Discard(len(b) - len(plainStart) + 1)
	}
}

var (
	gzipStart  = []byte("\x1f\x8b\x08")
	plainStart = []byte("WARC/1.")
)

// recordStart is where a record may begin, -1 where none does.
func recordStart(b []byte) int {
	packed, plain := bytes.Index(b, gzipStart), bytes.Index(b, plainStart)
	if plain >= 0 && (packed < 0 || plain < packed) {
		return plain
	}
	return packed
}

// at is where in the file the next byte stands.
func (f *frames) at() int64 { return f.tape.at() - int64(f.raw.Buffered()) }

// record reads a record whole and looks that it ends where it says.
func (f *frames) record(wanted func(frame) bool) (frame, error) {
	in, err := f.source()
	if err != nil {
		return frame{}, err
	}
	first := f.first
	f.first = false
	one, err := readFrame(in, wanted)
	if err != nil {
		return frame{}, f.broken(err)
	}
	one.offset, one.first = f.begun, first
	if err = f.ends(in); err == errLonger && one.vouched() {
		err = nil // what follows is no part of it
	}
	if err == nil && first && in != f.raw {
		if _, end := in.Peek(1); end == io.EOF {
			one.member = f.tape.between(one.offset, f.at())
		}
	}
	return one, f.broken(err)
}

// source is the reader at whose next byte a record begins: of the gzip member at hand, or of the file.
func (f *frames) source() (*bufio.Reader, error) {
	for {
		if f.in != nil {
			if err := skipLines(f.in); err != io.EOF {
				return f.in, f.broken(err)
			}
			f.in = nil
		}
		if err := skipLines(f.raw); err != nil {
			return nil, err
		}
		f.begun, f.first = f.at(), true
		f.tape.forget(f.begun)
		switch b, _ := f.raw.Peek(len(warcMark)); {
		case string(b) == warcMark:
			return f.raw, nil
		case !isGzip(b):
			return nil, badFrame("no record begins here")
		}
		if err := f.member(); err != nil {
			return nil, f.broken(err)
		}
	}
}

// member opens the gzip member that begins here.
func (f *frames) member() (err error) {
	if f.gz == nil {
		f.gz, err = gzip.NewReader(f.raw)
	} else {
		err = f.gz.Reset(f.raw)
	}
	if err != nil {
		f.gz = nil
		return err
	}
	f.gz.Multistream(false)
	f.in = bufio.NewReaderSize(f.gz, window)
	return nil
}

// ends looks that behind a block stand empty lines, then a record or the end. At the end of a gzip member its
// checksum is compared.
func (f *frames) ends(in *bufio.Reader) error {
	switch err := skipLines(in); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	}
	b, _ := in.Peek(len(warcMark))
	if string(b) == warcMark || in == f.raw && isGzip(b) {
		return nil
	}
	return errLonger
}

var errLonger = badFrame("a record is longer than it says")

// skipLines reads the empty lines between records.
func skipLines(r *bufio.Reader) error {
	for {
		b, err := r.Peek(1)
		if len(b) == 0 {
			return err
		}
		if b[0] != '\r' && b[0] != '\n' {
			return nil
		}
		_, _ = r.Discard(1)
	}
}

// broken says of an error within a gzip member that it is one.
func (f *frames) broken(err error) error {
	if err == nil || f.in == nil || errors.Is(err, errFrame) {
		return err
	}
	return fmt.Errorf("broken gzip: %w", err)
}
