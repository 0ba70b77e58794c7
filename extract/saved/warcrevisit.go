package saved

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/saved/internal/warc"
	"mingpao/extract/site"
)

// place is where a record is, to be read again.
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
	for _, key := range one.Names(articleOf(record{Record: one}.target())) {
		if _, ok := r.originals[key]; !ok {
			r.originals[key] = p
		}
	}
	return nil
}

// articleOf is which article an address names, else the address: pages of the same bytes may stand at others, and a
// digest alone does not say where.
func articleOf(url string) string {
	if ref, ok := site.ParseURL(url); ok {
		return ref.Edition + "/" + ref.ID
	}
	return url
}

// spooled keeps a record.
func (r *Reader) spooled(one warc.Record) (place, error) {
	record := one.Member
	if record == nil {
		record = slices.Concat(one.Header, one.Block, []byte("\r\n\r\n"))
	}
	offset, err := r.spool.Put(record)
	if err != nil {
		return place{}, err
	}
	reopen := func() (io.ReadSeekCloser, error) {
		return struct {
			io.ReadSeeker
			io.Closer
		}{r.spool.Open(0, r.spool.Size()), io.NopCloser(nil)}, nil
	}
	return place{reopen, offset}, nil
}

// revisit reads the page that a record says was the same as before.
func (w record) revisit() bool {
	for _, key := range w.OriginalNames(articleOf(w.original().URL)) {
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
		if original.Kind() == "response" {
			return w.response(original)
		}
		return w.resource(original)
	}
	return w.waits()
}

// Original is how a record names the one whose page it found again.
type Original struct {
	URL    string
	Seen   time.Time // zero: it does not say
	Digest string    // of the page as it was sent: an algorithm, a colon, hexadecimal; "": it does not say
}

// waits hands on a look whose page was not read: it may be in an archive, or be still to come.
func (w record) waits() bool {
	if answer, _, err := undo.ReadAnswer(w.Block); err == nil {
		switch {
		case isGone(answer.StatusCode) && looksLikePage(w.target()):
			return w.missing("gone", fmt.Sprintf("HTTP %d", answer.StatusCode))
		case answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNotModified:
			return w.passes(fmt.Sprintf("answer %d", answer.StatusCode))
		}
	}
	p := Page{Source: w.name, File: w.from(), Original: w.original(), Repeated: w.isRepeated(), Head: w.head()}
	isNamed := p.Repeated || p.Original.Digest != "" || !p.Original.Seen.IsZero()
	if !w.options.Missing || !isNamed || !looksLikePage(w.target()) && !looksLikePage(p.Original.URL) && !w.isOurs() {
		return w.passes("revisit without its original")
	}
	p.URL = w.address()
	if w.isOurs() {
		p.Detail = unescaped(w.Field(DetailField))
	}
	var err error
	p.Seen, p.SeenFrom, err = w.seen([]undo.Claim{{From: w.timeSource(), Text: w.Field("WARC-Date")}})
	return w.give(p, err)
}

// longestAddress is the longest that a record names another by.
const longestAddress = 2 << 10

// original is what the record says of the look whose page it found again.
func (w record) original() *Original {
	o := &Original{URL: strings.Trim(w.Field("WARC-Refers-To-Target-URI"), "<>"), Digest: w.PayloadDigest()}
	if o.URL == "" || len(o.URL) > longestAddress || !isPrintable(o.URL) {
		o.URL = w.target()
	}
	o.Seen, _ = undo.ParseTime(w.Field("WARC-Refers-To-Date"))
	return o
}

// isRepeated tells a look that was answered with the word that nothing had changed.
func (w record) isRepeated() bool {
	return strings.HasSuffix(w.Field("WARC-Profile"), "/server-not-modified")
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
