package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
	"iter"
	"slices"
)

// isAVIF goes by the brands of the first box: which is the leading one differs.
func isAVIF(b []byte) bool {
	for kind, brands := range boxes(b) {
		return kind == "ftyp" && slices.ContainsFunc([]string{"avif", "avis"}, func(brand string) bool {
			return bytes.Contains(brands[:min(len(brands), maxBrands)], []byte(brand))
		})
	}
	return false
}

const maxBrands = 128 // bytes: thirty of them

// boxes yields the boxes in a box with what they hold. One that is longer than what there is ends them.
func boxes(b []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for len(b) >= 8 {
			header, size := uint64(8), uint64(binary.BigEndian.Uint32(b))
			switch {
			case size == 0: // to the end
				size = uint64(len(b))
			case size == 1 && len(b) >= 16:
				header, size = 16, binary.BigEndian.Uint64(b[8:])
			}
			if size < header || size > uint64(len(b)) || !yield(string(b[4:8]), b[header:size]) {
				return
			}
			b = b[size:]
		}
	}
}

// find yields what the boxes at the end of a path hold. A box "meta" has four bytes of its own before those in it.
func find(b []byte, path ...string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for kind, in := range boxes(b) {
			if kind != path[0] {
				continue
			}
			if len(path) == 1 {
				if !yield(in) {
					return
				}
				continue
			}
			if kind == "meta" {
				in = in[min(4, len(in)):]
			}
			for found := range find(in, path[1:]...) {
				if !yield(found) {
					return
				}
			}
		}
	}
}

// avifSize takes the largest of the sizes that are given: the others are those of tiles and of a thumbnail.
func avifSize(r io.Reader) (c image.Config, err error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return c, err
	}
	for extent := range find(b, "meta", "iprp", "ipco", "ispe") {
		if len(extent) < 12 {
			return c, NotPicture
		}
		w, h := int(binary.BigEndian.Uint32(extent[4:])), int(binary.BigEndian.Uint32(extent[8:]))
		c.Width, c.Height = max(c.Width, w), max(c.Height, h)
	}
	if c.Width == 0 {
		return c, io.ErrUnexpectedEOF
	}
	return c, nil
}

func has(b []byte, path ...string) bool {
	for range find(b, path...) {
		return true
	}
	return false
}

// avifFrames counts the samples of its films. Where the box of the pixels is there, it is there to its end.
func avifFrames(b []byte) (n int, whole bool) {
	n = 1
	for sizes := range find(b, "moov", "trak", "mdia", "minf", "stbl", "stsz") {
		if len(sizes) >= 12 {
			n += int(binary.BigEndian.Uint32(sizes[8:]))
		}
	}
	return n, has(b, "mdat") || has(b, "meta", "idat")
}
