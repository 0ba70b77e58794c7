package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

func TestRead(t *testing.T) {
	whole := map[string][]byte{"jpeg": ofJPEG(t, 60, 40), "png": ofPNG(t, 60, 40), "gif": ofGIF(t, 60, 40, 1),
		"moving gif": ofGIF(t, 60, 40, 3), "webp": ofWebP(60, 40), "moving webp": ofWebPX(60, 40, 3),
		"avif": ofAVIF(60, 40, 0), "moving avif": ofAVIF(60, 40, 3)}
	types := map[string]string{"moving gif": "image/gif", "moving webp": "image/webp", "moving avif": "image/avif"}
	for name, body := range whole {
		want := Info{Type: types[name], Width: 60, Height: 40}
		if want.Type == "" {
			want.Type = "image/" + name
		}
		for what, body := range map[string][]byte{"whole": body, "with a page behind it": append(body[:len(body):len(body)],
			"<html><script>alert(1)</script>"...)} {
			if got, err := Read(body); err != nil || got != want {
				t.Errorf("%s %s: %+v, %v", name, what, got, err)
			}
		}
		for n := range body {
			if got, err := Read(body[:n]); err == nil {
				t.Errorf("%s cut after %d of %d bytes: %+v", name, n, len(body), got)
			}
		}
		if _, err := Read(body[:len(body)-1]); !errors.Is(err, Truncated) {
			t.Errorf("%s without its last byte: %v", name, err)
		}
	}
}

func TestRefused(t *testing.T) {
	picture := ofJPEG(t, 8, 8)
	for name, one := range map[string]struct {
		body []byte
		want Refusal
	}{
		"nothing":                      {nil, NotPicture},
		"a page":                       {[]byte("<!DOCTYPE html><html><body>文章</body></html>"), NotPicture},
		"a page in a picture's name":   {[]byte("GIF89a/*<html>*/"), TooManyPixels},
		"SVG":                          {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), Unsupported},
		"SVG behind a doctype":         {[]byte(`<?xml version="1.0"?><!-- 圖 --><SVG></SVG>`), Unsupported},
		"BMP":                          {[]byte("BM\x00\x00\x00\x00"), Unsupported},
		"an icon":                      {[]byte("\x00\x00\x01\x00\x01\x00"), Unsupported},
		"a PDF":                        {[]byte("%PDF-1.7"), NotPicture},
		"a film":                       {[]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), NotPicture},
		"more than 8 MiB":              {append(picture, make([]byte, MaxBytes)...), TooLarge},
		"50,000 by 50,000":             {ofPNGHeader(50_000, 50_000), TooManyPixels},
		"as large as numbers go":       {ofAVIF(1<<32-1, 1<<32-1, 0), TooManyPixels},
		"PNG larger than the standard": {ofPNGHeader(1<<32-1, 1<<32-1), NotPicture},
		"a WebP of 16,384 squared":     {ofWebP(16384, 16384), TooManyPixels},
		"an animated giant":            {ofWebPX(5000, 5000, 50), TooManyPixels},
		"a film of a giant":            {ofAVIF(5000, 5000, 1<<31), TooManyPixels},
		"a JPEG that is painted over":  {painted(t, 1000, 1000, 1000), TooManyPixels},
		"no width":                     {ofAVIF(0, 8, 0), Truncated},
	} {
		if got, err := Read(one.body); !errors.Is(err, one.want) {
			t.Errorf("%s: %+v, %v, want %q", name, got, err, one.want)
		}
	}
}

// TestBallast: megabytes of what cameras and programs note are passed over.
func TestBallast(t *testing.T) {
	picture := ofJPEG(t, 60, 40)
	notes := []byte{0xFF, 0xE1, 0xFF, 0xFF}
	notes = append(notes, bytes.Repeat([]byte{0xFF, 0xD9}, 0xFFFD/2+1)[:0xFFFD]...) // a thumbnail's end
	body := append(append(picture[:2:2], bytes.Repeat(notes, 100)...), picture[2:]...)
	if got, err := Read(body); err != nil || got.Width != 60 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := Read(body[:len(body)-2]); !errors.Is(err, Truncated) {
		t.Errorf("its end is that of a thumbnail: %v", err)
	}
}

// FuzzRead: whatever is taken has a type and a size within the limits.
func FuzzRead(f *testing.F) {
	for _, body := range [][]byte{ofJPEG(f, 8, 6), ofPNG(f, 8, 6), ofGIF(f, 8, 6, 2), ofWebP(8, 6), ofWebPX(8, 6, 2),
		ofAVIF(8, 6, 2)} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := Read(body)
		var refusal Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("%v is no refusal", err)
		}
		_, known := formats[got.Type]
		if err == nil && (!known || got.Width <= 0 || got.Height <= 0 || got.Width*got.Height > MaxPixels) {
			t.Errorf("%+v", got)
		}
	})
}

func grey(w, h int) *image.Gray { return image.NewGray(image.Rect(0, 0, w, h)) }

func written(t testing.TB, b *bytes.Buffer, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ofJPEG(t testing.TB, w, h int) []byte {
	var b bytes.Buffer
	return written(t, &b, jpeg.Encode(&b, grey(w, h), nil))
}

// painted is a JPEG with more passes, in which nothing is.
func painted(t testing.TB, w, h, times int) []byte {
	one := ofJPEG(t, w, h)
	pass := one[bytes.LastIndex(one, []byte{0xFF, 0xDA}):][:10]
	return append(append(one[:len(one)-2:len(one)-2], bytes.Repeat(pass, times)...), 0xFF, 0xD9)
}

func ofPNG(t testing.TB, w, h int) []byte {
	var b bytes.Buffer
	return written(t, &b, png.Encode(&b, grey(w, h)))
}

func ofGIF(t testing.TB, w, h, frames int) []byte {
	var b bytes.Buffer
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White}))
		g.Delay = append(g.Delay, 1)
	}
	return written(t, &b, gif.EncodeAll(&b, g))
}

// ofPNGHeader is a PNG that says how large it is and holds nothing.
func ofPNGHeader(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, w), h)
	b = append(b, 8, 0, 0, 0, 0)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
	return append(b, "\x00\x00\x00\x00IEND\xaeB`\x82"...)
}

// ofWebP is one without loss, whose pixels are not looked at.
func ofWebP(w, h int) []byte {
	b, _ := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	binary.LittleEndian.PutUint32(b[21:], uint32(w-1)|uint32(h-1)<<14)
	return b
}

// ofWebPX is one that moves.
func ofWebPX(w, h, frames int) []byte {
	b := chunk("VP8X", []byte{2, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0})
	b = append(b, bytes.Repeat(chunk("ANMF", make([]byte, 16)), frames)...)
	return chunk("RIFF", append([]byte("WEBP"), b...))
}

func chunk(name string, data []byte) []byte {
	return append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data))), data...)
}

func ofAVIF(w, h uint32, samples uint32) []byte {
	extent := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(make([]byte, 4), w), h)
	thumbnail := box("ispe", []byte{0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1})
	if w == 0 {
		thumbnail = nil
	}
	properties := box("ipco", append(box("ispe", extent), thumbnail...))
	b := append(box("ftyp", []byte("avif\x00\x00\x00\x00mif1avif")), box("meta", append(make([]byte, 4),
		box("iprp", properties)...))...)
	if samples > 0 {
		sizes := box("stsz", binary.BigEndian.AppendUint32(make([]byte, 8), samples))
		for _, outer := range []string{"stbl", "minf", "mdia", "trak", "moov"} {
			sizes = box(outer, sizes)
		}
		b = append(b, sizes...)
	}
	return append(b, box("mdat", make([]byte, 8))...)
}

func box(name string, in []byte) []byte {
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(in))), name...), in...)
}
