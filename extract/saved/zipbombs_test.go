package saved_test

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

func deflated(b []byte) []byte {
	return compressed(func(w io.Writer) io.WriteCloser { return must(flate.NewWriter(w, flate.BestCompression)) })(b)
}

// local is the header of an entry where its bytes stand, of deflated bytes.
func local(name string, packed, unpacked int) []byte {
	b := []byte("PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00")
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(packed))
	b = binary.LittleEndian.AppendUint32(b, uint32(unpacked))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(name)))
	return append(binary.LittleEndian.AppendUint16(b, 0), name...)
}

// entry is one of a ZIP's table of contents.
type entry struct {
	name             string
	packed, unpacked int
	crc              uint32
	at               int
}

// withTable appends the table of contents, whose end says how many entries there are as far as it can.
func withTable(b []byte, entries []entry) []byte {
	var table bytes.Buffer
	for _, e := range entries {
		h := []byte("PK\x01\x02\x14\x00\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00")
		h = binary.LittleEndian.AppendUint32(h, e.crc)
		h = binary.LittleEndian.AppendUint32(h, uint32(e.packed))
		h = binary.LittleEndian.AppendUint32(h, uint32(e.unpacked))
		h = binary.LittleEndian.AppendUint16(h, uint16(len(e.name)))
		h = append(h, make([]byte, 12)...)
		table.Write(append(binary.LittleEndian.AppendUint32(h, uint32(e.at)), e.name...))
	}
	at := len(b)
	b = append(append(b, table.Bytes()...), "PK\x05\x06\x00\x00\x00\x00"...)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(entries)))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(entries)))
	b = binary.LittleEndian.AppendUint32(b, uint32(table.Len()))
	b = binary.LittleEndian.AppendUint32(b, uint32(at))
	return append(b, 0, 0)
}

// sameEntry is a ZIP of a page whose table names it n times.
func sameEntry(page []byte, n int) []byte {
	packed := deflated(page)
	entries := make([]entry, n)
	for i := range entries {
		entries[i] = entry{fmt.Sprintf("%07d.html", i), len(packed), len(page), crc32.ChecksumIEEE(page), 0}
	}
	return withTable(append(local("0000000.html", len(packed), len(page)), packed...), entries)
}

// quotedEntries is David Fifield's better bomb: each entry quotes, in a stored block, the header of the next, and goes
// on with its bytes, so that all share the last one's.
func quotedEntries(n int) []byte {
	kernel := deflated(zeros(1))
	b, unpacked := kernel, 1<<20
	var entries []entry
	header := 0
	for i := range n {
		name := fmt.Sprintf("%03d.html", i)
		if i > 0 {
			quoted := b[:header]
			length := uint16(header)
			block := []byte{0, byte(length), byte(length >> 8), ^byte(length), ^byte(length >> 8)}
			unpacked += len(quoted)
			b = append(block, b...)
		}
		packed := len(b)
		h := local(name, packed, unpacked)
		header = len(h)
		b = append(h, b...)
		entries = append(entries, entry{name: name, packed: packed, unpacked: unpacked, at: -len(b)})
	}
	for i := range entries {
		entries[i].at += len(b)
	}
	return withTable(b, entries)
}
