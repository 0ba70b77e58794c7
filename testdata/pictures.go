package testdata

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"image"
	"image/jpeg"
	"math/rand/v2"
)

// Picture is a grey picture of a size, with about so many KB; of every address another one.
func Picture(address string, width, height, kilobytes int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		panic(err) // a picture always encodes
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(address))
	draw := rand.New(rand.NewPCG(sum.Sum64(), 28))
	const marker = 2
	body := append([]byte{}, b.Bytes()[:marker]...)
	for range max(kilobytes, 1) { // segments of a program's own
		body = binary.BigEndian.AppendUint16(append(body, 0xFF, 0xEF), 1000-marker)
		for range (1000 - 2*marker) / 4 {
			body = binary.LittleEndian.AppendUint32(body, draw.Uint32())
		}
	}
	return append(body, b.Bytes()[marker:]...)
}
