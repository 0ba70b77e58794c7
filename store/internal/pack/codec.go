package pack

import (
	"fmt"
	"math/bits"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Packed is a compressed page and what opens it: a dictionary, or an earlier page of the same article. 0 is none.
type Packed struct {
	Dictionary int64
	Base       int64
	Data       []byte
}

// Codec packs pages. A page is a little text in much chrome, and the chrome is that of the pages before it: pages of
// the same kind are the dictionary. It may be used from several goroutines.
type Codec struct {
	Enc *zstd.Encoder
	Dec *zstd.Decoder

	Mu      sync.RWMutex
	Current map[string]*Dictionary // the one to pack with, by kind
	Opened  []*Opened              // the one that was used last comes last
}

// Dictionary is what pages of a kind are packed with.
type Dictionary struct {
	Number int64
	Pages  int
	Made   time.Time
	Uses   int
	Text   []byte
	enc    *zstd.Encoder
}

const (
	DictionaryPages = 3                   // a dictionary has at most this many pages,
	DictionaryUses  = 12                  // one more after this many pages packed with it,
	DictionaryAge   = 90 * 24 * time.Hour // and a new one is begun when it is as old as this: chrome changes
	DictionarySize  = 2 << 20
	packWindow      = 4 << 20
	usualPage       = 512 << 10 // most real pages are smaller

	// Bounds for what others may have written: a file of 774 KB took 5 GB.
	PageMost   = 16 << 20 // of a page or a dictionary, unpacked: twice the largest that is taken in
	OpenedMost = 64 << 20 // of the dictionaries that are kept open: a hundred, of six years
)

func NewCodec() (*Codec, error) {
	enc, err := newEncoder(DictionarySize)
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(PageMost))
	if err != nil {
		return nil, err
	}
	return &Codec{Enc: enc, Dec: dec, Current: map[string]*Dictionary{}}, nil
}

// Forget drops what was learned: a transaction that failed may have taken a dictionary with it. Decoders are not
// closed, since another goroutine may be in the middle of a page; they hold none of their own, and are collected.
func (c *Codec) Forget() {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	c.Current = map[string]*Dictionary{}
	c.Opened = nil
}

// Has reports whether there is a dictionary to pack pages of a kind with.
func (c *Codec) Has(kind string) bool {
	c.Mu.RLock()
	defer c.Mu.RUnlock()
	return c.Current[kind] != nil
}

// TextInUse is that of a dictionary that pages are packed with; nil: it is none of them.
func (c *Codec) TextInUse(number int64) []byte {
	c.Mu.RLock()
	defer c.Mu.RUnlock()
	for _, d := range c.Current {
		if d.Number == number {
			return d.Text
		}
	}
	return nil
}

func (c *Codec) Pack(kind string, body []byte) Packed {
	c.Mu.RLock()
	d := c.Current[kind]
	c.Mu.RUnlock()
	if d == nil {
		return Packed{Data: c.Enc.EncodeAll(body, nil)}
	}
	return Packed{Dictionary: d.Number, Data: d.enc.EncodeAll(body, nil)}
}

// Use makes a dictionary the one to pack with.
func (c *Codec) Use(kind string, d *Dictionary) error {
	var err error
	if d.enc, err = encoderFor(d.Number, d.Text); err != nil {
		return fmt.Errorf("dictionary %d: %w", d.Number, err)
	}
	c.Mu.Lock()
	defer c.Mu.Unlock()
	c.Current[kind] = d
	return nil
}

// encoderFor makes the encoder of a dictionary. It packs a page at a time: it is several megabytes, and writing, which
// is one page at a time, takes as long.
func encoderFor(number int64, text []byte) (*zstd.Encoder, error) {
	return newEncoder(windowFor(len(text)+usualPage), zstd.WithEncoderDictRaw(uint32(number), text))
}

func newEncoder(window int, options ...zstd.EOption) (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, append(options, zstd.WithWindowSize(window), zstd.WithEncoderConcurrency(1),
		zstd.WithLowerEncoderMem(true))...)
}

// windowFor takes in so many bytes and no more than it must: a window is memory.
func windowFor(size int) int { return min(1<<bits.Len(uint(size)), packWindow) }

func DecoderFor(number int64, text []byte) (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderDictRaw(uint32(number), text), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxMemory(PageMost))
}

// BaseNumber is the number that a page gives the page it is packed with: as a dictionary it needs one.
const BaseNumber = 1

// PackBased packs a page with an earlier one: of pages of one article only the difference remains.
func (c *Codec) PackBased(base int64, text, body []byte) (Packed, error) {
	enc, err := newEncoder(windowFor(len(text)+len(body)), zstd.WithEncoderDictRaw(BaseNumber, text))
	if err != nil {
		return Packed{}, err
	}
	return Packed{Base: base, Data: enc.EncodeAll(body, nil)}, nil
}

// Opened is a dictionary that pages are opened with.
type Opened struct {
	Number int64
	Size   int
	Dec    *zstd.Decoder
}
