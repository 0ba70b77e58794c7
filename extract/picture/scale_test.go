package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"testing"
)

func TestScaling(t *testing.T) {
	for _, c := range []struct {
		name string
		body []byte
		Scaling
		want Info
		err  error
	}{
		{"smaller than asked", ofJPEG(t, 60, 40), Scaling{Side: 1200}, Info{"image/jpeg", 60, 40}, nil},
		{"wide", ofJPEG(t, 600, 400), Scaling{Side: 300}, Info{"image/jpeg", 300, 200}, nil},
		{"high", ofPNG(t, 40, 600), Scaling{Side: 300, Grey: true}, Info{"image/jpeg", 20, 300}, nil},
		{"a line", ofGIF(t, 3000, 1, 2), Scaling{Side: 100}, Info{"image/jpeg", 100, 1}, nil},
		{"AVIF", ofAVIF(60, 40, 0), Scaling{}, Info{}, Unsupported},
		{"WebP", ofWebP(60, 40), Scaling{}, Info{"image/jpeg", 60, 40}, nil},
		{"a page", []byte("<html>"), Scaling{}, Info{}, NotPicture},
		{"turned", held(t, 6), Scaling{Side: 30}, Info{"image/jpeg", 20, 30}, nil},
	} {
		b, got, err := c.JPEG(c.body)
		if !errors.Is(err, c.err) || got != c.want {
			t.Errorf("%s: %v, %v, want %v, %v", c.name, got, err, c.want, c.err)
		}
		if size, err := jpeg.DecodeConfig(bytes.NewReader(b)); c.err == nil && (err != nil || size.Width != got.Width ||
			(size.ColorModel == color.GrayModel) != c.Grey) {
			t.Errorf("%s: %v, %v", c.name, size, err)
		}
	}
}

// TestReadUpright: a picture that lies on its side is as wide as it is shown.
func TestReadUpright(t *testing.T) {
	for orientation := range uint16(8) {
		want := Info{"image/jpeg", 60, 40}
		if orientation >= 4 {
			want = Info{"image/jpeg", 40, 60}
		}
		if got, err := Read(held(t, orientation+1)); err != nil || got != want {
			t.Errorf("orientation %d: %v, %v", orientation+1, got, err)
		}
	}
}

// TestScalingIsSparing: what scaling takes depends on what it makes more than on what it is made from.
func TestScalingIsSparing(t *testing.T) {
	body := ofPNG(t, 4000, 2900)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, _, err := (Scaling{Side: 1600}).JPEG(body); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 130 {
		t.Errorf("%d MiB", took)
	}
}

// held is a JPEG of 60 by 40 that is white in its upper left corner once it is upright.
func held(t *testing.T, orientation uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	m := grey(60, 40)
	upper := [8]bool{true, true, false, false, true, false, false, true}
	left := [8]bool{true, false, false, true, true, true, false, false}
	for y := range 20 {
		for x := range 30 {
			px, py := x, y
			if !left[orientation-1] {
				px += 30
			}
			if !upper[orientation-1] {
				py += 20
			}
			m.SetGray(px, py, color.Gray{255})
		}
	}
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	tiff = append(binary.LittleEndian.AppendUint16(tiff, orientation), 0, 0)
	note := append([]byte("\xFF\xE1\x00\x00Exif\x00\x00"), tiff...)
	binary.BigEndian.PutUint16(note[2:], uint16(len(note)-2))
	return append(append([]byte("\xFF\xD8"), note...), b.Bytes()[2:]...)
}

// TestUpright: what a camera noted of how it was held is undone, and taken away.
func TestUpright(t *testing.T) {
	for o := uint16(1); o <= 8; o++ {
		m, err := Scaling{}.Draw(held(t, o))
		if err != nil {
			t.Fatal(err)
		}
		want := image.Pt(60, 40)
		if o > 4 {
			want = image.Pt(40, 60)
		}
		r, _, _, _ := m.At(5, 5).RGBA()
		if m.Bounds().Size() != want || r < 0xF000 {
			t.Errorf("held %d: %v, %x in the corner", o, m.Bounds(), r)
		}
	}
	if b, _, err := (Scaling{}).JPEG(held(t, 3)); err != nil || bytes.Contains(b, []byte("Exif")) {
		t.Error("the camera's notes are still there", err)
	}
}

func TestOnWhite(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 20, 20))); err != nil {
		t.Fatal(err)
	}
	m, err := Scaling{}.Draw(b.Bytes())
	if err != nil || fmt.Sprint(m.At(9, 9)) != "{255 255 255 255}" {
		t.Error(m, err)
	}
}
