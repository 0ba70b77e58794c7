package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/gzip"
)

// Reader finds the records of a WARC file, in gzip members or plain, and goes on after damage. nlnwa/gowarc, which
// writes them for export, was tried for this: it takes what a damaged length claims, holds a record twice, and needed
// as long for a page as its extraction.
type Reader struct {
	largest int64 // of the blocks that are held
	tape    *tape
	raw     *bufio.Reader // over the tape: the file's own bytes
	gz      *gzip.Reader
	content *bufio.Reader // what gz gives
	in      *bufio.Reader // content, nil outside a member
	begun   int64         // where in the file the member or the plain record at hand begins
	first   bool          // nothing of it has been read
	lost    int64         // where the damage begins that is being passed; -1 without
	why     error         // what the damage is
	pending *Record       // the record after the damage
	meter   meter
	before  int64 // of what the meter counts: what was spent before the record at hand
	wasted  int64 // what was spent on what turned out to be no record
}

const (
	// patience is how many bytes may be looked at in vain for each byte of the file: gzip unpacks a page to five times
	// its size, and a damaged record is read once more.
	patience = 8
	// looks is how many times the largest block is looked at, at most, to tell whether a record begins at a place in
	// the damage: it is packed and unpacked, and may be read twice. A larger record is part of the damage.
	looks = 4
)

// spare is how much may still be looked at in vain.
func (f *Reader) spare() int64 { return patience*f.begun + looks*f.largest - f.wasted }

// Damage is the error for a part of a WARC file that holds no record that can be read.
type Damage struct {
	from, to int64
	why      error
}

func (d *Damage) Error() string {
	return fmt.Sprintf("damaged from byte %d to %d of the file: %v", d.from, d.to, d.why)
}

// NewReader returns a Reader that holds blocks up to the largest. A file is an io.Seeker: damage in it can be gone back
// over from its end.
func NewReader(r io.Reader, largest int64) (*Reader, error) {
	f := &Reader{largest: largest, lost: -1}
	var err error
	f.tape, err = newTape(r, kept*largest, &f.meter)
	f.raw = bufio.NewReaderSize(f.tape, window)
	return f, err
}

// Next returns the next record, with its block if it is wanted. A *Damage is no end; io.EOF is.
func (f *Reader) Next(wanted func(Record) bool) (Record, error) {
	if one := f.pending; one != nil {
		f.pending = nil
		return *one, nil
	}
	for {
		f.before, f.meter.most = f.meter.spent, math.MaxInt64
		if f.lost >= 0 {
			f.meter.most = f.before + min(looks*f.largest, f.spare())
		}
		one, err := f.record(wanted)
		switch {
		case f.tape.err != nil:
			return Record{}, f.tape.err
		case err == nil && f.lost < 0:
			return one, nil
		case err == nil:
			f.pending = &one
			return Record{}, f.passed(one.Offset)
		case errors.Is(err, io.EOF) && f.lost < 0:
			return Record{}, io.EOF
		case errors.Is(err, io.EOF):
			return Record{}, f.passed(f.at())
		}
		if err := f.search(err); err != nil {
			return Record{}, err
		}
	}
}

// passed tells the damage that has been passed.
func (f *Reader) passed(to int64) error {
	d := &Damage{f.lost, to, f.why}
	f.lost, f.why = -1, nil
	return d
}

// search goes back to where the damaged record began, as far as is worth while, and on to where the next may begin.
func (f *Reader) search(why error) error {
	if f.lost < 0 {
		f.lost, f.why = f.begun, why
	}
	f.in = nil
	f.wasted += f.meter.spent - f.before
	if err := f.tape.back(max(f.begun+1, f.at()-max(f.spare(), 0))); err != nil {
		return err
	}
	err := f.tape.find()
	f.raw.Reset(f.tape)
	f.begun = f.tape.at()
	return err
}

// at is where in the file the next byte is.
func (f *Reader) at() int64 { return f.tape.at() - int64(f.raw.Buffered()) }

// record reads a record whole and looks that it ends where it says.
func (f *Reader) record(wanted func(Record) bool) (Record, error) {
	in, err := f.source()
	if err != nil {
		return Record{}, err
	}
	first := f.first
	f.first = false
	most := int64(maxLength)
	if in == f.raw {
		most = min(most, f.tape.size-f.begun)
	}
	one, err := readRecord(in, most, f.largest, wanted)
	if err != nil {
		return Record{}, f.broken(err)
	}
	one.Offset, one.First = f.begun, first
	if err = f.ends(in); errors.Is(err, errLonger) && one.vouched() {
		err = nil // what follows is no part of it
	}
	if err == nil && first && in != f.raw {
		if _, end := in.Peek(1); errors.Is(end, io.EOF) {
			one.Member = f.tape.between(one.Offset, f.at())
		}
	}
	return one, f.broken(err)
}

// source is the reader at whose next byte a record begins: of the gzip member at hand, or of the file.
func (f *Reader) source() (*bufio.Reader, error) {
	for {
		if f.in != nil {
			if err := skipLines(f.in); !errors.Is(err, io.EOF) {
				return f.in, f.broken(err)
			}
			f.in = nil
		}
		if err := skipLines(f.raw); err != nil {
			return nil, err
		}
		f.begun, f.first = f.at(), true
		f.tape.forget(f.begun)
		switch b, _ := f.raw.Peek(len(Mark)); {
		case string(b) == Mark:
			return f.raw, nil
		case !bytes.HasPrefix(b, gzipMark):
			return nil, malformed("no record begins here")
		}
		if err := f.member(); err != nil {
			return nil, f.broken(err)
		}
	}
}

// member opens the gzip member that begins here.
func (f *Reader) member() (err error) {
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
	if f.content == nil {
		f.content = bufio.NewReaderSize(nil, window)
	}
	f.content.Reset(unpacking{f})
	f.in = f.content
	return nil
}

// unpacking reads the member at hand.
type unpacking struct{ *Reader }

func (f unpacking) Read(p []byte) (int, error) {
	if err := f.meter.tired(); err != nil {
		return 0, err
	}
	n, err := f.gz.Read(p)
	f.meter.spent += int64(n)
	return n, err
}

// ends looks that after a block stand empty lines, then a record or the end. At the end of a gzip member its
// checksum is compared.
func (f *Reader) ends(in *bufio.Reader) error {
	switch err := skipLines(in); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	b, _ := in.Peek(len(Mark))
	if string(b) == Mark || in == f.raw && bytes.HasPrefix(b, gzipMark) {
		return nil
	}
	return errLonger
}

var errLonger = malformed("a record is longer than it says")

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
func (f *Reader) broken(err error) error {
	if err == nil || f.in == nil || errors.Is(err, errForm) {
		return err
	}
	return fmt.Errorf("broken gzip: %w", err)
}
