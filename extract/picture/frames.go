package picture

import (
	"bytes"
	"encoding/binary"
)

// jpegScans counts the passes over a JPEG. Its end is the marker after a pass: that of a thumbnail lies in a segment.
func jpegScans(b []byte) (n int, whole bool) {
	const (
		scan = 0xDA
		end  = 0xD9
	)
	for at := 2; ; {
		marker, next := jpegMarker(b, at)
		switch {
		case marker == end:
			return n, n > 0
		case next+2 > len(b):
			return n, false
		case marker == scan:
			n++
		}
		at = next + int(binary.BigEndian.Uint16(b[next:]))
	}
}

// jpegMarker finds the next marker that begins a segment or ends the picture, and the place after it. Coded pixels on
// the way have none: 00 follows each of their FF, or the number of a restart.
func jpegMarker(b []byte, at int) (marker byte, next int) {
	for at < len(b) {
		i := bytes.IndexByte(b[at:], 0xFF)
		if i < 0 || at+i+1 >= len(b) {
			break
		}
		at += i + 1
		if m := b[at]; m > 0x01 && m != 0xFF && (m < 0xD0 || m > 0xD7) {
			return m, at + 1
		}
	}
	return 0, len(b)
}

// pngFrames counts the frames of a PNG that moves.
func pngFrames(b []byte) (n int, whole bool) {
	const header, sum = 8, 4
	n = 1
	for at := header; at+header <= len(b); {
		size, kind := min(binary.BigEndian.Uint32(b[at:]), MaxBytes), string(b[at+4:at+header])
		at += header + int(size) + sum
		switch kind {
		case "IEND":
			return n, at <= len(b)
		case "fcTL":
			n++
		}
	}
	return n, false
}

// gifFrames counts the frames of a GIF.
func gifFrames(b []byte) (n int, whole bool) {
	const (
		header    = 13 // with the size of the screen
		image     = 10
		extension = '!'
		frame     = ','
		end       = ';'
	)
	if len(b) < header {
		return 0, false
	}
	for at := header + colours(b[header-3]); at < len(b); {
		switch {
		case b[at] == end:
			return n, true
		case b[at] == extension:
			at += 2
		case b[at] == frame && at+image <= len(b):
			n++
			at += image + colours(b[at+image-1]) + 1
		default:
			return n, false
		}
		at = behindBlocks(b, at)
	}
	return n, false
}

// colours is the length of a GIF's table of colours, which its flags give.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// behindBlocks is the place after a GIF's data: blocks with their lengths, the last of which is nought.
func behindBlocks(b []byte, at int) int {
	for at < len(b) && b[at] != 0 {
		at += 1 + int(b[at])
	}
	return at + 1
}

// webpFrames counts the frames of a WebP, which says how long it is.
func webpFrames(b []byte) (n int, whole bool) {
	const header, outer = 8, 12
	if len(b) < outer {
		return 0, false
	}
	n = 1
	for at := outer; at+header <= len(b); {
		if string(b[at:at+4]) == "ANMF" {
			n++
		}
		length := int(min(binary.LittleEndian.Uint32(b[at+4:]), MaxBytes))
		at += header + length + length&1
	}
	return n, uint64(binary.LittleEndian.Uint32(b[4:]))+header <= uint64(len(b))
}
