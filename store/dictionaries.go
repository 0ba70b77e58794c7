package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
)

// packed is a compressed page and the dictionary that opens it, 0 for none.
type packed struct {
	dictionary int64
	data       []byte
}

// codec packs pages. A page is a little text in much chrome, and the chrome is that of the pages before it: pages of the same
// kind are the dictionary. It may be used from several goroutines.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder

	mu      sync.RWMutex
	current map[string]*dictionary // the one to pack with, by kind
	opened  map[int64]*zstd.Decoder
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
)

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, err
	}
	return &codec{enc: enc, dec: dec, current: map[string]*dictionary{}, opened: map[int64]*zstd.Decoder{}}, nil
}

func (c *codec) close() {
	c.forget()
	c.dec.Close()
}

// forget drops what was learned: a transaction that failed may have taken a dictionary with it.
func (c *codec) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = map[string]*dictionary{}
	for _, d := range c.opened {
		d.Close()
	}
	c.opened = map[int64]*zstd.Decoder{}
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
		return packed{0, c.enc.EncodeAll(body, nil)}
	}
	return packed{d.number, d.enc.EncodeAll(body, nil)}
}

// renewDictionary makes sure that there is a dictionary for a kind and that it is neither too small nor too old. A new one is
// made of the page at hand.
func (a *Archive) renewDictionary(tx *sql.Tx, kind string, body []byte, now time.Time) error {
	a.zip.mu.RLock()
	d := a.zip.current[kind]
	a.zip.mu.RUnlock()
	if d == nil {
		var err error
		if d, err = a.loadDictionary(tx, kind); err != nil {
			return err
		}
	}
	switch {
	case d == nil || now.Sub(d.made) > dictionaryAge:
		return a.addDictionary(tx, kind, &dictionary{pages: 1, made: now, text: body})
	case d.uses >= dictionaryUses && d.pages < dictionaryPages && len(d.text)+len(body) <= dictionarySize:
		return a.addDictionary(tx, kind, &dictionary{pages: d.pages + 1, made: d.made, text: slices.Concat(d.text, body)})
	}
	d.uses++
	return nil
}

// loadDictionary takes the latest dictionary of a kind into use; nil where there is none.
func (a *Archive) loadDictionary(tx *sql.Tx, kind string) (*dictionary, error) {
	var d dictionary
	var made string
	var data []byte
	err := tx.QueryRow("SELECT dictionary, pages, made, data FROM dictionaries WHERE kind = ? ORDER BY dictionary DESC LIMIT 1", kind).Scan(&d.number, &d.pages, &made, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := tx.QueryRow("SELECT count(*) FROM captures WHERE dictionary = ?", d.number).Scan(&d.uses); err != nil {
		return nil, err
	}
	d.made = parseStamp(made)
	if d.text, err = a.zip.dec.DecodeAll(data, nil); err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", d.number, err)
	}
	return &d, a.use(kind, &d)
}

func (a *Archive) addDictionary(tx *sql.Tx, kind string, d *dictionary) error {
	result, err := tx.Exec("INSERT INTO dictionaries (kind, pages, made, data) VALUES (?, ?, ?, ?)", kind, d.pages, stamp(d.made), a.zip.enc.EncodeAll(d.text, nil))
	if err != nil {
		return err
	}
	if d.number, err = result.LastInsertId(); err != nil {
		return err
	}
	return a.use(kind, d)
}

// use makes a dictionary the one to pack with.
func (a *Archive) use(kind string, d *dictionary) error {
	var err error
	d.enc, err = zstd.NewWriter(nil, zstd.WithEncoderDictRaw(uint32(d.number), d.text), zstd.WithWindowSize(packWindow), zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return fmt.Errorf("dictionary %d: %w", d.number, err)
	}
	a.zip.mu.Lock()
	defer a.zip.mu.Unlock()
	a.zip.current[kind] = d
	return nil
}

// unpack opens a page with the dictionary that it was packed with.
func (a *Archive) unpack(p packed) ([]byte, error) {
	if p.dictionary == 0 {
		return a.zip.dec.DecodeAll(p.data, nil)
	}
	dec, err := a.decoder(p.dictionary)
	if err != nil {
		return nil, err
	}
	return dec.DecodeAll(p.data, nil)
}

func (a *Archive) decoder(number int64) (*zstd.Decoder, error) {
	a.zip.mu.RLock()
	dec := a.zip.opened[number]
	a.zip.mu.RUnlock()
	if dec != nil {
		return dec, nil
	}
	var data []byte
	if err := a.db.QueryRow("SELECT data FROM dictionaries WHERE dictionary = ?", number).Scan(&data); err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	text, err := a.zip.dec.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	dec, err = zstd.NewReader(nil, zstd.WithDecoderDictRaw(uint32(number), text), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	a.zip.mu.Lock()
	defer a.zip.mu.Unlock()
	a.zip.opened[number] = dec
	return dec, nil
}
