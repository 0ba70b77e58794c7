package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"mingpao/extract/site"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"
)

// renewDictionary makes sure that there is a dictionary for a kind and that it is neither too small nor too old. A new
// one is made of the page at hand.
func (t *tx) renewDictionary(ctx context.Context, kind string, body []byte, now time.Time) error {
	t.zip.mu.RLock()
	d := t.zip.current[kind]
	t.zip.mu.RUnlock()
	if d == nil {
		var err error
		if d, err = t.loadDictionary(ctx, kind); err != nil {
			return err
		}
	}
	switch {
	case d == nil && len(body) > dictionarySize:
		return nil
	case d == nil || now.Sub(d.made) > dictionaryAge && len(body) <= dictionarySize:
		return t.addDictionary(ctx, kind, &dictionary{pages: 1, made: now, text: body})
	case d.uses >= dictionaryUses && d.pages < dictionaryPages && len(d.text)+len(body) <= dictionarySize:
		return t.addDictionary(ctx, kind, &dictionary{pages: d.pages + 1, made: d.made, text: slices.Concat(d.text, body)})
	}
	d.uses++
	return nil
}

// loadDictionary takes the latest dictionary of a kind into use; nil where there is none.
func (t *tx) loadDictionary(ctx context.Context, kind string) (*dictionary, error) {
	var d dictionary
	var made string
	var data []byte
	err := t.row(ctx, "SELECT dictionary, pages, made, data FROM dictionaries WHERE kind = ? ORDER BY dictionary DESC LIMIT 1",
		kind).
		Scan(&d.number, &d.pages, &made, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.uses, _, err = one[int](ctx, t.view, "SELECT count(*) FROM captures WHERE dictionary = ?", d.number); err != nil {
		return nil, err
	}
	d.made = site.ParseStamp(made)
	if d.text, err = t.zip.dec.DecodeAll(data, nil); err != nil {
		return nil, nil // damaged: what is packed from now on gets another one
	}
	return &d, t.zip.use(kind, &d)
}

func (t *tx) addDictionary(ctx context.Context, kind string, d *dictionary) (err error) {
	d.number, err = t.insert(ctx, "INSERT INTO dictionaries (kind, pages, made, data) VALUES (?, ?, ?, ?)", kind, d.pages,
		site.Stamp(d.made),
		t.zip.enc.EncodeAll(d.text, nil))
	if err != nil {
		return err
	}
	return t.zip.use(kind, d)
}

// unpack opens a page with what it was packed with.
func (v view) unpack(ctx context.Context, p packed) ([]byte, error) {
	switch {
	case p.base != 0:
		return v.unpackBased(ctx, p)
	case p.dictionary == 0:
		return v.zip.dec.DecodeAll(p.data, nil)
	}
	dec, err := v.decoder(ctx, p.dictionary)
	if err != nil {
		return nil, err
	}
	return dec.DecodeAll(p.data, nil)
}

func (v view) unpackBased(ctx context.Context, p packed) ([]byte, error) {
	base, err := v.load(ctx, p.base, false)
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

func (v view) decoder(ctx context.Context, number int64) (*zstd.Decoder, error) {
	if dec := v.zip.openedAs(number); dec != nil {
		return dec, nil
	}
	text, err := v.dictionaryText(ctx, number)
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
func (v view) dictionaryText(ctx context.Context, number int64) ([]byte, error) {
	data, found, err := one[[]byte](ctx, v, "SELECT data FROM dictionaries WHERE dictionary = ?", number)
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
