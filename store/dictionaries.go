package store

import (
	"database/sql"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// packed is a compressed page and what opens it: a dictionary, or an earlier page of the same article. 0 is none.
type packed struct {
	dictionary int64
	base       int64
	data       []byte
}

// codec packs pages. A page is a little text in much chrome, and the chrome is that of the pages before it: pages of
// the same kind are the dictionary. It may be used from several goroutines.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder

	mu      sync.RWMutex
	current map[string]*dictionary // the one to pack with, by kind
	opened  []*opened              // the one that was used last comes last
}

// opened is a dictionary that pages are opened with.
type opened struct {
	number int64
	size   int
	dec    *zstd.Decoder
}

// dictionary is what pages of a kind are packed with.
type dictionary struct {
	number int64
	pages  int
	made   time.Time
	uses   int
	text   []byte
	enc    *zstd.Encoder
}

const (
	dictionaryPages = 3                   // a dictionary is at most so many pages,
	dictionaryUses  = 12                  // one more after so many pages packed with it,
	dictionaryAge   = 90 * 24 * time.Hour // and a new one is begun when it is as old as this: chrome changes
	dictionarySize  = 2 << 20
	packWindow      = 4 << 20

	// Bounds for what others may have written: a file of 774 KB took 5 GB.
	pageMost   = 16 << 20 // of a page or a dictionary, unpacked: twice the largest that is taken in
	openedMost = 64 << 20 // of the dictionaries that are kept open: a hundred, of six years
)

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(pageMost))
	if err != nil {
		return nil, err
	}
	return &codec{enc: enc, dec: dec, current: map[string]*dictionary{}}, nil
}

// forget drops what was learned: a transaction that failed may have taken a dictionary with it. Decoders are not
// closed, since another goroutine may be in the middle of a page; they hold none of their own, and are collected.
func (c *codec) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = map[string]*dictionary{}
	c.opened = nil
}

// has tells that there is a dictionary to pack pages of a kind with.
func (c *codec) has(kind string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.current[kind] != nil
}

func (c *codec) pack(kind string, body []byte) packed {
	c.mu.RLock()
	d := c.current[kind]
	c.mu.RUnlock()
	if d == nil {
		return packed{data: c.enc.EncodeAll(body, nil)}
	}
	return packed{dictionary: d.number, data: d.enc.EncodeAll(body, nil)}
}

// renewDictionary makes sure that there is a dictionary for a kind and that it is neither too small nor too old. A new
// one is made of the page at hand.
func (t *tx) renewDictionary(kind string, body []byte, now time.Time) error {
	t.zip.mu.RLock()
	d := t.zip.current[kind]
	t.zip.mu.RUnlock()
	if d == nil {
		var err error
		if d, err = t.loadDictionary(kind); err != nil {
			return err
		}
	}
	switch {
	case d == nil && len(body) > dictionarySize:
		return nil
	case d == nil || now.Sub(d.made) > dictionaryAge && len(body) <= dictionarySize:
		return t.addDictionary(kind, &dictionary{pages: 1, made: now, text: body})
	case d.uses >= dictionaryUses && d.pages < dictionaryPages && len(d.text)+len(body) <= dictionarySize:
		return t.addDictionary(kind, &dictionary{pages: d.pages + 1, made: d.made, text: slices.Concat(d.text, body)})
	}
	d.uses++
	return nil
}

// loadDictionary takes the latest dictionary of a kind into use; nil where there is none.
func (t *tx) loadDictionary(kind string) (*dictionary, error) {
	var d dictionary
	var made string
	var data []byte
	err := t.row("SELECT dictionary, pages, made, data FROM dictionaries WHERE kind = ? ORDER BY dictionary DESC LIMIT 1",
		kind).
		Scan(&d.number, &d.pages, &made, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.uses, _, err = one[int](t.view, "SELECT count(*) FROM captures WHERE dictionary = ?", d.number); err != nil {
		return nil, err
	}
	d.made = parseStamp(made)
	if d.text, err = t.zip.dec.DecodeAll(data, nil); err != nil {
		return nil, nil // damaged: what is packed from now on gets another one
	}
	return &d, t.zip.use(kind, &d)
}

func (t *tx) addDictionary(kind string, d *dictionary) (err error) {
	d.number, err = t.insert("INSERT INTO dictionaries (kind, pages, made, data) VALUES (?, ?, ?, ?)", kind, d.pages,
		stamp(d.made),
		t.zip.enc.EncodeAll(d.text, nil))
	if err != nil {
		return err
	}
	return t.zip.use(kind, d)
}

// use makes a dictionary the one to pack with.
func (c *codec) use(kind string, d *dictionary) error {
	var err error
	if d.enc, err = encoderFor(d.number, d.text); err != nil {
		return fmt.Errorf("dictionary %d: %w", d.number, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current[kind] = d
	return nil
}

func encoderFor(number int64, text []byte) (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderDictRaw(uint32(number), text), zstd.WithWindowSize(packWindow),
		zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true))
}

func decoderFor(number int64, text []byte) (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderDictRaw(uint32(number), text), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxMemory(pageMost))
}

// unpack opens a page with what it was packed with.
func (v view) unpack(p packed) ([]byte, error) {
	switch {
	case p.base != 0:
		return v.unpackBased(p)
	case p.dictionary == 0:
		return v.zip.dec.DecodeAll(p.data, nil)
	}
	dec, err := v.decoder(p.dictionary)
	if err != nil {
		return nil, err
	}
	return dec.DecodeAll(p.data, nil)
}

// baseNumber is the number that a page gives the page it is packed with: as a dictionary it needs one.
const baseNumber = 1

func (v view) unpackBased(p packed) ([]byte, error) {
	base, err := v.load(p.base, false)
	if err != nil {
		return nil, fmt.Errorf("what it is packed with: %w", err)
	}
	dec, err := decoderFor(baseNumber, base.Body)
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(p.data, nil)
}

// packBased packs a page with an earlier one: of pages of one article only the difference remains.
func packBased(base int64, text, body []byte) (packed, error) {
	// just over both: a window is memory for every page
	window := max(zstd.MinWindowSize, 1<<bits.Len(uint(len(text)+len(body))))
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(baseNumber, text),
		zstd.WithWindowSize(min(window, packWindow)),
		zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return packed{}, err
	}
	defer enc.Close()
	return packed{base: base, data: enc.EncodeAll(body, nil)}, nil
}

func (v view) decoder(number int64) (*zstd.Decoder, error) {
	if dec := v.zip.openedAs(number); dec != nil {
		return dec, nil
	}
	text, err := v.dictionaryText(number)
	if err != nil {
		return nil, err
	}
	dec, err := decoderFor(number, text)
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	v.zip.keepOpen(&opened{number, len(text), dec})
	return dec, nil
}

// openedAs is the decoder of a dictionary that is open; nil: it is not.
func (c *codec) openedAs(number int64) *zstd.Decoder {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.IndexFunc(c.opened, func(o *opened) bool { return o.number == number })
	if at < 0 {
		return nil
	}
	o := c.opened[at]
	c.opened = append(slices.Delete(c.opened, at, at+1), o)
	return o.dec
}

// keepOpen keeps a dictionary open, and drops those that were used longest ago where they become too many.
func (c *codec) keepOpen(o *opened) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opened = append(c.opened, o)
	size := 0
	for _, each := range c.opened {
		size += each.size
	}
	for ; size > openedMost; c.opened = slices.Delete(c.opened, 0, 1) {
		size -= c.opened[0].size
	}
}

// dictionaryText is what a dictionary is made of.
func (v view) dictionaryText(number int64) ([]byte, error) {
	data, found, err := one[[]byte](v, "SELECT data FROM dictionaries WHERE dictionary = ?", number)
	if err == nil && !found {
		return nil, fmt.Errorf("dictionary %d is missing", number)
	}
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	text, err := v.zip.dec.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	return text, nil
}
