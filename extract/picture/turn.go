package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/draw"
)

// orientation is how a camera held a JPEG, by its EXIF: 1, upright, to 8.
func orientation(b []byte) int {
	const exif = 0xE1
	for at := 2; ; {
		marker, next := jpegMarker(b, at)
		if marker == 0 || marker == 0xDA || marker == 0xD9 || next+2 > len(b) {
			return 1
		}
		at = next + int(binary.BigEndian.Uint16(b[next:]))
		if note, ok := bytes.CutPrefix(b[next+2:max(next+2, min(at, len(b)))], []byte("Exif\x00\x00")); ok && marker == exif {
			return orientationIn(note)
		}
	}
}

// orientationIn reads the tag of that name from the first list of a TIFF.
func orientationIn(tiff []byte) int {
	const header, entry, tag = 8, 12, 0x0112
	if len(tiff) < header {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at > len(tiff)-2 {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entry {
			break
		}
		if order.Uint16(entries) == tag {
			if o := int(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
		}
		entries = entries[entry:]
	}
	return 1
}

// isOnItsSide reports whether a picture is as wide as it is stored high.
func isOnItsSide(orientation int) bool { return orientation > 4 }

// turned is a picture upright that a camera held in another way.
func turned(from draw.Image, orientation int) draw.Image {
	if orientation == 1 {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if isOnItsSide(orientation) {
		size = image.Rect(0, 0, h, w)
	}
	var to draw.Image = image.NewRGBA(size)
	if _, isGrey := from.(*image.Gray); isGrey {
		to = image.NewGray(size)
	}
	for y := range h {
		for x := range w {
			tx, ty := place(orientation, x, y, w, h)
			to.Set(tx, ty, from.At(x, y))
		}
	}
	return to
}

// place is where a point of a picture comes to stand.
func place(orientation, x, y, w, h int) (int, int) {
	right, below := w-1-x, h-1-y
	return [8]int{x, right, right, x, y, below, below, y}[orientation-1],
		[8]int{y, y, below, below, x, x, right, right}[orientation-1]
}
