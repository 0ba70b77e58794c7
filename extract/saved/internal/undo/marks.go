package undo

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// parts are the rarest parts of the marks. Each is so long that some gram of it stands at a multiple of the stride:
// no other grams of a page are looked at.
var parts = []string{
	"_msttexthash", "_mstmutation", "imt-transla", ` imt-state="`, " imt-state=t", "read-frog-t", "<ya-tr-span",
	"opencc-conv", "mersive-tra", "kiss-transl", "ect-jyutpin",
}

const (
	gram   = 4
	stride = 8
)

// place is where a gram is in a part.
type place struct {
	part []byte
	at   int
}

// partGrams are the grams of the parts. Nearly all grams of a page are known by their hash to be none of them.
type partGrams struct {
	hashed [1 << hashBits]bool
	places map[uint32][]place
}

const hashBits = 13

func hash(g uint32) uint32 { return g * 0x9E3779B1 >> (32 - hashBits) }

var grams = sync.OnceValue(func() *partGrams {
	t := partGrams{places: map[uint32][]place{}}
	for _, p := range parts {
		for at := range stride {
			g := binary.LittleEndian.Uint32([]byte(p[at:]))
			t.hashed[hash(g)] = true
			t.places[g] = append(t.places[g], place{[]byte(p), at})
		}
	}
	return &t
})

// mayBeAltered reports whether a page has a part of some mark. Searching every page for each mark costs as much as
// reading its article does: what they begin with is frequent.
func mayBeAltered(body []byte) bool {
	t := grams()
	for i := 0; i+gram <= len(body); i += stride {
		g := binary.LittleEndian.Uint32(body[i:])
		if !t.hashed[hash(g)] {
			continue
		}
		for _, p := range t.places[g] {
			if i >= p.at && bytes.HasPrefix(body[i-p.at:], p.part) {
				return true
			}
		}
	}
	return false
}
