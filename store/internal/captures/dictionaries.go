package captures

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/pack"
)

// renewDictionary makes sure that there is a dictionary for a kind and that it is neither too small nor too old. A new
// one is made of the page at hand.
func renewDictionary(ctx context.Context, t *db.Tx, kind string, c *Capture, now time.Time) error {
	t.Zip.Mu.RLock()
	d := t.Zip.Current[kind]
	t.Zip.Mu.RUnlock()
	if d == nil {
		var err error
		if d, err = loadDictionary(ctx, t, kind); err != nil {
			return err
		}
	}
	size := c.Size()
	switch {
	case d == nil && size > pack.DictionarySize:
		return nil
	case d == nil || now.Sub(d.Made) > pack.DictionaryAge && size <= pack.DictionarySize:
		return addDictionary(ctx, t, kind, &pack.Dictionary{Made: now}, c)
	case d.Uses >= pack.DictionaryUses && d.Pages < pack.DictionaryPages && len(d.Text)+size <= pack.DictionarySize:
		return addDictionary(ctx, t, kind, d, c)
	}
	d.Uses++
	return nil
}

// loadDictionary takes the latest dictionary of a kind into use; nil where there is none.
func loadDictionary(ctx context.Context, t *db.Tx, kind string) (*pack.Dictionary, error) {
	var d pack.Dictionary
	var made string
	var data []byte
	err := t.Row(ctx, "SELECT dictionary, pages, made, data FROM dictionaries WHERE kind = ? "+
		"ORDER BY dictionary DESC LIMIT 1", kind).
		Scan(&d.Number, &d.Pages, &made, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if d.Uses, _, err = db.One[int](ctx, t.View, "SELECT count(*) FROM captures WHERE dictionary = ?",
		d.Number); err != nil {
		return nil, err
	}
	d.Made = site.ParseStamp(made)
	if d.Text, err = t.Zip.Dec.DecodeAll(data, nil); err != nil {
		return nil, nil // damaged: what is packed from now on gets another one
	}
	return &d, t.Zip.Use(kind, &d)
}

// addDictionary makes a dictionary of another one and a page.
func addDictionary(ctx context.Context, t *db.Tx, kind string, old *pack.Dictionary, c *Capture) error {
	page, err := c.open(ctx, t.View)
	if err != nil {
		return err
	}
	d := pack.Dictionary{Pages: old.Pages + 1, Made: old.Made, Text: slices.Concat(old.Text, page)}
	d.Number, err = t.Insert(ctx, "INSERT INTO dictionaries (kind, pages, made, data) VALUES (?, ?, ?, ?)", kind, d.Pages,
		site.Stamp(d.Made),
		t.Zip.Enc.EncodeAll(d.Text, nil))
	if err != nil {
		return err
	}
	return t.Zip.Use(kind, &d)
}

// unpack opens a page with what it was packed with.
func unpack(ctx context.Context, v db.View, p pack.Packed) ([]byte, error) {
	switch {
	case p.Base != 0:
		return unpackBased(ctx, v, p)
	case p.Dictionary == 0 && !isPacked(p.Data):
		return p.Data, nil
	case p.Dictionary == 0:
		return v.Zip.Dec.DecodeAll(p.Data, nil)
	}
	dec, err := decoder(ctx, v, p.Dictionary)
	if err != nil {
		return nil, err
	}
	return dec.DecodeAll(p.Data, nil)
}

func unpackBased(ctx context.Context, v db.View, p pack.Packed) ([]byte, error) {
	base, err := load(ctx, v, p.Base, false)
	if err != nil {
		return nil, fmt.Errorf("what it is packed with: %w", err)
	}
	dec, err := pack.DecoderFor(pack.BaseNumber, base.Body)
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(p.Data, nil)
}

func decoder(ctx context.Context, v db.View, number int64) (*zstd.Decoder, error) {
	if dec := OpenedAs(v.Zip, number); dec != nil {
		return dec, nil
	}
	text := v.Zip.TextInUse(number)
	if text == nil {
		var err error
		if text, err = DictionaryText(ctx, v, number); err != nil {
			return nil, err
		}
	}
	dec, err := pack.DecoderFor(number, text)
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	KeepOpen(v.Zip, &pack.Opened{Number: number, Size: len(text), Dec: dec})
	return dec, nil
}

// OpenedAs is the decoder of a dictionary that is open; nil: it is not.
func OpenedAs(c *pack.Codec, number int64) *zstd.Decoder {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	at := slices.IndexFunc(c.Opened, func(o *pack.Opened) bool { return o.Number == number })
	if at < 0 {
		return nil
	}
	o := c.Opened[at]
	c.Opened = append(slices.Delete(c.Opened, at, at+1), o)
	return o.Dec
}

// KeepOpen keeps a dictionary open, and drops those that were used longest ago where they become too many.
func KeepOpen(c *pack.Codec, o *pack.Opened) {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	c.Opened = append(c.Opened, o)
	size := 0
	for _, each := range c.Opened {
		size += each.Size
	}
	for ; size > pack.OpenedMost; c.Opened = slices.Delete(c.Opened, 0, 1) {
		size -= c.Opened[0].Size
	}
}

// DictionaryText is what a dictionary is made of.
func DictionaryText(ctx context.Context, v db.View, number int64) ([]byte, error) {
	data, found, err := db.One[[]byte](ctx, v, "SELECT data FROM dictionaries WHERE dictionary = ?", number)
	if err == nil && !found {
		return nil, fmt.Errorf("dictionary %d is missing", number)
	}
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	text, err := v.Zip.Dec.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", number, err)
	}
	return text, nil
}
