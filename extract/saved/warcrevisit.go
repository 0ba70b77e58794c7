package saved

import (
	"errors"
	"io"
	"math"
	"slices"
)

// place is where a record stands, to be read again.
type place struct {
	reopen func() (io.ReadSeekCloser, error)
	offset int64
}

// remember notes a page that a later revisit may refer to. What cannot be read again goes into a temporary file.
func (r *Reader) remember(t thing, one frame) error {
	p := place{t.reopen, one.offset}
	if t.reopen == nil || !one.first {
		var err error
		if p, err = r.spooled(one); err != nil {
			return err
		}
	}
	for _, key := range one.names() {
		if _, ok := r.originals[key]; !ok {
			r.originals[key] = p
		}
	}
	return nil
}

// spooled writes a record behind those that were spooled before.
func (r *Reader) spooled(one frame) (p place, err error) {
	if r.spool == nil {
		if r.spool, err = nameless(); err != nil {
			return p, err
		}
	}
	f := r.spool
	offset, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return p, err
	}
	record := one.member
	if record == nil {
		record = slices.Concat(one.header, one.block, []byte("\r\n\r\n"))
	}
	if _, err := f.Write(record); err != nil {
		return p, err
	}
	reopen := func() (io.ReadSeekCloser, error) {
		return struct {
			io.ReadSeeker
			io.Closer
		}{io.NewSectionReader(f, 0, math.MaxInt64), io.NopCloser(nil)}, nil
	}
	return place{reopen, offset}, nil
}

// names are what others call a record by: its identity, its address and time, what it holds.
func (one frame) names() []string {
	return one.called("WARC-Record-ID", "WARC-Target-URI", "WARC-Date")
}

// originalNames are the names of what a revisit repeats, the most telling first.
func (one frame) originalNames() []string {
	return one.called("WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date")
}

func (one frame) called(idField, urlField, dateField string) (names []string) {
	if id := one.field(idField); id != "" {
		names = append(names, "id "+id)
	}
	if url, date := one.field(urlField), one.field(dateField); url != "" && date != "" {
		names = append(names, "at "+date+" "+url)
	}
	if digest := one.field("WARC-Payload-Digest"); digest != "" {
		names = append(names, "holds "+digest)
	}
	return names
}

// revisit reads the page that a record says was the same as before.
func (w record) revisit() bool {
	for _, key := range w.originalNames() {
		at, ok := w.originals[key]
		if !ok {
			continue
		}
		original, err := at.read()
		if err == nil {
			err = original.intact()
		}
		if err != nil {
			return w.fails(err)
		}
		return w.response(original)
	}
	return w.passes("revisit without its original")
}

func (p place) read() (frame, error) {
	f, err := p.reopen()
	if err != nil {
		return frame{}, err
	}
	defer f.Close()
	if _, err := f.Seek(p.offset, io.SeekStart); err != nil {
		return frame{}, err
	}
	frames, err := newFrames(struct{ io.Reader }{f})
	if err != nil {
		return frame{}, err
	}
	one, err := frames.next(func(frame) bool { return true })
	if err == nil && one.block == nil {
		err = errors.New("the original is too large")
	}
	return one, err
}
