package warc

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
)

const (
	window = 64 << 10 // of buffered reading
	kept   = 2        // times the largest block are kept: a gzip member that holds one is smaller
)

// tape is a reader that can go back: over what was read since it was told to forget, and over all of a file.
type tape struct {
	r       io.Reader
	seek    io.Seeker // nil for a stream
	size    int64     // of a file; of a stream more than there is
	err     error     // of the file or stream itself
	kept    []byte
	most    int   // of kept
	start   int64 // where kept begins
	next    int   // in kept
	wanted  int64 // what is before may be dropped
	portion int   // that is read at most: it doubles, so that who goes back after a few bytes has copied few
	meter   *meter
}

// firstPortion holds the header of most records.
const firstPortion = 512

func newTape(r io.Reader, most int64, m *meter) (*tape, error) {
	t := &tape{r: r, most: int(most), meter: m, size: math.MaxInt64, portion: firstPortion}
	seek, isFile := r.(io.Seeker)
	if !isFile {
		return t, nil
	}
	var err error
	if t.size, err = seek.Seek(0, io.SeekEnd); err == nil {
		_, err = seek.Seek(0, io.SeekStart)
	}
	t.seek = seek
	return t, err
}

// at is where the next byte is.
func (t *tape) at() int64 { return t.start + int64(t.next) }

func (t *tape) Read(p []byte) (int, error) {
	if err := t.meter.tired(); err != nil {
		return 0, err
	}
	if t.next == len(t.kept) {
		if err := t.more(); err != nil {
			return 0, err
		}
	}
	n := copy(p[:min(len(p), t.portion)], t.kept[t.next:])
	t.next += n
	t.portion = min(2*t.portion, window)
	t.meter.spent += int64(n)
	return n, nil
}

// more keeps what comes next of the file or stream.
func (t *tape) more() error {
	if len(t.kept)+window > t.most {
		t.drop(t.next)
	} else if idle := t.wanted - t.start; idle > int64(len(t.kept)/2) { // each byte is moved once
		t.drop(min(int(idle), t.next))
	}
	t.kept = slices.Grow(t.kept, window)
	free := t.kept[len(t.kept) : len(t.kept)+window]
	n, err := t.r.Read(free)
	t.kept = t.kept[:len(t.kept)+n]
	if err != nil && err != io.EOF {
		t.err = err
	}
	if n > 0 {
		return nil
	}
	return err
}

// forget gives up what is before an offset.
func (t *tape) forget(offset int64) { t.wanted = offset }

func (t *tape) drop(n int) {
	t.kept = t.kept[:copy(t.kept, t.kept[n:])]
	t.start, t.next = t.start+int64(n), t.next-n
}

// between are the bytes of a stream between two offsets, until more is read; nil where they are not kept.
func (t *tape) between(from, to int64) []byte {
	if t.seek != nil || from < t.start || to > t.start+int64(len(t.kept)) {
		return nil
	}
	return t.kept[from-t.start : to-t.start]
}

// back goes back to an offset, or of a stream to the first byte that is kept.
func (t *tape) back(offset int64) error {
	t.portion = firstPortion
	if t.seek == nil || offset >= t.start && offset <= t.start+int64(len(t.kept)) {
		t.next = int(min(max(offset-t.start, 0), int64(len(t.kept))))
		return nil
	}
	_, err := t.seek.Seek(offset, io.SeekStart)
	t.kept, t.start, t.next = t.kept[:0], offset, 0
	return err
}

var (
	gzipMark   = []byte("\x1f\x8b")
	gzipStart  = []byte("\x1f\x8b\x08")
	plainStart = []byte("WARC/1.")
)

// find goes on to where a record may begin, to the end where none does.
func (t *tape) find() error {
	for {
		i, found := recordStart(t.kept[t.next:])
		t.next += i
		if found {
			return nil
		}
		t.forget(t.at())
		if err := t.more(); errors.Is(err, io.EOF) {
			t.next = len(t.kept)
			return nil
		} else if err != nil {
			return err
		}
	}
}

// recordStart is where a record may begin, else where to look on when more has come.
func recordStart(b []byte) (at int, found bool) {
	for {
		i := bytes.IndexAny(b[at:], "\x1fW")
		if i < 0 {
			return len(b), false
		}
		at += i
		rest := b[at:]
		switch {
		case bytes.HasPrefix(rest, gzipStart) || bytes.HasPrefix(rest, plainStart):
			return at, true
		case bytes.HasPrefix(gzipStart, rest) || bytes.HasPrefix(plainStart, rest):
			return at, false // it may be cut off by the end of what is here
		}
		at++
	}
}

// meter counts the bytes that a search for records looks at, packed and unpacked, so that a file which is made to be
// searched for ever costs no more than some times its size.
type meter struct{ spent, most int64 }

// tired is an error when more was looked at than a place in the damage deserves.
func (m *meter) tired() error {
	if m.spent >= m.most {
		return errTired
	}
	return nil
}

var errTired = malformed("no record ends within what is looked at")
