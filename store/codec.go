package store

import (
	"fmt"
	"math/bits"
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

// baseNumber is the number that a page gives the page it is packed with: as a dictionary it needs one.
const baseNumber = 1

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

// opened is a dictionary that pages are opened with.
type opened struct {
	number int64
	size   int
	dec    *zstd.Decoder
}
