package saved

import (
	"errors"
	"io"
	"math"
	"slices"

	"mingpao/extract/saved/internal/warc"
)

// place is where a record stands, to be read again.
type place struct {
	reopen func() (io.ReadSeekCloser, error)
	offset int64
}

// remember notes a page that a later revisit may refer to. What cannot be read again goes into a temporary file.
func (r *Reader) remember(t thing, one warc.Record) error {
	p := place{t.reopen, one.Offset}
	if t.reopen == nil || !one.First {
		var err error
		if p, err = r.spooled(one); err != nil {
			return err
		}
	}
	for _, key := range one.Names() {
		if _, ok := r.originals[key]; !ok {
			r.originals[key] = p
		}
	}
	return nil
}

// spooled writes a record behind those that were spooled before.
func (r *Reader) spooled(one warc.Record) (p place, err error) {
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
	record := one.Member
	if record == nil {
		record = slices.Concat(one.Header, one.Block, []byte("\r\n\r\n"))
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

// revisit reads the page that a record says was the same as before.
func (w record) revisit() bool {
	for _, key := range w.OriginalNames() {
		at, ok := w.originals[key]
		if !ok {
			continue
		}
		original, err := at.read()
		if err == nil {
			err = original.Intact()
		}
		if err != nil {
			return w.fails(err)
		}
		return w.response(original)
	}
	return w.passes("revisit without its original")
}

func (p place) read() (warc.Record, error) {
	f, err := p.reopen()
	if err != nil {
		return warc.Record{}, err
	}
	defer f.Close()
	if _, err := f.Seek(p.offset, io.SeekStart); err != nil {
		return warc.Record{}, err
	}
	records, err := warc.NewReader(struct{ io.Reader }{f}, maxBlock)
	if err != nil {
		return warc.Record{}, err
	}
	one, err := records.Next(func(warc.Record) bool { return true })
	if err == nil && one.Block == nil {
		err = errors.New("the original is too large")
	}
	return one, err
}
