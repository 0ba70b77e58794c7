package pack

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// chrome is what all pages of a kind have in common; text is a page's own.
var chrome = []byte(strings.Repeat("<li><a href=/pns/s00001>要聞</a></li>", 50))

func pageOf(text string) []byte { return append(bytes.Clone(chrome), text...) }

func newCodec(t *testing.T) *Codec {
	t.Helper()
	c, err := NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPack packs a page by itself, with a dictionary and with an earlier page, and opens it with just that.
func TestPack(t *testing.T) {
	c, page := newCodec(t), pageOf("早班先試三個月。")
	alone := c.Pack("pns", page)
	if err := c.Use("pns", &Dictionary{Number: 7, Pages: 1, Made: time.Now(), Text: pageOf("兩周後重開。")}); err != nil {
		t.Fatal(err)
	}
	based, err := c.PackBased(3, pageOf("早班先試六個月。"), page)
	if err != nil {
		t.Fatal(err)
	}
	decoder := func(number int64, text []byte) *zstd.Decoder {
		dec, err := DecoderFor(number, text)
		if err != nil {
			t.Fatal(err)
		}
		return dec
	}
	for _, p := range []struct {
		name string
		Packed
		dictionary, base int64
		dec              *zstd.Decoder
	}{
		{"alone", alone, 0, 0, c.Dec},
		{"with a dictionary", c.Pack("pns", page), 7, 0, decoder(7, pageOf("兩周後重開。"))},
		{"with an earlier page", based, 0, 3, decoder(BaseNumber, pageOf("早班先試六個月。"))},
	} {
		got, err := p.dec.DecodeAll(p.Data, nil)
		if err != nil || !bytes.Equal(got, page) {
			t.Errorf("%s: %d bytes, were %d, %v", p.name, len(got), len(page), err)
		}
		if p.Dictionary != p.dictionary || p.Base != p.base {
			t.Errorf("%s: packed with %d, %d", p.name, p.Dictionary, p.Base)
		}
		if p.name != "alone" && len(p.Data) >= len(alone.Data) {
			t.Errorf("%s: %d bytes, by itself %d", p.name, len(p.Data), len(alone.Data))
		}
	}
}

// TestForget: after a write that failed no page is packed with what went with it.
func TestForget(t *testing.T) {
	c := newCodec(t)
	if err := c.Use("pns", &Dictionary{Number: 7, Text: chrome}); err != nil || !c.Has("pns") || c.Has("ins") {
		t.Fatal(err)
	}
	if c.Forget(); c.Has("pns") || c.Pack("pns", chrome).Dictionary != 0 {
		t.Error("the dictionary is used still")
	}
}

// TestUnpackIsBounded: what unpacks to more than any page is refused.
func TestUnpackIsBounded(t *testing.T) {
	c := newCodec(t)
	bomb := c.Enc.EncodeAll(make([]byte, PageMost+1), nil)
	if got, err := c.Dec.DecodeAll(bomb, nil); err == nil {
		t.Errorf("%d bytes of %d", len(got), len(bomb))
	}
}
